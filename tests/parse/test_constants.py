from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.parse.constants import constant_text
from llama_router_codemod.source.syntax import parse_expression

SOURCE = """\
from pkg import levels
from pkg.levels import V2 as NEWER

V1: str = "v1"
NUMBER = 1
MADE = make()
DECLARED: str
"""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("'v1'", "v1"),
        ("V1", "v1"),
        ("NEWER", "v2"),
        ("levels.V2", "v2"),
        ("1", None),
        ("NUMBER", None),
        ("MADE", None),
        ("DECLARED", None),
        ("unknown", None),
        ("f'v1'", None),
        ("V1 + V1", None),
    ],
)
def test_constant_text(tmp_path: Path, code: str, text: str | None) -> None:
    symbols = tree(tmp_path, {"pkg/levels.py": "V2 = 'v2'\n", "pkg/api.py": SOURCE})
    assert constant_text(symbols, "pkg.api", parse_expression(code)) == text


def test_no_expression(tmp_path: Path) -> None:
    assert constant_text(tree(tmp_path, {}), "pkg.api", None) is None
