from pathlib import Path

import pytest
from described import check, model

IMPORTS = "from pydantic import BaseModel, Field\n\n\n"


def test_a_known_field(tmp_path: Path) -> None:
    check(tmp_path, model("crop: str", "    :param crop:\n"), model("crop: str", ""))


@pytest.mark.parametrize("field", ["crop: ClassVar[str] = ''", "_crop: str", "crop = ''", "def crop(self): ..."])
def test_what_is_no_field(tmp_path: Path, field: str) -> None:
    name = "_crop" if field.startswith("_") else "crop"
    text = model(field, f"    :param {name}: What is grown.\n")
    check(tmp_path, text, text, [(10, "LRC202", f"`Bed.{name}`: no such field")])


def test_unknown_names_stay(tmp_path: Path) -> None:
    before = f'''{IMPORTS}class Plant(BaseModel):
    """A plant.

    :param colour: There is no such field.
    :param name: X
    :param model_config: Neither is this one.
    """

    model_config = {{}}
    name: str
'''
    after = f'''{IMPORTS}class Plant(BaseModel):
    """A plant.

    :param colour: There is no such field.
    :param model_config: Neither is this one.
    """

    model_config = {{}}
    name: str = Field(..., description="X")
'''
    findings = [
        (4, "LRC202", "`Plant.colour`: no such field"),
        (4, "LRC202", "`Plant.model_config`: no such field"),
    ]
    check(tmp_path, before, after, findings)


def test_unknown_field_of_a_known_base(tmp_path: Path) -> None:
    base = f"{IMPORTS}class Plant(BaseModel):\n    age: int\n\n\n"
    text = f'{base}class Rose(Plant):\n    """:param name: X"""\n'
    check(tmp_path, text, text, [(8, "LRC202", "`Rose.name`: no such field")])
