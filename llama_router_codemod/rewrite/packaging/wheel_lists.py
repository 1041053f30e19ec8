"""LRC315: a list of what a wheel is made of does not name what came or went, and is no TOML, which would be edited."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.wheel_lists import WheelList
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place


class Reason(enum.StrEnum):
    """What is to be done to the list."""

    ADD = "a name to add"
    DROP = "a name to drop"


@dataclass(frozen=True)
class UnlistedModules(Facts):
    """The names of packages and modules."""

    code = "LRC315"
    reason: Reason
    names: tuple[str, ...]


@dataclass(frozen=True)
class ListChanges:
    """What the lists of a wheel lack, and what they name that is gone, by dotted names."""

    new_packages: tuple[str, ...] = ()
    new_modules: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @classmethod
    def of(cls, listed: WheelList, before: Collection[PurePosixPath], after: Collection[PurePosixPath]) -> ListChanges:
        """What changes by the Python files that were there `before` and are there `after`.

        A new package is listed where its parent or a neighbour is, or was as a module. So is a new module beside listed
        ones, unless its package is listed, which has it then.
        """
        old_packages, old_modules = _names(listed, before)
        packages, modules = _names(listed, after)
        kept = {*listed.packages} - (old_packages - packages)
        new_packages: list[str] = []
        for name in sorted(packages - old_packages - kept):
            parent = name.rpartition(".")[0]
            if parent in kept or name in listed.modules or parent in map(_parent, listed.packages):
                new_packages.append(name)
                kept.add(name)
        new_modules = (
            name
            for name in sorted(modules - old_modules - {*listed.modules})
            if _parent(name) not in kept and _parent(name) in map(_parent, listed.modules)
        )
        lost = ((old_packages - packages) & {*listed.packages}) | ((old_modules - modules) & {*listed.modules})
        return cls(tuple(new_packages), tuple(new_modules), tuple(sorted(lost)))


def follow_files(text: str, changes: ListChanges) -> str:
    """The text of a `pyproject.toml` whose lists follow some changes: sorted where they were, else with the new names
    at the end."""
    import tomlkit  # most trees have no such list
    from tomlkit.items import Array

    document = tomlkit.parse(text)
    table = document["tool"]["setuptools"]
    for key, new in (("packages", changes.new_packages), ("py-modules", changes.new_modules)):
        if new and key not in table:
            table[key] = [*new]  # with a list of modules alone, setuptools finds no package by itself
        names = table.get(key)
        if not isinstance(names, Array):
            continue
        is_sorted = [*names] == sorted(names)
        for name in (name for name in new if name not in names):
            names.insert(bisect_left(names, name) if is_sorted else len(names), name)
        # Afterwards, so that a new name stands beside another one, and not behind a comment at the end.
        for name in [name for name in names if name in changes.gone and name not in new]:
            names.remove(name)
    return tomlkit.dumps(document)


def unlisted_modules(listed: WheelList, changes: ListChanges) -> Iterator[Finding]:
    """A finding for what has to be done to a list by hand."""
    new = tuple(sorted((*changes.new_packages, *changes.new_modules)))
    for reason, names in ((Reason.ADD, new), (Reason.DROP, changes.gone)):
        if names and not listed.is_toml:
            yield Finding(Place(listed.path, 1), UnlistedModules(reason, names))


def _names(listed: WheelList, files: Collection[PurePosixPath]) -> tuple[set[str], set[str]]:
    """The packages among some files, and the modules in and outside them."""
    packages = (listed.name_of(path.parent) for path in files if path.name == "__init__.py")
    modules = (listed.name_of(path.with_suffix("")) for path in files if path.name != "__init__.py")
    return {*filter(None, packages)}, {*filter(None, modules)}


def _parent(name: str) -> str:
    return name.rpartition(".")[0]
