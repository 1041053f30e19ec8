import ast
import sys
from pathlib import PurePosixPath
from textwrap import dedent
from typing import NoReturn

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.source.syntax import (
    declared_encoding,
    decode_source,
    dotted,
    last_part,
    names_in,
    names_read_in,
    parse_source,
    with_defaults,
)

PATH = PurePosixPath("pkg/module.py")


def test_decode_leaves_line_endings() -> None:
    assert decode_source(b"x = 1\r\n", PATH) == "x = 1\r\n"


def test_decode_drops_the_byte_order_mark() -> None:
    assert decode_source(b"\xef\xbb\xbfx = 1\n", PATH) == "x = 1\n"


def test_other_encodings_are_refused() -> None:
    with pytest.raises(InputError) as raised:
        decode_source("# -*- coding: latin-1 -*-\nx = 'ü'\n".encode("latin-1"), PATH)
    assert raised.value.message == "pkg/module.py: not UTF-8 (byte 31)"


def test_an_error_names_the_place_and_points_at_it() -> None:
    with pytest.raises(InputError) as raised:
        parse_source("x = 1\nx = = 2\n", PATH)
    assert raised.value.message == "pkg/module.py:2:5: does not parse: invalid syntax\n    x = = 2\n        ^"


BROKEN = "Mend the file first; nothing was written."


def test_the_remedy_of_what_no_python_knows() -> None:
    with pytest.raises(InputError) as raised:
        parse_source("x = = 2\n", PATH)
    assert raised.value.remedy == BROKEN


def test_the_remedy_of_what_a_newer_python_may_know(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(text: str) -> NoReturn:
        raise SyntaxError("f-string: unmatched '('", ("<unknown>", 2, 5, text.split("\n")[1], 2, 6))

    monkeypatch.setattr(ast, "parse", parse)
    monkeypatch.setattr(sys, "version_info", (3, 11, 4))
    with pytest.raises(InputError) as raised:
        parse_source("x = 1\nf\"{'\\n'.join(x)}\"\n", PATH)
    assert raised.value.message.startswith("pkg/module.py:2:5: does not parse: f-string: unmatched '('\n")
    assert raised.value.remedy == (
        "If its syntax is newer, run llama-router-codemod with a Python newer than 3.11; else mend it."
        " Nothing was written."
    )


def test_a_null_byte_is_bad_input() -> None:
    with pytest.raises(InputError, match=r"^pkg/module\.py"):
        parse_source("x = 1\0\n", PATH)


@pytest.mark.parametrize(
    ("code", "name"),
    [("a", "a"), ("a.b.c", "a.b.c"), ("a[0].b", None), ("f().b", None), ("'a'", None)],
)
def test_dotted(code: str, name: str | None) -> None:
    (statement,) = parse_source(code, PATH).body
    assert dotted(statement.value) == name  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        pytest.param("", set(), id="nothing"),
        pytest.param('x = "json"', {"x"}, id="a plain string"),
        pytest.param('kind: Literal["json"] = "json"', {"kind", "Literal"}, id="a literal type"),
        pytest.param("kind: Literal[Kind.a]", {"kind", "Literal", "Kind"}, id="an enum member in a literal type"),
        pytest.param('x: "Reply"', {"x", "Reply"}, id="forward reference"),
        pytest.param('x: list["Reply"]', {"x", "list", "Reply"}, id="inside a generic"),
        pytest.param('x: "list[Reply | None]"', {"x", "list", "Reply"}, id="a whole expression"),
        pytest.param('x: "Reply" | None', {"x", "Reply"}, id="in a union"),
        pytest.param('X = Union["A", "B"]', {"X", "Union", "A", "B"}, id="an alias"),
        pytest.param(
            'X = Annotated["A", Field(discriminator="kind")]', {"X", "Annotated", "A", "Field"}, id="metadata"
        ),
        pytest.param('class X(RootModel["A"]): ...', {"RootModel", "A"}, id="a base"),
        pytest.param('def f(x: "A", *rest: "B", **more: "C") -> "D": ...', {"A", "B", "C", "D"}, id="a signature"),
        pytest.param('x = cast("A", y)', {"x", "cast", "A", "y"}, id="cast"),
        pytest.param('T = TypeVar("T", bound="A")', {"T", "TypeVar", "A"}, id="a bound"),
        pytest.param('x = rows["json"]', {"x", "rows"}, id="a key"),
        pytest.param('x: "not a type"', {"x"}, id="a string that does not parse"),
        pytest.param('__all__ = ["A", "B"]', {"A", "B"}, id="exports"),
        pytest.param(
            dedent(
                '''\
                class A(Base):
                    """Docstring"""

                    kind: Kind = Kind.one
                    rows: "Rows"
                '''
            ),
            {"Base", "kind", "Kind", "rows", "Rows"},
            id="a class",
        ),
    ],
)
def test_names_in(code: str, names: set[str]) -> None:
    assert names_in(code) == names


