"""Packages that have nothing to do with the APIs of a checkout, as those of other projects in one repository.

No file of theirs names the package of the APIs or a webmethod; none imports a package that has to do with the APIs, and
none is imported by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import DATATYPES, find_api_root
from llama_router_codemod.conventions.webmethod import DECORATOR
from llama_router_codemod.parse.dynamic_imports import WORDS
from llama_router_codemod.tree.checkout import Checkout

#: So many files are sooner searched than told apart.
FEW = 1000
# Both begin with what is looked for fast. The second leaves out the `import` of a `from`, but where it stands alone.
_FROM = re.compile(rb"from(?<!\wfrom)[\s\\]+(\w+)(?:[\s\\]*\.[\w.\s\\]*)?[\s\\]+import\b")
_IMPORT = re.compile(rb"import(?<!\wimport)(?<![\w.][ \t]import)[ \t\\]+((?:[\w., \t]|\\\r?\n)+)")
_FIRST_NAMES = re.compile(rb"(?:^|,)[\s\\]*(\w+)")


@dataclass(eq=False)
class _Package:
    """An outermost package, or a module in none: its files, and the name by which it is imported."""

    checkout: Checkout
    name: str
    files: list[PurePosixPath] = field(default_factory=list)
    searched: set[PurePosixPath] = field(default_factory=set)
    """Those that import modules by a name in a string, perhaps one of the APIs that is put together."""

    @property
    def is_importable(self) -> bool:
        """Whether the patterns find the name in an import."""
        return self.name.isascii() and self.name.isidentifier()

    @cached_property
    def imported(self) -> frozenset[str]:
        """The first names of what the files import."""
        found: set[bytes] = set()
        for data in (self.checkout.contents[path] for path in self.files):
            found.update(_FROM.findall(data), *(_FIRST_NAMES.findall(names) for names in _IMPORT.findall(data)))
        return frozenset(name.decode() for name in found)

    def names(self, package: str) -> bool:
        """Whether a file names a package or a webmethod; those that do not are put by."""
        word, found = package.encode(), False
        pattern = re.compile(rb"\b%b\b" % re.escape(word))
        for path in self.files:
            data = self.checkout.contents[path]
            # Looking for bytes is much faster than a pattern.
            if DECORATOR.encode() in data.lower() or (word in data and pattern.search(data)):
                found = True
                continue
            if any(item in data for item in WORDS):
                self.searched.add(path)
            self.checkout.contents.put_by(path)
        return found


def without_search_of_unrelated(checkout: Checkout) -> Checkout:
    """The checkout, but that nothing is looked for in the files of unrelated packages, which are kept on the disk; but
    for those that import modules by names in strings.

    As it is where few files are in other packages than the APIs, and where there are no APIs.
    """
    root = find_api_root(checkout)
    if root is None or checkout.host is not None:
        return checkout
    defining = root / DATATYPES
    own, *others = _packages(checkout, checkout.package_directory(defining) or defining)
    if len(checkout.python_files) - len(own.files) < FEW:
        return checkout
    related = [package for package in others if package.names(own.name) or not package.is_importable]
    if any(package.is_importable for package in related):  # none that is left imports the package of the APIs
        related += _importing(_without(others, related), related)
    related += _imported(_without(others, related), [own, *related])
    unrelated = _without(others, related)
    return checkout.without_search_of(
        path for package in unrelated for path in package.files if path not in package.searched
    )


def _packages(checkout: Checkout, home: PurePosixPath) -> list[_Package]:
    """The package at `home`, with whatever else is in its directory, and all others."""
    found: dict[PurePosixPath, _Package] = {home: _Package(checkout, _name(checkout, home / "__init__.py"))}
    places: dict[str, PurePosixPath | None] = {}
    for path in checkout.python_files:
        directory = str(path).rpartition("/")[0]
        if directory not in places:  # to make a path takes longest
            places[directory] = checkout.package_directory(path)
        place = places[directory] or path
        if place not in found:
            found[place] = found[home] if place.is_relative_to(home) else _Package(checkout, _name(checkout, path))
        found[place].files.append(path)
    return list(dict.fromkeys(found.values()))


def _name(checkout: Checkout, path: PurePosixPath) -> str:
    return checkout.module_name(path).partition(".")[0]


def _without(packages: Iterable[_Package], left_out: Iterable[_Package]) -> list[_Package]:
    found = frozenset(left_out)
    return [package for package in packages if package not in found]


def _importing(packages: list[_Package], related: list[_Package]) -> list[_Package]:
    """Those of the packages that import a related one, be it through others."""
    found: list[_Package] = []
    left, names = packages, {package.name for package in related}
    while more := [package for package in left if package.imported & names]:
        found += more
        left, names = _without(left, more), {package.name for package in more}
    return found


def _imported(packages: list[_Package], related: list[_Package]) -> list[_Package]:
    """Those of the packages that a related one imports, be it through others."""
    found: list[_Package] = []
    left, asking = packages, related
    while asking:
        names = frozenset[str]().union(*(package.imported for package in asking))
        asking = [package for package in left if package.name in names]
        left = _without(left, asking)
        found += asking
    return found
