"""Which files may import a module, told by their bytes so that most files need not be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.tree.checkout import Checkout

#: What may stand between `from x` and a name: in parentheses, where comments may hold others, or up to the line's end.
_IMPORT = rb"[ \t]+import\b[ \t]*(?:\((?:[^)#]|#[^\n]*)*?|(?:[^\n]|(?<=\\)\n)*?)"


def importers(checkout: Checkout, modules: Iterable[str]) -> list[PurePosixPath]:
    """The Python files that may import one of the modules: dotted, relatively, or from its package."""
    names = frozenset(modules)
    return list(_importers(checkout, names)) if names else []


@cache
def _importers(checkout: Checkout, modules: frozenset[str]) -> tuple[PurePosixPath, ...]:
    asked = _Importing.of(modules)
    found = {path for module in modules for path in checkout.importing(module)}
    return tuple(path for path in checkout.python_files if path in found and asked.search(checkout.contents[path]))


@dataclass(frozen=True)
class _Importing:
    """Two patterns, since one that begins with the same few letters everywhere is found much faster."""

    dotted: re.Pattern[bytes]
    imported: re.Pattern[bytes]

    @classmethod
    def of(cls, modules: Iterable[str]) -> _Importing:
        """The patterns of some modules, one at least."""
        names = [["", *name.split(".")][-2:] for name in sorted(modules)]
        pairs = [(re.escape(package).encode(), re.escape(module).encode()) for package, module in names]
        last = b"|".join(module for _, module in pairs)
        whole = b"|".join(rb"(?<=\b%b\.%b)" % pair for pair in pairs)
        among = b"|".join(rb"(?:[\w.]*\b%b|\.+)%b\b%b\b" % (package, _IMPORT, module) for package, module in pairs)
        return cls(
            re.compile(rb"\.(?:%b)\b(?:%b)" % (last, whole)),
            re.compile(rb"from(?<!\wfrom)[ \t]+(?:\.*(?:%b)\b|%b)" % (last, among)),
        )

    def search(self, data: bytes) -> bool:
        """Whether one of them is there."""
        return bool(self.dotted.search(data) or self.imported.search(data))
