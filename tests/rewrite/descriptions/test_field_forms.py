from pathlib import Path

import pytest
from described import DESCRIPTION, check, model

UNCHANGED_FIELDS = [
    f"crop: str = Field({DESCRIPTION})",
    'crop: str = Field("peas", description="What " "is grown.")',
    f"crop: Annotated[str, Field({DESCRIPTION})]",
    f"crop: Annotated[str, Field({DESCRIPTION})] = Field(default='peas')",
]

FORMS = [
    pytest.param("crop: str", "crop: str = Field(..., @)", id="bare"),
    pytest.param("crop: 'str'", "crop: 'str' = Field(..., @)", id="forward-reference"),
    pytest.param("crop: str | None = None", "crop: str | None = Field(default=None, @)", id="none"),
    pytest.param('crop: Literal["a"] = "a"', 'crop: Literal["a"] = Field(default="a", @)', id="literal"),
    pytest.param('crop: Literal["a"]', 'crop: Literal["a"] = Field(..., @)', id="literal-without-default"),
    pytest.param("crop: int = Kind.pea", "crop: int = Field(default=Kind.pea, @)", id="attribute"),
    pytest.param("crop: Kind = Kind(a=[1])", "crop: Kind = Field(default=Kind(a=[1]), @)", id="call"),
    pytest.param("crop: Kind = kinds[0](1)", "crop: Kind = Field(default=kinds[0](1), @)", id="call-of-an-item"),
    pytest.param("crop: object = ...", "crop: object = Field(default=..., @)", id="ellipsis"),
    pytest.param("crop: int=1", "crop: int=Field(default=1, @)", id="no-spaces"),
    pytest.param("crop: tuple = 1, 2", "crop: tuple = Field(default=(1, 2), @)", id="bare-tuple"),
    pytest.param("crop: tuple = (1, 2)", "crop: tuple = Field(default=(1, 2), @)", id="tuple"),
    pytest.param("crop: tuple = ()", "crop: tuple = Field(default=(), @)", id="empty-tuple"),
    pytest.param("crop: object = (i for i in ())", "crop: object = Field(default=(i for i in ()), @)", id="generator"),
    pytest.param("crop: str = ('a')", "crop: str = Field(default='a', @)", id="parentheses"),
    pytest.param(
        'crop: str = (\n    "a"\n)  # c', 'crop: str = Field(default="a", @)  # c', id="parentheses-over-lines"
    ),
    pytest.param(
        'crop: str = (\n    # c\n    "a"\n)',
        'crop: str = Field(default=(\n    # c\n    "a"\n), @)',
        id="comment-in-parentheses",
    ),
    pytest.param(
        'crop: str = (\n    "a"\n    "b"\n)', 'crop: str = Field(default=(\n    "a"\n    "b"\n), @)', id="concatenated"
    ),
    pytest.param(
        "crop: list = [\n    1,  # one\n]", "crop: list = Field(default=[\n    1,  # one\n], @)", id="comment-in-a-list"
    ),
    pytest.param("a: int; crop: int = 1; b: int", "a: int; crop: int = Field(default=1, @); b: int", id="one-line"),
    pytest.param("crop: int\ncrop: str", "crop: int\ncrop: str = Field(..., @)", id="declared-twice"),
    pytest.param("crop: str = Field()", "crop: str = Field(@)", id="empty-call"),
    pytest.param("crop: str = Field(...)", "crop: str = Field(..., @)", id="required"),
    pytest.param("crop: int = Field(800, ge=1)", "crop: int = Field(800, ge=1, @)", id="positional-default"),
    pytest.param(
        "crop: list = Field(default_factory=lambda: [])",
        "crop: list = Field(default_factory=lambda: [], @)",
        id="factory",
    ),
    pytest.param("crop: str = Field(default='',)", "crop: str = Field(default='', @,)", id="comma-on-one-line"),
    pytest.param(
        "crop: str = Field(\n    default='',\n)",
        "crop: str = Field(\n    default='',\n    @,\n)",
        id="one-argument-a-line",
    ),
    pytest.param(
        "crop: int = Field(\n    default=1,\n    ge=0,  # seeds\n    # end\n)",
        "crop: int = Field(\n    default=1,\n    ge=0,  # seeds\n    # end\n    @,\n)",
        id="comments-at-the-end",
    ),
    pytest.param(
        "crop: int = Field(\n    default=1,\n    ge=0  # seeds\n)",
        "crop: int = Field(\n    default=1,\n    ge=0,  # seeds\n    @\n)",
        id="comment-without-comma",
    ),
    pytest.param(
        "crop: int = Field(1, ge=0,  # seeds\n)",
        "crop: int = Field(1, ge=0,  # seeds\n    @,\n)",
        id="comment-on-one-line",
    ),
    pytest.param("crop: int = Field(\n    1, ge=0\n)", "crop: int = Field(\n    1, ge=0, @\n)", id="continuation-line"),
    pytest.param("crop: int = Field(1,\n    ge=0)", "crop: int = Field(1,\n    ge=0,\n    @)", id="hanging"),
    pytest.param("crop: int = pydantic.Field(1)", "crop: int = pydantic.Field(1, @)", id="field-of-module"),
    pytest.param("crop: int = fields.Field(1)", "crop: int = fields.Field(1, @)", id="field-of-submodule"),
    pytest.param("crop: Other[str, Field()]", "crop: Other[str, Field()] = Field(..., @)", id="not-annotated"),
    pytest.param("crop: int = Query(1)", "crop: int = Query(1, @)", id="fastapi-marker"),
    pytest.param("crop: int = fastapi.Query(1)", "crop: int = fastapi.Query(1, @)", id="fastapi-marker-of-module"),
    pytest.param("crop: Annotated[str, Field()]", "crop: Annotated[str, Field(@)]", id="annotated"),
    pytest.param(
        "crop: Annotated[\n    list[str],\n    Field(min_length=1),\n] = []",
        "crop: Annotated[\n    list[str],\n    Field(min_length=1, @),\n] = []",
        id="annotated-with-default",
    ),
    pytest.param(
        "crop: Annotated[str, Field(a=1), Field()]", "crop: Annotated[str, Field(a=1), Field(@)]", id="annotated-twice"
    ),
    pytest.param(
        "crop: Annotated[str, 'x']", "crop: Annotated[str, 'x'] = Field(..., @)", id="annotated-without-field"
    ),
    pytest.param(
        "crop: Annotated[str, Field()] | None", "crop: Annotated[str, Field()] | None = Field(..., @)", id="union"
    ),
    pytest.param(
        "crop: Annotated[str, Field()] = Field(1)",
        "crop: Annotated[str, Field()] = Field(1, @)",
        id="value-and-annotated",
    ),
]


