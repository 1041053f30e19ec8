import ast
import re

import pytest

from llama_router_codemod.source.marked_lines import MarkedLines

WORD = re.compile(rb"\bword\b")
SOURCE = b"""\
x = 1
@word(
    1
)
def f(a=2):
    return a


class C:
    def g(self):
        return [
            word
        ]
"""


@pytest.mark.parametrize(
    ("data", "numbers"),
    [
        pytest.param(b"", (), id="nothing"),
        pytest.param(b"word word\nno\nword", (1, 3), id="each line once"),
        pytest.param(b"a\r\nword\rword\n\fword", (2, 3, 4), id="as the tokenizer counts"),
        pytest.param(b"words\npassword", (), id="other words"),
    ],
)
def test_lines(data: bytes, numbers: tuple[int, ...]) -> None:
    assert MarkedLines.of(data, WORD) == MarkedLines(numbers)


def test_only_what_reaches_a_line_is_looked_into() -> None:
    tree = ast.parse(SOURCE)
    lines = MarkedLines.of(SOURCE, WORD)
    assert lines == MarkedLines((2, 12))
    found = list(lines.nodes(tree))
    assert sorted(node.id for node in found if isinstance(node, ast.Name)) == ["word", "word"]
    assert sorted(node.name for node in found if isinstance(node, ast.FunctionDef | ast.ClassDef)) == ["C", "f", "g"]
    assert [node for node in found if isinstance(node, ast.Constant)] == []


def test_a_decorator_is_a_part_of_what_it_decorates() -> None:
    function = ast.parse(SOURCE).body[1]
    assert MarkedLines((2,)).reach(function)
    assert not MarkedLines((1,)).reach(function)


def test_without_some_of_them() -> None:
    assert MarkedLines((1, 3, 4)).without([3, 5]) == MarkedLines((1, 4))


@pytest.mark.parametrize(
    ("data", "names", "numbers"),
    [
        pytest.param(b"", ["mark"], (), id="nothing"),
        pytest.param(b"remark\nmarks\nmark_\n", ["mark"], (), id="a part of other words"),
        pytest.param(b"@mark\nx = [mark]\n", ["mark"], (1, 2), id="between signs"),
        pytest.param(b"a.mark\nb\nc\n", ["x.mark", "c"], (1, 3), id="the last part of a dotted name, another one"),
    ],
)
def test_lines_that_name_something(data: bytes, names: list[str], numbers: tuple[int, ...]) -> None:
    assert MarkedLines.naming(data, names) == MarkedLines(numbers)


def test_of_a_decorated_method_the_decorator_alone_is_looked_into() -> None:
    source = b"class C:\n    @word\n    def f(self, other): ...\n    @other\n    def g(self, word): ...\n"
    found = [*MarkedLines.naming(source, ["word"]).nodes(ast.parse(source))]
    assert [node.arg for node in found if isinstance(node, ast.arg)] == ["self", "word"]
    assert [node.id for node in found if isinstance(node, ast.Name)] == ["word"]
