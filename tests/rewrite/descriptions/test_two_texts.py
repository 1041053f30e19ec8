from pathlib import Path

import pytest
from described import DESCRIPTION, HEAD, check, model
from trees import ENDPOINTS

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


def test_a_document_that_fastapi_makes(tmp_path: Path) -> None:
    """What it published of a model was the text of the `Field`."""
    check(
        tmp_path,
        model('crop: str = Field("rye", description="Old.")'),
        model('crop: str = Field("rye", description="Old.")', ""),
        [(16, "LRC201", '`Bed.crop`: "What is grown." is dropped')],
        {"endpoints.py": ENDPOINTS},
    )


def test_a_document_that_fastapi_makes_and_a_text_for_an_inherited_field(tmp_path: Path) -> None:
    base = 'class Plot(BaseModel):\n    crop: str = Field("rye", description="Old.")\n\n\n'
    bed = 'class Bed(Plot):\n    """A bed.{}\n\n    ground: str = "clay"\n'
    check(
        tmp_path,
        HEAD + base + bed.format('\n\n    :param crop: What is grown.\n    """'),
        HEAD + base + bed.format('"""'),
        [(14, "LRC201", '`Bed.crop`: "What is grown." is dropped')],
        {"endpoints.py": ENDPOINTS},
    )


@pytest.mark.parametrize(
    ("alias", "after", "findings"),
    [
        pytest.param(
            'Annotated[str, Field(description="Old.")]',
            "crop: Crop",
            [(18, "LRC201", '`Bed.crop`: "What is grown." is dropped')],
            id="that it has",
        ),
        pytest.param(
            'Annotated[Annotated[str, Field(description="Old.")] | None, Field()]',
            f"crop: Crop = Field(..., {DESCRIPTION})",
            [],
            id="that is of a part of it",
        ),
    ],
)
def test_a_document_that_fastapi_makes_and_a_text_of_the_type(
    tmp_path: Path, alias: str, after: str, findings: list[tuple[int, str, str]]
) -> None:
    crops = f"from typing import Annotated\n\nfrom pydantic import Field\n\nCrop = {alias}\n"
    head = "from pydantic import BaseModel, Field, fields\n"
    import_crop = head + "\nfrom garden.crops import Crop\n"
    check(
        tmp_path,
        model("crop: Crop").replace(head, import_crop),
        model(after, "").replace(head, import_crop),
        findings,
        {"endpoints.py": ENDPOINTS, "crops.py": crops},
    )
