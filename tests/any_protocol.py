"""Protocols of all shapes with their implementations: a strategy of Hypothesis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from textwrap import indent
from typing import TYPE_CHECKING, Any

from any_method import METHOD_NAMES, SHADOWS, AnyMethod, methods
from any_types import OWN, TAKEN, TAKEN_NAMES, TAKEN_TYPES, TYPES, words
from harbour import MASTER, SOURCES
from hypothesis import strategies as st
from wire import declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Packages of APIs; the first one has the types of all.
PACKAGES = words("berths docks piers locks tides buoys quays ferries canals barges tugs yards")
#: Where the list of public names of a module has comments.
EXPORTED = ("above the list", "at the bracket", "before a name", "beside a name", "last in the list", "behind the list")
#: How a Protocol comes by its methods: all are its own; the first is that of a Protocol above it; it has one without
#: routes of another package besides; it has the routes of another package's, too, which is refused.
ABOVE = ("nothing", "its own base", "a base of another package", "routes of another package")
#: What decorators of implementations are made of; the last one changes the signature, which is refused.
WRAPPERS = """\
import functools


def traced(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        return function(*args, **kwargs)

    return call


def marked(text):
    def mark(function):
        function.text = text
        return function

    return mark


def narrowed(function):
    async def call(self, limit: int = 3) -> Any:
        return {"limit": limit}

    return call


"""


@dataclass(frozen=True)
class AnyPackage:
    """A package with a Protocol; `exports` are the places of comments in its `__all__`, None if it has no such list."""

    name: str
    methods: tuple[AnyMethod, ...]
    above: str
    exports: frozenset[str] | None
    spacing: str

    @property
    def protocol(self) -> str:
        return self.name.capitalize()

    @property
    def model(self) -> str:
        return self.protocol.removesuffix("s")

    @property
    def has_taken(self) -> bool:
        return self.name == PACKAGES[1]

    @property
    def files(self) -> dict[str, str]:
        """The package's files."""
        imported = f"from port.apis.berths.berths import Protocol, {', '.join(OWN)}\n"
        later = imported.replace(".berths.berths", ".berths").replace(
            "import Protocol", "import Berth, Berths, enum", 1
        )
        is_first = self.name == PACKAGES[0]
        prelude = TYPES if is_first else later + TAKEN * self.has_taken
        text = next(iter(declared(self.bodies(self.methods), prelude).values()))
        text = text.replace("class Berth(", f"class {self.model}(").replace("class Berths(", f"class {self.protocol}(")
        text = text.replace(f"class {self.protocol}(Protocol):\n", self._head)
        names = [self.model, self.protocol, *([*OWN, "enum"] if is_first else TAKEN_NAMES * self.has_taken)]
        module = f"port/apis/{self.name}/{self.name}.py"
        return {
            module: text + self._exported(names),
            f"port/apis/{self.name}/__init__.py": f"from .{self.name} import *\n",
        }

    @property
    def _head(self) -> str:
        match self.above:
            case "its own base":
                base = f"class {self.model}Base(Protocol):\n{indent(self.methods[0].declared, '    ')}\n\n"
                return f"{base}class {self.protocol}({self.model}Base, Protocol):\n"
            case "a base of another package":
                return f"class {self.protocol}(Moored, Protocol):\n"
            case "routes of another package":
                return f"class {self.protocol}(Berths, Protocol):\n"
            case _:
                return f"class {self.protocol}(Protocol):\n"

    def _exported(self, names: Sequence[str]) -> str:
        if self.exports is None:
            return ""
        lines = [f"\n\n{self._comment('above the list').strip()}", f"__all__ = [{self._comment('at the bracket')}"]
        lines += [f"    {self._comment('before a name').strip()}"]
        lines += [f'    "{name}",{self._comment("beside a name") * (name == names[-1])}' for name in names]
        lines += [f"    {self._comment('last in the list').strip()}", f"]{self._comment('behind the list')}"]
        return "".join(f"{line}\n" for line in lines if line.strip())

    def _comment(self, place: str) -> str:
        return f"  # {self.name}, {place}" if place in (self.exports or ()) else ""

    def bodies(self, methods: Iterable[AnyMethod]) -> str:
        """Methods of its Protocol as they are declared, but for that of a Protocol above it."""
        inherited = self.methods[:1] if self.above == "its own base" else ()
        return self.spacing.join(item.declared for item in methods if item not in inherited) or "...\n"

    @property
    def texts(self) -> list[str]:
        """What of the source has to be somewhere afterwards: comments, and the sentences of docstrings."""
        found: list[Any] = [f"# {self.name}, {place}" for place in self.exports or ()]
        for item in self.methods:
            found += [f"# {item.name}, {place}" for place in item.comments]
            found += [line.partition(": ")[2] for line in item.docstring.splitlines() if line.startswith(":param ")]
        return found


@dataclass(frozen=True)
class AnyModules:
    """Packages with a Protocol each, of which the others have their types from the first, and a class for all, some of
    whose methods are those of a class above it."""

    packages: tuple[AnyPackage, ...]
    inherited: frozenset[str]

    @cached_property
    def methods(self) -> tuple[AnyMethod, ...]:
        return tuple(item for package in self.packages for item in package.methods)

    @property
    def files(self) -> dict[str, str]:
        """The checkout, as changes for `harbour`."""
        found = {path: text for package in self.packages for path, text in package.files.items()}
        names = {package.name: package.protocol for package in self.packages}
        members = "".join(f'    {name} = "{name}"\n' for name in names)
        known = SOURCES["port/apis/datatypes.py"].replace('    berths = "berths"\n', members)
        found["port/apis/datatypes.py"] = known
        imports = "".join(f"from port.apis.{name} import {protocol}\n" for name, protocol in names.items())
        pairs = ", ".join(f"Api.{name}: {protocol}" for name, protocol in names.items())
        map_ = SOURCES["port/core/resolver.py"].replace("Api.berths: Berths", pairs)
        found["port/core/resolver.py"] = imports + map_.replace("from port.apis.berths import Berths\n", "")
        head = "from typing import Annotated, Any\nfrom pydantic import Field\n"
        head += f"from port.apis.berths.berths import {', '.join(OWN).replace(', wm', '')}\n"
        head += f"from port.apis.docks.docks import {', '.join(TAKEN_NAMES)}\n{imports}"
        base = "".join(item.implemented for item in self.packages[0].methods if item.name in self.inherited)
        rest = [item for item in self.methods if item.name not in self.inherited]
        own = "".join(item.implemented for item in sorted(rest, key=lambda item: item.name in SHADOWS))
        base = f"class Base(Berths):\n{indent(base, '    ')}    pass\n"
        found["port/core/base.py"] = f"{head}{WRAPPERS}{base}"
        others = "".join(f", {package.protocol}" for package in self.packages[1:])
        master = f"class Master(Base{others}):\n{indent(own, '    ')}    pass\n"
        found[MASTER] = f"{head}from port.core.base import Base, marked, narrowed, traced\n\n\n{master}"
        return found


@st.composite
def modules(draw: st.DrawFn, packages: int, count: int) -> AnyModules:
    """So many packages with so many methods each."""
    total = packages * count
    names = draw(st.lists(st.sampled_from(METHOD_NAMES), min_size=total, max_size=total, unique=True))
    names[draw(st.integers(1, packages)) * count - 1] = draw(st.sampled_from(SHADOWS))
    made = [
        AnyPackage(
            name=name,
            methods=tuple(
                draw(methods(item, TAKEN_TYPES if name == PACKAGES[1] else ()))
                for item in names[place * count : (place + 1) * count]
            ),
            above=draw(st.sampled_from(ABOVE[:1] * 50 + ABOVE[1:3] * 24 + ABOVE[3:] if place else ABOVE[:2])),
            exports=draw(st.none() | st.frozensets(st.sampled_from(EXPORTED), max_size=3)),
            spacing=draw(st.sampled_from(["", "\n", "\n\n# between methods\n"])),
        )
        for place, name in enumerate(PACKAGES[:packages])
    ]
    inherited = draw(st.frozensets(st.sampled_from([item.name for item in made[0].methods]), max_size=2))
    return AnyModules(tuple(made), inherited)
