import ast
from collections.abc import Mapping
from pathlib import Path

import libcst as cst
import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.parse.symbols import Definition
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames


def names_of(root: Path, text: str, others: Mapping[str, str] | None = None) -> ModuleNames:
    symbols = tiny_checkout(root, {"garden/plants.py": text, **(others or {})})
    return ModuleNames(symbols, "garden.plants", ast.parse(text), is_package=False)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        pytest.param("", None, id="not-bound"),
        pytest.param("from a import Plant\n", ("a", "Plant"), id="imported"),
        pytest.param("from a import Herb as Plant\n", ("a", "Herb"), id="under-another-name"),
        pytest.param("import Plant\n", ("Plant", ""), id="module"),
        pytest.param("class Plant: ...\n", ("garden.plants", "Plant"), id="defined"),
        pytest.param("from .base import Plant\n", ("garden.base", "Plant"), id="of-the-checkout"),
        pytest.param("from .base import *\n", ("garden.base", "Plant"), id="by-a-star"),
        pytest.param("if TYPE_CHECKING:\n    from a import Plant\n", None, id="for-type-checkers-only"),
    ],
)
def test_meaning(tmp_path: Path, text: str, meaning: tuple[str, str] | None) -> None:
    found = names_of(tmp_path, text, {"garden/base.py": "class Plant: ...\n"}).meaning("Plant")
    assert (found if found is None else (found.module, found.name)) == meaning


def test_meaning_in_a_text_that_the_checkout_does_not_have(tmp_path: Path) -> None:
    symbols = tiny_checkout(tmp_path, {"garden/plants.py": ""})
    names = ModuleNames(symbols, "garden.plants", ast.parse("from pydantic import Field\n"), is_package=False)
    assert names.meaning("Field") == Definition("pydantic", "Field", None)


def test_before_a_class(tmp_path: Path) -> None:
    names = names_of(tmp_path, "a = 1\n\n\nclass Plant: ...\n\n\nb = 1\n")
    before = names.before("Plant")
    assert [name for name in ("a", "Plant", "b") if names.meaning(name)] == ["a", "Plant", "b"]
    assert [name for name in ("a", "Plant", "b") if before.meaning(name)] == ["a"]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        pytest.param("", False, id="not-bound"),
        pytest.param("from pydantic import Field\n", False, id="pydantic"),
        pytest.param("from pydantic.fields import Field\n", False, id="submodule"),
        pytest.param("from dataclasses import field as Field\n", True, id="dataclasses"),
        pytest.param("Field = 1\n", True, id="defined"),
    ],
)
def test_is_foreign(tmp_path: Path, text: str, foreign: bool) -> None:
    assert names_of(tmp_path, text).is_foreign("Field") is foreign


@pytest.mark.parametrize(
    ("text", "function", "makes"),
    [
        pytest.param("", "Field", True, id="not-bound"),
        pytest.param("", "Query", False, id="another-that-is-not-bound"),
        pytest.param("from pydantic import Field as F\n", "F", True, id="alias"),
        pytest.param("import pydantic\n", "pydantic.Field", True, id="module"),
        pytest.param("import fastapi\n", "fastapi.Query", True, id="fastapi"),
        pytest.param("from fastapi import Depends\n", "Depends", False, id="no-field"),
        pytest.param("from attrs import Field\n", "Field", False, id="foreign"),
        pytest.param("from pydantic import Field\n", "Field[0]", False, id="no-name"),
    ],
)
def test_is_field_maker(tmp_path: Path, text: str, function: str, makes: bool) -> None:
    assert names_of(tmp_path, text).is_field_maker(cst.parse_expression(function)) is makes


@pytest.mark.parametrize(
    ("value", "may_be"),
    [("1", False), ("OTHER", False), ("made", True), ("make()", True), ("make", False), ("int()", False)],
)
def test_may_be_field_info(tmp_path: Path, value: str, may_be: bool) -> None:
    text = "OTHER = int(1)\nmade = Field(1)\n\n\ndef make():\n    return Field(1)\n"
    assert names_of(tmp_path, text).may_be_field_info(cst.parse_expression(value)) is may_be
