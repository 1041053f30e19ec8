"""Which files have a class with a name among its bases, told by their bytes so that most files need not be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import PurePosixPath

from llama_router_codemod.tree.checkout import Checkout

_CLASS_HEADER = re.compile(rb"class[\s\\]+\w+[\s\\]*(?:\[[^\]]*\][\s\\]*)?\((.*?)\)[\s\\]*:", re.DOTALL)
_NAME = re.compile(rb"\w+")
# Both begin with what is looked for fast, and what they have taken they do not give back.
_AS = re.compile(rb"as(?<=[ \t]as)[ \t]+(?P<alias>\w+)")
_ASSIGNED = re.compile(
    rb"\n[ \t]*+(?P<alias>\w++)[ \t]*+(?::[^=\n]*+)?=[ \t]*+(?:\w++\.)*+(?P<name>\w++)[ \t]*+(?=[\r\n#;]|\Z)"
)
_LAST_NAME = re.compile(rb"\w++(?=[ \t]++$)")


def files_subclassing(checkout: Checkout, name: str) -> list[PurePosixPath]:
    """The Python files with a class that has a name among its bases, or what any file imports or assigns it as."""
    names = {name.encode()}
    queue = list(names)
    while queue:
        new = _aliases(checkout).get(queue.pop(), set()) - names
        names |= new
        queue += new
    return sorted({path for each in names for path in _by_base(checkout).get(each, ())})


@cache
def _by_base(checkout: Checkout) -> dict[bytes, list[PurePosixPath]]:
    found: dict[bytes, list[PurePosixPath]] = {}
    for path in checkout.searched_files:
        headers = _CLASS_HEADER.findall(checkout.contents[path])
        for name in {name for header in headers for name in _NAME.findall(header)}:
            found.setdefault(name, []).append(path)
    return found


@cache
def _aliases(checkout: Checkout) -> dict[bytes, set[bytes]]:
    found: dict[bytes, set[bytes]] = {}
    contents = (checkout.contents[path] for path in checkout.searched_files)
    for name, alias in chain.from_iterable(map(_other_names, contents)):
        found.setdefault(name, set()).add(alias)
    return found


def _other_names(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The names that a file gives another one, by `as` or by an assignment, each with that."""
    end = 0
    for match in _AS.finditer(data):
        # From the line's beginning, but nothing of a long line twice.
        line = data.rfind(b"\n", end, match.start()) + 1
        name = _LAST_NAME.search(data, line or end, match.start())
        if name is not None:
            yield name[0], match["alias"]
        end = match.end()
    yield from ((match["name"], match["alias"]) for match in _ASSIGNED.finditer(data))
