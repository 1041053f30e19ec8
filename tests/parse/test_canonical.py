from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.parse.canonical import allows_none, canonical, canonical_members

ITEMS = """
import typing as t
import pkg.vocabulary as w
from collections.abc import AsyncIterator
from typing import Annotated, Dict, List, Optional, Union

from fastapi import Body
from fastapi import UploadFile as File

from pkg.markers import ExtraBodyField, ExtraBodyField as Extra
from .words import Word, Words as Terms

Items = list["Item"]
MaybeItems = Optional[Items]
Tree = dict[str, "Tree"]
LIMIT = 9


class Item:
    value = 1
"""
WORDS = """
class Word: ...


Words = List[Word]
"""

SAME = [
    pytest.param("", "", id="absent"),
    pytest.param("str", "str", id="builtin"),
    pytest.param("Item", "pkg.items.Item", id="class"),
    pytest.param("Literal['a', 'Item']", "Literal['a', 'Item']", id="literal"),
    pytest.param("dict[str, list[int]]", "dict[str, list[int]]", id="nested"),
    pytest.param("LIMIT", "pkg.items.LIMIT", id="constant"),
    pytest.param("(int, str)", "(int, str)", id="no-type"),
    pytest.param("Item['no type']", "pkg.items.Item['no type']", id="no-forward-reference"),
]
ONE_SPELLING = [
    pytest.param("List[Dict[str, int]]", "list[dict[str, int]]", id="typing"),
    pytest.param("t.List[t.Optional[int]]", "list[int | None]", id="typing-attribute"),
    pytest.param("Optional[str]", "str | None", id="optional"),
    pytest.param("None | str", "str | None", id="none-last"),
    pytest.param("Union[str, List[str], None]", "str | list[str] | None", id="union"),
    pytest.param("Union[Item]", "pkg.items.Item", id="union-of-one"),
    pytest.param("str | int | str", "str | int", id="twice"),
    pytest.param("'Item | None'", "pkg.items.Item | None", id="forward-reference"),
    pytest.param("Items", "list[pkg.items.Item]", id="alias"),
    pytest.param("MaybeItems", "list[pkg.items.Item] | None", id="alias-of-alias"),
    pytest.param("w.Word", "pkg.words.Word", id="of-a-package-that-passes-it-on"),
    pytest.param("w.Unknown", "pkg.vocabulary.Unknown", id="of-a-package-that-lacks-it"),
    pytest.param("Terms", "list[pkg.words.Word]", id="alias-of-another-module"),
    pytest.param("Tree", "dict[str, pkg.items.Tree]", id="recursive-alias"),
    pytest.param("File", "fastapi.UploadFile", id="imported-as"),
    pytest.param("AsyncIterator[Item]", "AsyncIterator[pkg.items.Item]", id="standard-library"),
    pytest.param("Annotated[Optional[str], Body()]", "Annotated[str | None, Body()]", id="annotated"),
    pytest.param("Annotated[List[str] | None, ExtraBodyField('x')]", "list[str] | None", id="extra-body-field"),
    pytest.param("Annotated[str, Extra('x')]", "str", id="extra-body-field-under-another-name"),
    pytest.param(
        "Annotated[str, Field('no ExtraBodyField')]", "Annotated[str, Field('no ExtraBodyField')]", id="a text"
    ),
]


@pytest.mark.parametrize(("annotation", "expected"), [*SAME, *ONE_SPELLING])
def test_canonical(tmp_path: Path, annotation: str, expected: str) -> None:
    files = {"pkg/items.py": ITEMS, "pkg/words.py": f"from typing import List\n{WORDS}"}
    symbols = tiny_checkout(tmp_path, {**files, "pkg/vocabulary/__init__.py": "from ..words import Word\n"})
    assert canonical(symbols, "pkg.items", annotation) == expected


def test_members(tmp_path: Path) -> None:
    symbols = tiny_checkout(tmp_path, {"pkg/items.py": ITEMS})
    assert canonical_members(symbols, "pkg.items", "Optional[Union[int, List[int]]]") == ("int", "list[int]", "None")
    assert canonical_members(symbols, "pkg.items", "") == ()


@pytest.mark.parametrize(
    ("annotation", "allowed"),
    [
        pytest.param("", True, id="absent"),
        pytest.param("None", True, id="None"),
        pytest.param("str | int | None", True, id="union"),
        pytest.param("Optional[str]", True, id="optional"),
        pytest.param("'Item | None'", True, id="forward-reference"),
        pytest.param("MaybeItems", True, id="alias"),
        pytest.param("Annotated[str | None, Body()]", True, id="annotated"),
        pytest.param("Literal['a', None]", True, id="literal"),
        pytest.param("t.Any", True, id="any"),
        pytest.param("object", True, id="object"),
        pytest.param("str", False, id="scalar"),
        pytest.param("str | int", False, id="union-without"),
        pytest.param("list[str | None]", False, id="inside"),
        pytest.param("Items", False, id="alias-without"),
        pytest.param("Annotated[str, Body(None)]", False, id="annotated-without"),
        pytest.param("Literal['None']", False, id="literal-without"),
        pytest.param("Item", False, id="class"),
        pytest.param("File", False, id="class-from-outside"),
    ],
)
def test_allows_none(tmp_path: Path, annotation: str, allowed: bool) -> None:
    files = {"pkg/items.py": ITEMS, "pkg/words.py": WORDS}
    assert allows_none(tiny_checkout(tmp_path, files), "pkg.items", annotation) is allowed
