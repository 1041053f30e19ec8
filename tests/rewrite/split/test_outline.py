"""A module without the bodies of classes into which nobody looks."""

from collections.abc import Sequence

import libcst as cst
import pytest

from llama_router_codemod.rewrite.split.outline import outline

LAST = "last = 1\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("x = 1\n\n\ndef f():\n    return 1\n\n\n" + LAST, id="no class"),
        pytest.param("class S:\n    x: int\n\n\n" + LAST, id="a class that is wanted whole"),
        pytest.param("class A(S := B):\n    x: int\n\n\n" + LAST, id="a class that binds a name that is wanted"),
        pytest.param("class A:\n    x: int", id="the last statement"),
        pytest.param("class A:\n    x: int\n    # Of A.\n\n\n" + LAST, id="a comment that belongs to the body"),
        pytest.param("class A:\n    x: int\n    \n\n\n" + LAST, id="an empty line that belongs to the body"),
        pytest.param("if x:\n    class A:\n        x: int\n\n\n" + LAST, id="a class in a block"),
        pytest.param("x = 1; y = 2\n" + LAST, id="statements that share a line"),
    ],
)
def test_nothing_changes(text: str) -> None:
    assert outline(text, {"S"}) == text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_class(newline: str) -> None:
    head, last = "# A module.\n\n\n# Of A.\n", "\n\n# Last.\nlast = 1\n"
    text = f'{head}@b(\n    c\n)\nclass A(D):\n    """A."""\n\n    x: int  # Of x.\n{last}'
    expected = f"{head}class A: ...\n{last}"
    assert outline(text.replace("\n", newline), ()) == expected.replace("\n", newline)


MODULE = """\
# The header.

# A note.
import a

# Of A.
@b
class A:
    x: int
{below}
# Of B.
class B:

    # Of y.
    y: int  # It.
    {last}

class C: x = 1

def f():
    return 1

"""


def lines(found: Sequence[cst.EmptyLine]) -> list[str]:
    return [line.comment.value if line.comment else "" for line in found]


BELOW = ["", "\n\n", "    # Below.\n", "\n    # Below.\n\n", "\n# Here.\n\n\n", "  # Less.\n"]


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("last", ["", "# Last of B.", "def f(self): ...\n    # Last.\n# Not in B."])
def test_what_stands_between_statements_belongs_to_the_same(below: str, last: str) -> None:
    text = MODULE.format(below=below, last=last)
    module, smaller = cst.parse_module(text), cst.parse_module(outline(text, ()))
    above, expected = ([lines(getattr(node, "leading_lines", ())) for node in item.body] for item in (smaller, module))
    assert above == expected
    assert lines(smaller.header) == lines(module.header)
    assert lines(smaller.footer) == lines(module.footer)