@pytest.mark.parametrize("field", UNCHANGED_FIELDS)
def test_the_field_has_the_text_already(tmp_path: Path, field: str) -> None:
    check(tmp_path, model(field), model(field, docstring=""))


@pytest.mark.parametrize(("field", "expected"), FORMS)
def test_forms(tmp_path: Path, field: str, expected: str) -> None:
    check(tmp_path, model(field), model(expected.replace("@", DESCRIPTION), docstring=""))


def test_text_that_needs_other_quotes(tmp_path: Path) -> None:
    before = model("crop: str", '    :param crop: "Peas" or \\\\n —\n        more.\n')
    check(tmp_path, before, model("crop: str = Field(..., description='\"Peas\" or \\\\n — more.')", ""))


def test_empty_text_just_goes(tmp_path: Path) -> None:
    check(tmp_path, model("crop: str", "    :param crop:\n"), model("crop: str", ""))


def test_unchanged_value_that_only_looks_like_a_field(tmp_path: Path) -> None:
    field = "crop: int = SIZE"
    before = model(field).replace("class Bed", "SIZE = int(1)\n\n\nclass Bed")
    check(
        tmp_path,
        before,
        before.replace(field, f"crop: int = Field(default=SIZE, {DESCRIPTION})").replace(
            '"""A bed.\n\n    :param crop: What is grown.\n    """', '"""A bed."""'
        ),
    )


TYPED_DICT_HEAD = """from typing import Annotated, NotRequired, TypedDict

from pydantic import Field


"""
TYPED_DICT_FORMS = [
    pytest.param("crop: str", "crop: Annotated[str, @]", id="bare"),
    pytest.param("crop: dict[str, int]", "crop: Annotated[dict[str, int], @]", id="subscript"),
    pytest.param("crop: (str | None)", "crop: Annotated[(str | None), @]", id="union"),
    pytest.param("crop: NotRequired[str]", "crop: NotRequired[Annotated[str, @]]", id="not-required"),
    pytest.param("crop: Annotated[str, 'x']", "crop: Annotated[str, 'x', @]", id="annotated"),
    pytest.param(
        "crop: Annotated[\n        str,\n        'x',\n    ]",
        "crop: Annotated[\n        str,\n        'x',\n        @,\n    ]",
        id="annotated-over-lines",
    ),
]


@pytest.mark.parametrize(("field", "expected"), TYPED_DICT_FORMS)
def test_typed_dict(tmp_path: Path, field: str, expected: str) -> None:
    head = f"{TYPED_DICT_HEAD}class Bed(TypedDict, total=False):\n"
    after = f"{head}    {expected.replace('@', f'Field({DESCRIPTION})')}\n"
    check(tmp_path, f'{head}    """:param crop: What is grown."""\n\n    {field}\n', after)


def test_typed_dict_with_a_field(tmp_path: Path) -> None:
    head = f"{TYPED_DICT_HEAD}class Bed(TypedDict):\n"
    before = (
        f'{head}    """:param crop: What is grown."""\n\n    crop: NotRequired[Annotated[str, Field(max_length=1)]]\n'
    )
    after = f"{head}    crop: NotRequired[Annotated[str, Field(max_length=1, {DESCRIPTION})]]\n"
    check(tmp_path, before, after)
