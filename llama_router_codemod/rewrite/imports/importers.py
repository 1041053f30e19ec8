"""Which files may import a module, told by their bytes so that most files need not be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from llama_router_codemod.tree.checkout import Checkout

_FROM = rb"from[ \t]+"
#: What may stand between `from x` and a name: in parentheses, where comments may hold others, or up to the line's end.
_IMPORT = rb"[ \t]+import\b[ \t]*(?:\((?:[^)#]|#[^\n]*)*?|(?:[^\n]|(?<=\\)\n)*?)"


def importers(checkout: Checkout, modules: Iterable[str]) -> list[PurePosixPath]:
    """The Python files that may import one of the modules: dotted, relatively, or from its package."""
    patterns = []
    for name in modules:
        package, _, module = (re.escape(part).encode() for part in name.rpartition("."))
        package = package.rpartition(rb"\.")[2]
        patterns.append(rb"%b\.%b\b|%b\.*%b\b" % (package, module, _FROM, module))
        patterns.append(rb"%b(?:[\w.]*\b%b|\.+)%b\b%b\b" % (_FROM, package, _IMPORT, module))
    return checkout.containing(re.compile(rb"\b(?:" + b"|".join(patterns) + rb")")) if patterns else []
