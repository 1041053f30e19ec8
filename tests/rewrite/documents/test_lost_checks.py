"""LRC314: a check that is not made any more."""

from pathlib import Path

import pytest
from archive_documents import GENERATOR, archive
from trees import told

from llama_router_codemod.conventions.docs_generator import docs_generator
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.documents.lost_checks import lost_checks
from llama_router_codemod.tree.checkout import Checkout


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("", "", [], id="none"),
        pytest.param('"POST": [', '"POST": [_is_short, ', [("LRC314", 29, "`_is_short`")], id="one of several"),
        pytest.param("_VALIDATORS = ", "_OTHERS = ", [("LRC314", 32, "`validate_api`")], id="all of them"),
    ],
)
def test_lost_checks(old: str, new: str, expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    utility = archive(tmp_path / "tree") / GENERATOR / "pyopenapi/utility.py"
    utility.write_text(utility.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    symbols = Symbols(Checkout.open(tmp_path / "tree"))
    generator = docs_generator(symbols)
    assert generator is not None
    assert told(list(lost_checks(symbols, generator))) == expected
