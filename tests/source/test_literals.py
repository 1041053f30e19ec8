import subprocess
import sys
from ast import literal_eval
from inspect import cleandoc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from llama_router_codemod.source.literals import docstring_literal, string_literal, text_literal

TEXTS = st.text(
    st.sampled_from(["a", "é", " ", "\n", "\t", "\r", "\\", '"', "'", "{", "\x00", "\x0c", "\xa0", "\u2028", "\ud800"])
)
ANY_TEXT = st.text() | TEXTS
INDENTS = st.sampled_from(["", "    ", "        ", "\t"])
DOCSTRINGS = [
    "One line.",
    'Says "so".',
    'Says "so"',
    '"So" it says.',
    '""',
    'Five quotes """"" inside.',
    'Ends with three """',
    '"""\nalone',
    "Ends with a backslash \\",
    "A path C:\\new and a dash — here.",
    "Long " * 40,
    "Summary.\n\nDetails:\n  - one\n\n  - two",
    "Summary.\n\nLast line says 'so' and \"so\"",
    "Summary \n   \nafter a blank line of spaces",
    "\n    Summary\n      indented below",
]


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("", '""'),
        ("plain", '"plain"'),
        ("It's {x} and 100%", '"It\'s {x} and 100%"'),
        ('The "name"', "'The \"name\"'"),
        ('It\'s a "name"', "'It\\'s a \"name\"'"),
        ("'It' is \"it\"", '"\'It\' is \\"it\\""'),
        ("naïve — 中文 🙂", '"naïve — 中文 🙂"'),
        ("a\\b\nc\td\re", '"a\\\\b\\nc\\td\\re"'),
        ("\x00\x7f\xa0\u2028\U000e0001\ud800", '"\\x00\\x7f\\xa0\\u2028\\U000e0001\\ud800"'),
    ],
)
def test_string_literal(text: str, literal: str) -> None:
    assert string_literal(text) == literal


def test_long_text_stays_on_one_line() -> None:
    assert string_literal("word " * 100) == '"' + "word " * 100 + '"'


@settings(deadline=None)
@given(ANY_TEXT)
def test_string_literal_round_trip(text: str) -> None:
    literal = string_literal(text)
    assert literal_eval(literal) == text
    assert len(literal.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("", '""'),
        ("One line.", '"One line."'),
        ("One line.\n", '"One line.\\n"'),
        ("Short.\nLong.", '"Short.\\nLong."'),
        ("a" * 49 + "\n" + "b" * 50, '"' + "a" * 49 + "\\n" + "b" * 50 + '"'),
        ("a" * 50 + "\n" + "b" * 50, '("' + "a" * 50 + '\\n" "' + "b" * 50 + '")'),
        ("a" * 100 + '\n\nA "name".\n', '("' + "a" * 100 + '\\n" "\\n" \'A "name".\\n\')'),
        ("a" * 200, '"' + "a" * 200 + '"'),
    ],
)
def test_text_literal(text: str, literal: str) -> None:
    assert text_literal(text) == literal


@settings(deadline=None)
@given(ANY_TEXT)
def test_text_literal_round_trip(text: str) -> None:
    assert literal_eval(text_literal(text)) == text
    long = "a" * 100 + "\n" + text
    assert literal_eval(text_literal(long)) == long


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("One line.", '"""One line."""'),
        ("\n    One line.\n    ", '"""One line."""'),
        ("One line.\n    ", '"""One line."""'),
        ("", '""""""'),
        ("Short.\n\nLong.", '"""Short.\n\n    Long.\n    """'),
        ("\n  Short.\n\n  Long:\n    - one\n  ", '"""Short.\n\n    Long:\n      - one\n    """'),
        ("\n  Short.\n\n    - one\n    - two\n  ", '"""\n    Short.\n\n      - one\n      - two\n    """'),
        ("\n  Short\n    deeper", '"""\n    Short\n      deeper\n    """'),
        ("Short. \n\nLong.  ", '"""Short.\\x20\n\n    Long.\n    """'),
        ("a\n\n  \nb", '"""a\n\n     \\x20\n    b\n    """'),
        ("C:\\new — “é”", '"""C:\\\\new — “é”"""'),
        ("bell \x07, nbsp \xa0.", '"""bell \\x07, nbsp \\xa0."""'),
        ('Say "so"', '"""Say "so\\""""'),
        ('"So" said', '""" "So" said"""'),
        ('a """ b', '"""a \\"\\"\\" b"""'),
        ('""""', '"""\\"\\"\\"\\""""'),
        ('a\n"b"', '"""a\n    "b"\n    """'),
        ("ends \\", '"""ends \\\\"""'),
    ],
)
def test_docstring_literal(text: str, literal: str) -> None:
    assert docstring_literal(text, "    ") == literal


@settings(deadline=None)
@given(ANY_TEXT, INDENTS)
@example("a\n    ", "    ")
@example("\n a\n  b", "")
@example("\n     \n  a", "    ")
def test_docstring_literal_round_trip(text: str, indent: str) -> None:
    literal = docstring_literal(text, indent)
    assert cleandoc(literal_eval(literal)) == cleandoc(text).rstrip()
    first, *rest = literal.split("\n")
    assert first.startswith('"""')
    assert all(line.startswith(indent) for line in rest if line)
    assert rest[-1:] in ([], [indent + '"""'])
    assert [line for line in literal.split("\n") if line != line.rstrip()] == []


@settings(deadline=None)
@given(ANY_TEXT, INDENTS)
def test_docstring_literal_twice_changes_nothing(text: str, indent: str) -> None:
    once = docstring_literal(text, indent)
    assert docstring_literal(literal_eval(once), indent) == once


def test_ruff_format_leaves_literals_as_they_are() -> None:
    names = [f"name_{number} = {string_literal(text)}" for number, text in enumerate(DOCSTRINGS)]
    functions = [f"\n\ndef f_{n}():\n    {docstring_literal(text, '    ')}" for n, text in enumerate(DOCSTRINGS)]
    source = "\n".join([*names, *functions]) + "\n"
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--stdin-filename", "literals.py", "-"]
    formatted = subprocess.run(command, input=source, capture_output=True, text=True, encoding="utf-8", check=True)
    assert formatted.stdout == source
