import ast

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.source.statement_edits import edit_statements

MODULE = '''"""A é ring."""
import ring  # ring

# ring
@ring
class A:
    x = 1

    # ring inside
# ring below
b = (
    ring,
)
def c(): ...
'''


def has_ring(node: ast.stmt, lines: str) -> bool:
    return "ring" in lines


def test_statements_with_the_word() -> None:
    seen: list[str] = []

    def edit(lines: str) -> str:
        seen.append(lines)
        return lines.replace("ring", "bell")

    edited = edit_statements(MODULE, has_ring, edit)
    assert seen == [
        '"""A é ring."""\n',
        "import ring  # ring\n",
        "@ring\nclass A:\n    x = 1\n",
        "b = (\n    ring,\n)\n",
    ]
    expected = MODULE.replace("ring", "bell")
    for comment in ("# ring\n@", "    # ring inside\n", "# ring below\n"):
        expected = expected.replace(comment.replace("ring", "bell"), comment)
    assert edited == expected


def test_lines_between_statements() -> None:
    seen: list[str] = []

    def shout(lines: str) -> str:
        seen.append(lines)
        return lines.upper()

    edited = edit_statements(
        "# ring\n\nx = ring  # ring\n    # ring\ny = 2\n# ring", has_ring, lambda lines: lines, shout
    )
    assert seen == ["# ring\n\n", "    # ring\n", "# ring"]
    assert edited == "# RING\n\nx = ring  # ring\n    # RING\ny = 2\n# RING"


NESTED = """\
class A:
    def f(self):
        return ring

    @ring
    def g(self): ...

if x:
    a = 1
elif y:
    b = ring
else:
    try:
        c = ring
    except KeyError:
        # ring
        d = ring
match x:
    case 1:
        e = ring; f = 2
    case ring:
        g = 3
"""


def test_innermost_statements() -> None:
    seen: list[str] = []

    def edit(lines: str) -> str:
        seen.append(lines)
        return lines.replace("ring", "bell")

    assert edit_statements(NESTED, has_ring, edit, innermost=True) == NESTED.replace("ring", "bell")
    assert seen == [
        "if 1:\n        return ring\n",
        "if 1:\n    @ring\n    def g(self): ...\n",
        "if 1:\n    b = ring\n",
        "if 1:\n    try:\n        c = ring\n    except KeyError:\n        # ring\n        d = ring\n",
        "match x:\n    case 1:\n        e = ring; f = 2\n    case ring:\n        g = 3\n",
    ]


def test_a_statement_at_the_top_stands_alone() -> None:
    assert edit_statements("\fring\n", has_ring, str.upper, innermost=True) == "\fRING\n"


@pytest.mark.parametrize("text", ["", "x = 1", "# ring\n", "x = 1\r\n# ring\r\n"])
def test_no_statement_with_the_word(text: str) -> None:
    assert edit_statements(text, has_ring, lambda lines: "nothing") == text


def test_a_shared_line_is_edited_with_the_whole_module() -> None:
    assert edit_statements("x = 1; ring()\ny = 2\n", has_ring, lambda lines: lines.replace("x", "z")) == (
        "z = 1; ring()\ny = 2\n"
    )


def test_without_a_last_line_ending() -> None:
    assert edit_statements("x = 1\nring()", has_ring, str.upper) == "x = 1\nRING()"


def test_a_text_that_does_not_parse() -> None:
    with pytest.raises(InputError):
        edit_statements("ring(\n", has_ring, str.upper)