@pytest.mark.parametrize(
    ("code", "name"),
    [("a()", ""), ("a().b", ""), ("a", "a"), ("a.b.c", "c")],
)
def test_last_part(code: str, name: str) -> None:
    assert last_part(ast.parse(code, mode="eval").body) == name


def test_with_defaults() -> None:
    (function,) = ast.parse("def f(a, b=1, /, c=2, *rest, d, e=3, **more): ...").body
    assert isinstance(function, ast.FunctionDef)
    found = {argument.arg: default and ast.unparse(default) for argument, default in with_defaults(function.args)}
    assert found == {"a": None, "b": "1", "c": "2", "d": None, "e": "3"}


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (b"", None),
        (b"import a  # coding: latin-1\n# coding: latin-1\n", None),
        (b"# coding: utf-8\n", None),
        (b"# -*- coding: UTF_8 -*-\n", None),
        (b"# -*- coding: latin-1 -*-\n", "latin-1"),
        (b"#!/usr/bin/python\r# vim: set fileencoding=cp1252 :\r", "cp1252"),
        (b"\n# coding=ascii\n", "ascii"),
        (b"\n\n# coding=ascii\n", None),
        (b"x = 1\n# coding=ascii\n", None),
    ],
)
def test_declared_encoding(data: bytes, declared: str | None) -> None:
    assert declared_encoding(data) == declared


def test_a_file_that_declares_another_encoding() -> None:
    assert decode_source(b"# coding: latin-1\nx = 1\n", PATH) == "# coding: latin-1\nx = 1\n"
    for data in ("# coding: latin-1\nx = 'ü'\n", "# coding: utf-7\nx = '+AGE-'\n", "# coding: unknown\n"):
        with pytest.raises(InputError, match="declared to be in") as caught:
            decode_source(data.encode(), PATH)
    assert caught.value.remedy == "Save the file as UTF-8, without that declaration."


def test_a_text_that_does_not_parse_and_is_deep() -> None:
    """LibCST's parser is not asked in this process: it would bring it down."""
    with pytest.raises(InputError, match="does not parse"):
        parse_source("x = (" + "lambda: " * 4_000 + "1\n", PATH)
    with pytest.raises(InputError, match="does not parse"):
        parse_source("if a:\n    pass\n" + "elif b:\n    pass\n" * 8_000 + "x = (\n", PATH)


@pytest.mark.parametrize("more", ["", "class Box[T]: ...\n"], ids=["as it is", "with newer syntax"])
def test_warnings_are_for_those_who_run_the_file(more: str) -> None:
    """Here a warning is an error."""
    assert isinstance(parse_source(f"PATTERN = '\\d'\n{more}", PATH).body[0], ast.Assign)


def test_names_read_in() -> None:
    assert names_read_in("class A:\n    b: c = d\n    e: 'list[b]'\n") == {"b", "c", "d", "list"}
