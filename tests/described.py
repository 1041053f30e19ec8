"""One module through `move_descriptions`, with what must hold for every result."""

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.report.messages import message
from llama_router_codemod.rewrite.descriptions.descriptions import DescribedModule, move_descriptions
from llama_router_codemod.tree.checkout import Checkout

MODULE = "garden.plants"
PATH = PurePosixPath("garden/plants.py")


def moved(
    root: Path, text: str, others: Mapping[str, str] | None = None, docstring_wins: bool = True
) -> DescribedModule:
    """What becomes of garden/plants.py in a tree that has `others` beside it (by file name, below garden)."""
    files = {"__init__.py": "", **(others or {}), PATH.name: text}
    for name, content in files.items():
        file = root / PATH.parent / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    return move_descriptions(text, MODULE, PATH, Symbols(Checkout.open(root)), docstring_wins)


def check(
    root: Path,
    before: str,
    after: str,
    findings: Sequence[tuple[int, str, str]] = (),
    others: Mapping[str, str] | None = None,
    docstring_wins: bool = True,
) -> None:
    """Exact text and findings (line, code, message); it parses, no comment is lost, a second run changes nothing."""
    result = moved(root, before, others, docstring_wins)
    assert result.text == after
    assert [(found.place.line, found.code, message(found.facts)) for found in result.findings] == list(findings)
    assert all(found.place.path == PATH for found in result.findings)
    ast.parse(result.text)
    assert comments(before) - comments(result.text) == Counter()
    assert moved(root, result.text, others, docstring_wins).text == after


def comments(text: str) -> Counter[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)
