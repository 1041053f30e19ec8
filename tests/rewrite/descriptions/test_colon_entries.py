from pathlib import Path

from described import check, model

IMPORTS = "from pydantic import BaseModel, Field\n\n\n"


def test_entries_about_nothing(tmp_path: Path) -> None:
    text = model("crop: str", "    :note: About peas.\n    :crop without an end\n")
    check(tmp_path, text, text)


def test_colon_names_stay(tmp_path: Path) -> None:
    before = f'''{IMPORTS}class Plant(BaseModel):
    """A plant.

    :name: The label
    :note: About nothing
    :height: In centimetres
    :param age: In years
    """

    name: str
    height: int
    age: int
'''
    after = f'''{IMPORTS}class Plant(BaseModel):
    """A plant.

    :name: The label
    :note: About nothing
    :height: In centimetres
    """

    name: str
    height: int
    age: int = Field(..., description="In years")
'''
    check(tmp_path, before, after, [(4, "LRC203", "`Plant`: `:name:`, `:height:`")])


def test_colon_name_of_an_inherited_field(tmp_path: Path) -> None:
    base = f"{IMPORTS}class Plant(BaseModel):\n    name: str\n\n\n"
    text = f'{base}class Rose(Plant):\n    """A rose.\n\n    :name: X\n    """\n'
    check(tmp_path, text, text, [(8, "LRC203", "`Rose`: `:name:`")])
