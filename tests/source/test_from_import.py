from __future__ import annotations

import ast

import pytest

from llama_router_codemod.source.from_import import FromImport, Member, read_from_import, replacement
from llama_router_codemod.source.spans import SourceLines, apply_edits


def read(code: str) -> FromImport:
    (node,) = ast.parse(code).body
    assert isinstance(node, ast.ImportFrom)
    return read_from_import(node, code)


@pytest.mark.parametrize(
    "code",
    [
        "from a import b",
        "from . import b",
        "from ..a.b import c as d, e  # f",
        "from a import *  # noqa: F403  # why",
        "from a import (\n    b,\n    c,\n)",
        "from a import (  # one\n    # two\n    b,  # three\n    c as d,  # noqa: F401\n    # four (five),\n)  # six",
    ],
)
def test_written_as_it_was_read(code: str) -> None:
    assert read(code).render("", "\n") == code


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("from .. a import\\\n b", "from ..a import b"),
        ("from a import (b)", "from a import b"),
        ("from a import (\n    b,\n)", "from a import b"),
        ("from a import (\n    b,\n    c\n)", "from a import b, c"),
        ("from a import b \\\n    , c  # d", "from a import b, c  # d"),
        ("from a import (b, c  # d\n)", "from a import (\n    b,\n    c,  # d\n)"),
        ("from a import (b, c,  # noqa\n)", "from a import (\n    b,  # noqa\n    c,  # noqa\n)"),
        ("from a import (b  # c\n, d)  # e", "from a import (\n    b,  # c\n    d,\n)  # e"),
        ("from a import (b as  # c\n    # d\n    e)", "from a import (\n    # d\n    b as e,  # c\n)"),
    ],
)
def test_written_anew(code: str, written: str) -> None:
    assert read(code).render("", "\n") == written
    assert read(written).render("", "\n") == written


def test_indentation_and_line_ending() -> None:
    statement = FromImport(0, "a", (Member("b"), Member("c", beside=("# d",))), tail=("# e",))
    assert statement.render("  ", "\r\n") == "from a import (\r\n      b,\r\n      c,  # d\r\n  )  # e"
    assert statement.render("\t", "\n") == "from a import (\n\t\tb,\n\t\tc,  # d\n\t)  # e"


def test_only_pragmas() -> None:
    statement = read("from a import (  # one\n    b,  # two\n)  # type: ignore[x]").only_pragmas()
    assert statement.render("", "\n") == "from a import (\n    b,  # two\n)  # type: ignore[x]"


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("from a import b", "from a import c", "from a import b, c"),
        ("from a import b", "from a import c, b", "from a import b, c"),
        ("from a import b as c", "from a import b as c", "from a import b as c"),
        ("from a import b, c as d", "from a import e", "from a import b, c as d, e"),
        ("from .a import *", "from .a import *", "from .a import *"),
        ("from a import b  # noqa", "from a import c  # noqa", "from a import b, c  # noqa"),
        ("from a import (\n    b,\n    c,\n)", "from a import d", "from a import (\n    b,\n    c,\n    d,\n)"),
        ("from a import b", "from a import (\n    c,  # d\n)", "from a import (\n    b,\n    c,  # d\n)"),
    ],
)
def test_joined(first: str, second: str, both: str) -> None:
    joined = read(first).joined(read(second))
    assert joined is not None
    assert joined.render("", "\n") == both


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("from a import b", "from .a import b", id="another module"),
        pytest.param("from a import *", "from a import b", id="a star takes no names"),
        pytest.param("from a import b", "from a import *", id="nor goes to some"),
        pytest.param("from a import b", "from a import c as d", id="an alias"),
        pytest.param("from a import b as c", "from a import d", id="to an alias"),
        pytest.param("from a import b  # c", "from a import d", id="comment behind the first"),
        pytest.param("from a import b", "from a import d  # c", id="comment behind the second"),
        pytest.param("from a import b", "from a import (\n    b,  # c\n)", id="comment beside a name that is there"),
    ],
)
def test_not_joined(first: str, second: str) -> None:
    assert read(first).joined(read(second)) is None


@pytest.mark.parametrize(
    ("statements", "after"),
    [
        pytest.param([], "if é:\n    x = 1", id="none"),
        pytest.param(["a"], "if é:\n    from a import b\n    x = 1", id="one"),
        pytest.param(["a", "c"], "if é:\n    from a import b\n    from c import b\n    x = 1", id="two"),
    ],
)
def test_replacement(statements: list[str], after: str) -> None:
    before = "if é:\n    from b import (\n        c\n    )  # why\n    x = 1"
    (block,) = ast.parse(before).body
    assert isinstance(block, ast.If)
    new = [FromImport(0, module, (Member("b"),)) for module in statements]
    assert apply_edits(before, [replacement(block.body[0], new, SourceLines.of(before))]) == after


def test_replacement_of_the_last_line() -> None:
    before = "x = 1\nfrom a import b"
    edit = replacement(ast.parse(before).body[1], [FromImport(1, "", (Member("c"),))], SourceLines.of(before))
    assert apply_edits(before, [edit]) == "x = 1\nfrom . import c"
