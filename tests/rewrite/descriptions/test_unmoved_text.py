from pathlib import Path

import pytest
from described import check, model, moved

IMPORTS = "from pydantic import BaseModel, Field\n\n\n"


HELPERS = "SHARED = Field(1)\n\n\ndef peas():\n    return Field(1)\n\n\n"
REFUSALS = [
    pytest.param("crop: int = Field(**COMMON)", "its Field takes `**` arguments", id="two-stars"),
    pytest.param("crop: int = peas()", "its value may be a Field already", id="function"),
    pytest.param("crop: int = SHARED", "its value may be a Field already", id="shared-field"),
    pytest.param("crop: int = pydantic.fields.PeaField(1)", "its value may be a Field already", id="other-field"),
    pytest.param(
        "crop: int = Field(description=(\n    'Peas'  # green\n))",
        "a comment stands inside its description",
        id="comment",
    ),
]


@pytest.mark.parametrize(("field", "reason"), REFUSALS)
def test_refusals(tmp_path: Path, field: str, reason: str) -> None:
    text = model(field).replace("class Bed", HELPERS + "class Bed")
    check(tmp_path, text, text, [(23, "LRC204", f"`Bed.crop`: {reason}")])


def test_comment_inside_the_docstring(tmp_path: Path) -> None:
    text = f"""{IMPORTS}class Plant(BaseModel):
    (
        "A plant.\\n"
        # the label
        ":param name: X"
    )

    name: str
"""
    check(tmp_path, text, text, [(4, "LRC204", "`Plant`: a comment stands inside its docstring")])


def test_field_called_field(tmp_path: Path) -> None:
    text = f'{IMPORTS}class Plant(BaseModel):\n    """:param name: X"""\n\n    Field: int = 0\n    name: str\n'
    check(tmp_path, text, text, [(4, "LRC204", "`Plant`: a field is named Field")])


def test_foreign_field_leaves_the_module_alone(tmp_path: Path) -> None:
    text = '''from dataclasses import field as Field

from pydantic import BaseModel


class Bed(BaseModel):
    size: int


class Plant(BaseModel):
    """:param name: X"""

    name: str
'''
    message = "`Plant`: `Field` has another meaning in the module; none of its texts is moved"
    check(tmp_path, text, text, [(10, "LRC204", message)])
    assert moved(tmp_path, text).text is text


@pytest.mark.parametrize(
    ("imports", "bases"),
    [
        pytest.param("", "BaseModel, make()", id="made-by-a-call"),
        pytest.param("from nursery import Plant\n", "Plant, BaseModel", id="outside-the-tree"),
    ],
)
def test_unknown_base(tmp_path: Path, imports: str, bases: str) -> None:
    text = f'{imports}{IMPORTS}class Rose({bases}):\n    """:param name: X"""\n'
    message = "`Rose.name`: a base class is outside the checkout"
    check(tmp_path, text, text, [(4 + imports.count("\n"), "LRC204", message)])
