"""One module through `move_descriptions`, with what must hold for every result."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from rewrites import check_rewrite

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
    """What holds for every rewrite, and exact findings (line, code, message)."""
    check_rewrite(lambda text: moved(root, text, others, docstring_wins).text, before, after)
    found = moved(root, before, others, docstring_wins).findings
    assert [(item.place.line, item.code, message(item.facts)) for item in found] == list(findings)
    assert all(finding.place.path == PATH for finding in found)
