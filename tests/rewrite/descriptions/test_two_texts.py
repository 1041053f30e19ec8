from pathlib import Path

import pytest
from described import DESCRIPTION, HEAD, check, model

SAME = [
    f"crop: str = Field({DESCRIPTION})",
    f"crop: Annotated[str, Field({DESCRIPTION})]",
    "crop: str = Field(max_length=1)",
]


@pytest.mark.parametrize("field", SAME)
def test_no_other_text(tmp_path: Path, field: str) -> None:
    after = field.replace("max_length=1", f"max_length=1, {DESCRIPTION}")
    check(tmp_path, model(field), model(after, ""))


TWO_TEXTS = [
    pytest.param(
        "crop: str = Field(description='Peas.')", f"crop: str = Field({DESCRIPTION})", '"Peas."', id="literal"
    ),
    pytest.param("crop: str = Field(description=TEXT)", f"crop: str = Field({DESCRIPTION})", '"TEXT"', id="expression"),
    pytest.param(
        "crop: str = Field(\n    description='Peas.',  # c\n    max_length=1,\n)",
        f"crop: str = Field(\n    {DESCRIPTION},  # c\n    max_length=1,\n)",
        '"Peas."',
        id="layout-stays",
    ),
    pytest.param(
        "crop: Annotated[str, Field(description='Peas.')] = Field('a')",
        f"crop: Annotated[str, Field({DESCRIPTION})] = Field('a')",
        '"Peas."',
        id="annotated",
    ),
]


@pytest.mark.parametrize(("field", "expected", "other"), TWO_TEXTS)
def test_the_published_text_stays(tmp_path: Path, field: str, expected: str, other: str) -> None:
    check(tmp_path, model(field), model(expected, ""), [(16, "LRC201", f"`Bed.crop`: {other} is dropped")])


def test_the_text_that_was_published_for_the_base(tmp_path: Path) -> None:
    before = HEAD + 'class Plant(BaseModel):\n    """:param name: X"""\n\n    name: str = Field(description="Y")\n'
    after = HEAD + 'class Plant(BaseModel):\n    name: str = Field(description="X")\n'
    rose = "\n\nclass Rose(Plant):\n    {}thorns: int\n"
    findings = [(13, "LRC201", '`Plant.name`: "Y" is dropped')]
    docstring = '""":param name: X"""\n\n    '
    check(tmp_path, before + rose.format(docstring), after + rose.format(""), findings)
