import ast

import pytest

from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits, line_number, lines_of, newlines

# What str.splitlines takes for a line ending and Python's tokenizer does not.
NO_NEWLINES = ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
NEWLINES = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("text", ["", "x = 1", "x = 'ü'\r\n"])
def test_no_edits(text: str) -> None:
    assert apply_edits(text, []) == text


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        pytest.param([Edit(0, 1, "y")], "y = 1\n", id="replacement"),
        pytest.param([Edit(1, 5, "")], "x\n", id="deletion"),
        pytest.param([Edit(6, 6, "y = 2\n")], "x = 1\ny = 2\n", id="insertion at the end"),
        pytest.param([Edit(4, 5, "2"), Edit(0, 1, "yes")], "yes = 2\n", id="offsets are those of before"),
        pytest.param([Edit(0, 1, "y"), Edit(1, 5, "()")], "y()\n", id="neighbours"),
        pytest.param([Edit(0, 1, "c"), Edit(0, 0, "a"), Edit(0, 0, "b")], "abc = 1\n", id="insertions before a change"),
    ],
)
def test_edits(edits: list[Edit], after: str) -> None:
    assert apply_edits("x = 1\n", edits) == after


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([Edit(0, 3, "a"), Edit(2, 4, "b")], id="crossing"),
        pytest.param([Edit(0, 3, "a"), Edit(1, 2, "b")], id="inside"),
        pytest.param([Edit(0, 3, "a"), Edit(1, 1, "b")], id="insertion inside"),
        pytest.param([Edit(0, 3, "a"), Edit(0, 3, "a")], id="twice"),
    ],
)
def test_overlapping_edits(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlapping edits at byte"):
        apply_edits("x = 1\n", edits)


def test_offsets_are_bytes() -> None:
    text = "x = 'ü'; y = '€'\n"
    last = ast.parse(text).body[1]
    start, end = SourceLines.of(text).span(last)
    assert apply_edits(text, [Edit(start, end, "z = 1")]) == "x = 'ü'; z = 1\n"


@pytest.mark.parametrize("newline", NEWLINES)
def test_what_ends_a_line(newline: str) -> None:
    text = f"a = 1{newline}{newline}if a:{newline}    b = '''{newline}'''{newline}c = 1"
    source = SourceLines.of(text)
    spans = [source.span(node) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)]
    assert [source.text(*span) for span in spans] == [
        "a = 1",
        f"if a:{newline}    b = '''{newline}'''",
        "c = 1",
        f"b = '''{newline}'''",
    ]
    assert len(lines_of(text)) == 6
    assert "".join(lines_of(text)) == text


@pytest.mark.parametrize("character", NO_NEWLINES)
def test_what_does_not_end_a_line(character: str) -> None:
    text = f"# a{character}b\nx = '{character}'; y = 1\n"
    source = SourceLines.of(text)
    assert source.text(*source.span(ast.parse(text).body[1])) == "y = 1"
    assert lines_of(text) == [f"# a{character}b\n", f"x = '{character}'; y = 1\n"]


def test_form_feed_before_a_statement() -> None:
    text = "x = 1\n\x0cy = 2\n"
    source = SourceLines.of(text)
    last = ast.parse(text).body[1]
    assert source.text(*source.span(last)) == "y = 2"
    assert source.own_lines(last) == (6, len(text))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("import a  # why\nx = 1\n", "import a  # why\n", id="comment"),
        pytest.param("import a", "import a", id="no line ending"),
        pytest.param("import a; x = 1\n", None, id="shared with the next"),
        pytest.param("x = 1; import a\n", None, id="shared with the one before"),
        pytest.param("\\\nimport a\n", None, id="continues a line"),
        pytest.param("from a import (\n    b,\n)\n", "from a import (\n    b,\n)\n", id="several lines"),
    ],
)
def test_own_lines(text: str, lines: str | None) -> None:
    source = SourceLines.of(text)
    (node,) = (node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom))
    place = source.own_lines(node)
    assert (None if place is None else source.text(*place)) == lines


@pytest.mark.parametrize(
    ("text", "indent", "newline"),
    [
        pytest.param("x = 1", "", "\n", id="one line"),
        pytest.param("a = 1\r\nx = 1", "", "\r\n", id="the first line's"),
        pytest.param("a = 1\r\nx = 1\n", "", "\n", id="its own"),
        pytest.param("if a:\n\t x = 1\n", "\t ", "\n", id="in a block"),
    ],
)
def test_style_of_a_statement(text: str, indent: str, newline: str) -> None:
    source = SourceLines.of(text)
    *_, node = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assign))
    assert (source.indent(node), source.newline(node)) == (indent, newline)


@pytest.mark.parametrize(("offset", "line"), [(0, 1), (1, 1), (2, 2), (4, 2), (5, 3), (6, 4)])
def test_line_number(offset: int, line: int) -> None:
    assert line_number(b"a\nbc\n\n", offset) == line


@pytest.mark.parametrize(
    ("data", "start", "end", "ends"),
    [
        pytest.param(b"a\nb\n", 0, 4, 2, id="all"),
        pytest.param(b"a\nb\n", 2, 3, 0, id="none between"),
        pytest.param(b"a\r\nb\rc\n", 0, 7, 3, id="of every kind"),
        pytest.param(b"a\nb\r\nc", 0, 2, 1, id="others behind"),
    ],
)
def test_newlines(data: bytes, start: int, end: int, ends: int) -> None:
    assert newlines(data, start, end) == ends
