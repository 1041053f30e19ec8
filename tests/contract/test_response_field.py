"""Which types can be response models, and that FastAPI agrees."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.exceptions import FastAPIError
from pydantic.errors import PydanticUserError
from tiny_checkout import tiny_checkout

from llama_router_codemod.contract.response_field import is_response, is_response_field
from llama_router_codemod.parse.type_parts import TypePart
from llama_router_codemod.source.syntax import parse_expression

SOURCE = """\
import collections.abc
import datetime
import io
import types
import typing
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, Optional, Protocol, TypeVar, Union

import fastapi
import typing_extensions
from fastapi import Response
from fastapi.responses import FileResponse
from pydantic import BaseModel
from typing_extensions import TypedDict

T = TypeVar("T")
Ident = NewType("Ident", str)

class Model(BaseModel): ...
class Page(BaseModel, Generic[T]): ...
class Kind(Enum):
    a = 1
class Row(TypedDict): ...
class Pair(NamedTuple):
    a: int
@dataclass
class Data: ...
class Own:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler): return handler(int)
class Shape(Protocol): ...
class Plain: ...
class Text(str): ...
class Csv(FileResponse): ...
class Tsv(Csv): ...
Rows = list[Row]
Plains = dict[str, Plain]
"""
FIELDS = [
    *("None", "str", "Any", "object", "dict[str, Any]", "Literal['Plain']", "Optional[datetime.date]", "Path"),
    *("Model", "Page[Model]", "Kind", "Row", "Pair", "Data", "Own", "Rows", "Ident", "Union[Model, list[Kind]]"),
    *("Annotated[int, Plain]", "Iterable[int]", "Unknown"),
]
NO_FIELDS = [
    *("Shape", "Plain", "Text", "list[Plain]", "Plains", "Model | Plain", "Optional[Plain]", "Exception", "range"),
    *("io.BytesIO", "SimpleNamespace", "Callable[[int], int]", "collections.abc.Iterator[int]", "Awaitable[int]"),
    *(
        "typing.Self",
        "typing_extensions.Self",
        "typing.TextIO",
        "typing.Collection[int]",
        "collections.abc.KeysView[int]",
    ),
    *("datetime.tzinfo", "types.FunctionType", "typing.SupportsInt"),
    *("Response", "fastapi.Response", "Csv", "list[Tsv]", "Annotated[Csv, 1]"),
]


def part(root: Path, annotation: str) -> TypePart:
    symbols = tiny_checkout(root, {"shop/orders.py": SOURCE})
    return TypePart(symbols, "shop.orders", parse_expression(annotation))


@pytest.mark.parametrize(
    ("annotation", "fits"), [*((item, True) for item in FIELDS), *((item, False) for item in NO_FIELDS)]
)
def test_response_fields(tmp_path: Path, annotation: str, fits: bool) -> None:
    assert is_response_field(part(tmp_path, annotation)) is fits
    assert accepted(annotation) is fits


def accepted(annotation: str) -> bool:
    """Whether FastAPI takes a type for a response model, and can publish it; it does not know all of the names here."""
    names: dict[str, object] = {}
    exec(SOURCE, names | {"__name__": __name__}, names)
    names["Unknown"], app = int, FastAPI()
    try:
        app.get("/", response_model=eval(annotation, names))(lambda: None)
        app.openapi()
    except (FastAPIError, PydanticUserError):
        return False
    return True


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [("Response", True), ("fastapi.Response", True), ("Tsv", True), ("Plain", False), ("Model", False), ("str", False)],
)
def test_responses(tmp_path: Path, annotation: str, expected: bool) -> None:
    assert is_response(part(tmp_path, annotation)) is expected


@pytest.mark.parametrize("name", ["Row", "Wider", "list[Row]"])
@pytest.mark.parametrize(("module", "fits"), [("typing", False), ("typing_extensions", True)])
def test_typed_dicts_before_python_3_12(tmp_path: Path, module: str, fits: bool, name: str) -> None:
    source = f"from {module} import TypedDict\n\n\nclass Row(TypedDict): ...\nclass Wider(Row): ...\n"
    symbols = tiny_checkout(tmp_path, {"shop/orders.py": source})
    assert is_response_field(TypePart(symbols, "shop.orders", parse_expression(name))) is fits
