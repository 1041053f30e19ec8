"""The lists of packages and modules that setuptools makes a wheel of, where a project writes them by hand.

What they leave out is not in the wheel (llama_stack 0.4.4, src/llama_stack_api/pyproject.toml:44-83, whose comments ask
for a change with each package that comes). Where setuptools finds the packages itself there is no list.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.source.syntax import last_part
from llama_router_codemod.tree import settings
from llama_router_codemod.tree.checkout import Checkout

_SETTINGS = (settings.FILE, "setup.cfg", "setup.py")


@dataclass(frozen=True)
class WheelList:
    """What a file lists, by dotted names: packages, and modules outside them.

    `directories` tells where the packages of a name are, the file's own directory being the start; the empty name is
    for those that have no entry.
    """

    path: PurePosixPath
    packages: tuple[str, ...]
    modules: tuple[str, ...]
    directories: Mapping[str, str]

    @property
    def is_toml(self) -> bool:
        """Whether it can be edited: it is no program, and TOML keeps what stands around it."""
        return self.path.name == settings.FILE

    def name_of(self, path: PurePosixPath) -> str | None:
        """The dotted name of a directory, or of a module without its suffix; None for one outside the project."""
        home = self.path.parent
        for name, directory in sorted(self.directories.items(), reverse=True):
            start = home / directory
            if path.is_relative_to(start):
                return ".".join((*filter(None, [name]), *path.relative_to(start).parts))
        return None


def wheel_lists(checkout: Checkout) -> Iterator[WheelList]:
    """The lists of a checkout; none of files that do not parse, which are nothing to a run."""
    for path in (path for path in checkout.files if path.name in _SETTINGS and checkout.is_own(path)):
        data = checkout.read_beside(path)
        if b"packages" not in data and b"modules" not in data:
            continue
        try:
            found = _read(path.name, data.decode())
        except (SyntaxError, ValueError, RecursionError):
            continue
        packages, modules = (_names(found.get(key)) for key in ("packages", "py-modules"))
        given = found.get("package-dir")
        directories = given if isinstance(given, dict) else {}
        if packages or modules:
            texts = {str(name): str(directory) for name, directory in directories.items()}
            yield WheelList(path, packages, modules, {"": ".", **texts})


def _read(name: str, text: str) -> Mapping[str, object]:
    """What a file says for setuptools, by the keys of `pyproject.toml`."""
    match name:
        case settings.FILE:
            table = tomllib.loads(text).get("tool", {})
            found = table.get("setuptools") if isinstance(table, dict) else None
            return found if isinstance(found, dict) else {}
        case "setup.cfg":
            options = _options(text)
            lists: dict[str, object] = {
                key.replace("_", "-"): value.replace(",", "\n").split() for key, value in options.items()
            }
            pairs = (line.partition("=") for line in options.get("package_dir", "").splitlines() if line.strip())
            return {**lists, "package-dir": {key.strip(): value.strip() for key, _, value in pairs}}
        case _:
            return dict(_arguments(ast.parse(text)))


def _options(text: str) -> dict[str, str]:
    """The options of a `setup.cfg`. Raises ValueError where it does not parse."""
    import configparser  # most trees have no such list

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise ValueError from error
    return dict(parser["options"]) if parser.has_section("options") else {}


def _arguments(tree: ast.Module) -> Iterator[tuple[str, object]]:
    """The literal arguments of what is called `setup`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_part(node.func) == "setup":
            for argument in node.keywords:
                with suppress(ValueError, TypeError):  # not literal, or nothing that Python could make
                    yield (argument.arg or "").replace("_", "-"), ast.literal_eval(argument.value)


def _names(value: object) -> tuple[str, ...]:
    """The names in a list of names; none for `find:`, or for a table that says how to find them."""
    items = value if isinstance(value, list | tuple | set) else ()
    return tuple(item for item in items if isinstance(item, str) and not item.endswith(":"))
