from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout
from trees import tree

from llama_router_codemod.model.operation import Shape
from llama_router_codemod.parse.annotations import Annotations
from llama_router_codemod.parse.classes import ClassFacts

SOURCE = """\
import enum
import typing as t
from typing import Annotated, Any, Annotated as Noted, Literal, List, Optional as Maybe, Union

import fastapi
from fastapi import Body, Body as InBody, Depends
import pydantic
from pydantic import BaseModel, Field, FilePath, PositiveInt, conint as small, conlist
from openai import NOT_GIVEN, NotGiven

from pkg.apis.other import Alias as Shared, Data, Days, MoreData, Order, Plain, Told
from pkg.schema_utils import ExtraBodyField


class Model(BaseModel):
    stream: bool = False


class Open(Model, extra="allow"): ...


class Closed(BaseModel, extra="forbid"): ...


Alias = list[str]
Chosen = t.Annotated[Model | Open, Field(discriminator="type")]
Same = Chosen
Perhaps = Optional[T]
Json = dict[str, "Json"]
type Names = list[str]
type Marked = Annotated[bool, Depends(f)]
type Again = Marked
type Around = list[Around]
LIMIT = 1024
SIZES = [1, 2]
SENTINEL = object()
"""
OTHER = """\
import dataclasses
import enum


class Order(enum.StrEnum):
    asc = "asc"


class Days(enum.IntFlag):
    monday = 1


class Plain: ...


class Told(Plain):
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler): ...


@dataclasses.dataclass(frozen=True)
class Data: ...


class MoreData(Data): ...


Alias = int | None
"""


@pytest.fixture(scope="module")
def annotations(tmp_path_factory: pytest.TempPathFactory) -> Annotations:
    files = {"pkg/apis/agents/agents.py": SOURCE, "pkg/apis/other.py": OTHER}
    return Annotations(tree(tmp_path_factory.mktemp("tree"), files), "pkg.apis.agents.agents")


@pytest.mark.parametrize(
    ("annotation", "shape"),
    [
        ("", Shape.ANY),
        ("Any", Shape.ANY),
        ("t.Any", Shape.ANY),
        ("str", Shape.SCALAR),
        ("None", Shape.SCALAR),
        ("str | int | None", Shape.SCALAR),
        ("Union[str, int]", Shape.SCALAR),
        ("Maybe[str]", Shape.SCALAR),
        ("datetime.datetime", Shape.SCALAR),
        ("Literal['a', 'b']", Shape.SCALAR),
        ("Order", Shape.SCALAR),
        ("Shared", Shape.SCALAR),
        ("'Order'", Shape.SCALAR),
        ("list[str]", Shape.SEQUENCE),
        ("List[str] | None", Shape.SEQUENCE),
        ("t.Sequence[int]", Shape.SEQUENCE),
        ("tuple[int, ...]", Shape.SEQUENCE),
        ("list", Shape.SEQUENCE),
        ("Alias", Shape.SEQUENCE),
        ("Names", Shape.SEQUENCE),
        ("Perhaps[str]", Shape.UNKNOWN),
        ("list[Order]", Shape.SEQUENCE),
        ("Noted[list[str], Body()]", Shape.SEQUENCE),
        ("Annotated[str, 'about it']", Shape.SCALAR),
        ("Model", Shape.COMPLEX),
        ("'Model' | None", Shape.COMPLEX),
        ("list[Model]", Shape.COMPLEX),
        ("list[list[str]]", Shape.COMPLEX),
        ("dict", Shape.COMPLEX),
        ("dict[str, Any]", Shape.COMPLEX),
        ("Json", Shape.COMPLEX),
        ("str | Model", Shape.COMPLEX),
        ("Days", Shape.SCALAR),
        ("Plain", Shape.UNKNOWN),
        ("Told", Shape.COMPLEX),
        ("Data", Shape.COMPLEX),
        ("MoreData", Shape.COMPLEX),
        ("NotGiven", Shape.UNKNOWN),
        ("str | NotGiven", Shape.UNKNOWN),
        ("list[NotGiven]", Shape.SEQUENCE),
        ("f()", Shape.UNKNOWN),
        ("PositiveInt | None", Shape.SCALAR),
        ("FilePath", Shape.UNKNOWN),
        ("small(gt=1)", Shape.SCALAR),
        ("pydantic.constr()", Shape.SCALAR),
        ("conlist(int)", Shape.UNKNOWN),
    ],
)
def test_shape(annotations: Annotations, annotation: str, shape: Shape) -> None:
    assert annotations.shape(annotation) is shape


@pytest.mark.parametrize(
    "annotation", ["Chosen", "Same", "Annotated[str, Field()]", "Noted[str, 'x', Field(min_length=1)]"]
)
def test_field_info(annotations: Annotations, annotation: str) -> None:
    assert annotations.has_field_info(annotation)


@pytest.mark.parametrize(
    "annotation", ["", "str", "Model", "Alias", "Chosen | None", "list[Chosen]", "Annotated[str, Body()]", "Unknown"]
)
def test_no_field_info_of_its_own(annotations: Annotations, annotation: str) -> None:
    assert not annotations.has_field_info(annotation)


