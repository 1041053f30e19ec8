"""Which files may import a module, told by their bytes so that most files need not be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from llama_router_codemod.tree.checkout import Checkout


def importers(checkout: Checkout, modules: Iterable[str]) -> list[PurePosixPath]:
    """The Python files that may import one of the modules: dotted, relatively, or from its package."""
    patterns = []
    for name in modules:
        package, _, module = (re.escape(part).encode() for part in name.rpartition("."))
        package = package.rpartition(rb"\.")[2]
        patterns.append(rb"%b\.%b\b|from \.*%b\b" % (package, module, module))
        patterns.append(rb"from [\w.]*\b%b import (?:\([^)]*|[^\n]*)\b%b\b" % (package, module))
        patterns.append(rb"from \.+ import (?:\([^)]*|[^\n]*)\b%b\b" % module)
    return checkout.containing(re.compile(rb"\b(?:" + b"|".join(patterns) + rb")")) if patterns else []