@pytest.mark.parametrize(
    ("annotation", "has_any", "has_annotated"),
    [
        ("str", False, False),
        ("Alias", False, False),
        ("Annotated[str, Body()]", False, False),
        ("list[Names]", True, False),
        ("Marked | None", True, True),
        ("Again", True, True),
        ("Around", True, False),
    ],
)
def test_type_statements(annotations: Annotations, annotation: str, has_any: bool, has_annotated: bool) -> None:
    assert annotations.has_type_statement(annotation) is has_any
    assert annotations.has_annotated_type_statement(annotation) is has_annotated


@pytest.mark.parametrize(
    ("annotation", "field"),
    [
        ("Chosen", "type"),
        ("Same", "type"),
        ("Annotated[Chosen, 'a text']", "type"),
        ("str", None),
        ("Chosen | None", None),
        ("Annotated[Model | Open, Field()]", None),
        ("Annotated[Model | Open, Field(discriminator='type', title='It')]", None),
        ("Annotated[Model | Open, Field(discriminator=NAME)]", None),
        ("Annotated[Chosen, Field(discriminator='type')]", None),
    ],
)
def test_discriminator(annotations: Annotations, annotation: str, field: str | None) -> None:
    assert annotations.discriminator(annotation) == field


@pytest.mark.parametrize(
    ("annotation", "marker"),
    [
        ("", None),
        ("str", None),
        ("Annotated[str, 'Body']", None),
        ("Annotated[str, Something(Body())]", None),
        ("Annotated[str, Body()]", "Body"),
        ("Annotated[str, Body]", "Body"),
        ("Annotated[str, 'text', Depends(f)]", "Depends"),
        ("Annotated[str, fastapi.Form(...)]", "Form"),
        ("t.Annotated[str, InBody()]", "Body"),
        ("Noted[str, Body()]", "Body"),
        ("Annotated[list[str], ExtraBodyField('text')]", "ExtraBodyField"),
    ],
)
def test_marker(annotations: Annotations, annotation: str, marker: str | None) -> None:
    assert annotations.marker(annotation) == marker


@pytest.mark.parametrize(
    ("annotation", "text", "without"),
    [
        ("", None, ""),
        ("str", None, "str"),
        ("Annotated[str, Body('text')]", None, "Annotated[str, Body('text')]"),
        ("Annotated[str, ExtraBodyField()]", None, "str"),
        ("Annotated[list[str] | None, ExtraBodyField('text')]", "text", "list[str] | None"),
        ("Annotated[str, ExtraBodyField(description='text'), Body()]", "text", "Annotated[str, Body()]"),
    ],
)
def test_extra_body_field(annotations: Annotations, annotation: str, text: str | None, without: str) -> None:
    assert annotations.extra_body_text(annotation) == text
    assert annotations.without_extra_body(annotation) == without


@pytest.mark.parametrize(
    ("default", "expected"),
    [
        ("None", True),
        ("'a'", True),
        ("-1", True),
        ("4 * LIMIT", True),
        ("SIZES", True),
        ("[]", True),
        ("Order.asc", True),
        ("Model(stream=True)", True),
        ("list", True),
        ("NOT_GIVEN", False),
        ("SENTINEL", False),
        ("unknown", False),
    ],
)
def test_is_constant_default(annotations: Annotations, default: str, expected: bool) -> None:
    assert annotations.is_constant_default(default) is expected


@pytest.mark.parametrize(
    ("annotation", "has_stream", "is_open"),
    [
        ("", False, False),
        ("str", False, False),
        ("Closed", False, False),
        ("Model", True, False),
        ("Open", True, True),
        ("Noted[Open, Body()]", True, True),
        ("Open | None", False, False),
    ],
)
def test_models(annotations: Annotations, annotation: str, has_stream: bool, is_open: bool) -> None:
    assert annotations.has_field(annotation, "stream") is has_stream
    assert annotations.allows_extra(annotation) is is_open


def test_model_lineage(annotations: Annotations) -> None:
    names = [item.node.name for item in annotations.model_lineage("Open") if isinstance(item, ClassFacts)]
    assert names == ["Open", "Model"]


def test_a_name_is_followed_through_two_modules(tmp_path: Path) -> None:
    files = {
        "pkg/apis/a.py": "from pkg.apis.b import Alias as Other\nAlias = Other\n",
        "pkg/apis/b.py": "Alias = int\n",
    }
    assert Annotations(tree(tmp_path, files), "pkg.apis.a").shape("Alias") is Shape.SCALAR


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("Ids", "list[str]"),
        ("Ids | None", "list[str] | None"),
        ("Many", "list[list[str]]"),
        ("Keyed[Ids]", "Keyed[list[str]]"),
        ("Plain", "Plain"),
        ("dict[str, int]", "dict[str, int]"),
    ],
)
def test_type_statements_are_written_out(tmp_path: Path, annotation: str, expected: str) -> None:
    source = "type Ids = list[str]\ntype Many = list[Ids]\ntype Keyed[T] = dict[str, T]\nPlain = list[int]\n"
    annotations = Annotations(tiny_checkout(tmp_path, {"shop/types.py": source}), "shop.types")
    assert annotations.without_type_statements(annotation) == expected
    assert annotations.shape(annotation) is annotations.shape(expected)


@pytest.mark.parametrize(("annotation", "expected"), [("Ids | None", True), ("list[Ids]", True), ("Plain", False)])
def test_an_annotation_has_a_type_statement(tmp_path: Path, annotation: str, expected: bool) -> None:
    source = "type Ids = list[str]\nPlain = list[int]\n"
    annotations = Annotations(tiny_checkout(tmp_path, {"shop/types.py": source}), "shop.types")
    assert annotations.has_type_statement(annotation) is expected
