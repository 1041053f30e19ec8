from pathlib import Path

import pytest
from described import check

HEAD = "from typing import Annotated, Any, Literal\n\nfrom pydantic import BaseModel, Field\n\n\n"
BASE = 'class Plant(BaseModel):\n    """A plant."""\n\n    {field}\n\n\n'
DESCRIBED = 'name: str = Field(description="The label.", max_length=9)'


def rose(docstring: str, fields: str = "    thorns: int\n", bases: str = "Plant") -> str:
    return f'class Rose({bases}):\n    """A rose.{docstring}"""\n\n{fields}'


NAMED = "\n\n    :param name: {}\n    "


def test_the_field_of_the_base_says_the_same(tmp_path: Path) -> None:
    base = HEAD + BASE.format(field=DESCRIBED)
    check(tmp_path, base + rose(NAMED.format("The label.")), base + rose(""))


def test_the_docstring_of_the_base_says_the_same(tmp_path: Path) -> None:
    base = HEAD + 'class Plant(BaseModel):\n    """:param name: The label."""\n\n    name: str\n\n\n'
    after = HEAD + BASE.format(field='name: str = Field(..., description="The label.")').replace(
        '    """A plant."""\n\n', ""
    )
    check(tmp_path, base + rose(NAMED.format("The label.")), after + rose(""))


def test_a_class_between_says_the_same(tmp_path: Path) -> None:
    def between(docstring: str, field: str) -> str:
        return f'class Bush(Plant):\n    """A bush.{docstring}"""\n\n{field}\n\n'

    base = HEAD + BASE.format(field="name: str")
    before = base + between(NAMED.format("On it."), "    size: int\n") + rose(NAMED.format("On it."), bases="Bush")
    field = '    name: str = Field(..., description="On it.")\n    size: int\n'
    check(tmp_path, before, base + between("", field) + rose("", bases="Bush"))


REDECLARED = [
    pytest.param("name: str", 'name: str = Field(..., description="Its name.")', id="bare"),
    pytest.param("name: str = 'x'  # c", "name: str = Field(default='x', description=\"Its name.\")", id="default"),
    pytest.param(
        "name: Literal['x', 'y z', Any] = 'x'",
        "name: Literal['x', 'y z', Any] = Field(default='x', description=\"Its name.\")",
        id="literal",
    ),
    pytest.param(
        "name: Annotated[str, 'a b']",
        "name: Annotated[str, 'a b'] = Field(..., description=\"Its name.\")",
        id="metadata",
    ),
    pytest.param(
        "name: Annotated[str, Field(title='word')]",
        "name: Annotated[str, Field(title='word', description=\"Its name.\")]",
        id="annotated",
    ),
    pytest.param(
        "name: dict = dict(description='Its name.')",
        "name: dict = Field(default=dict(description='Its name.'), description=\"Its name.\")",
        id="another-description",
    ),
    pytest.param(DESCRIBED, 'name: str = Field(description="Its name.", max_length=9)', id="described"),
    pytest.param(
        "name: dict[str, Any] = Field(\n        default_factory=dict,  # empty\n    )",
        "name: dict[str, Any] = Field(\n        default_factory=dict,  # empty\n"
        '        description="Its name.",\n    )',
        id="over-lines",
    ),
]


@pytest.mark.parametrize(("field", "redeclared"), REDECLARED)
def test_redeclared(tmp_path: Path, field: str, redeclared: str) -> None:
    base = HEAD + BASE.format(field=field)
    after = base + rose("", f"    {redeclared}\n    thorns: int\n")
    check(tmp_path, base + rose(NAMED.format("Its name.")), after)


def test_redeclared_in_the_order_of_the_docstring(tmp_path: Path) -> None:
    base = HEAD + BASE.format(field="name: str\n    age: int = 0")
    before = base + rose("\n\n    :param age: In years.\n    :param thorns: Many.\n    :param name: Its name.\n    ")
    fields = """    age: int = Field(default=0, description="In years.")
    name: str = Field(..., description="Its name.")
    thorns: int = Field(..., description="Many.")
"""
    check(tmp_path, before, base + rose("", fields))


BODIES = [
    pytest.param("    # sharp\n    thorns: int\n", "FIELD    # sharp\n    thorns: int\n", id="comment-above-a-field"),
    pytest.param("    def cut(self): ...\n", "FIELD\n    def cut(self): ...\n", id="method"),
    pytest.param(
        "    # c\n    @property\n    def cut(self): ...\n",
        "FIELD\n    # c\n    @property\n    def cut(self): ...\n",
        id="property",
    ),
    pytest.param("    pass\n", "FIELD", id="pass"),
    pytest.param("    pass  # empty\n", "FIELD\n    pass  # empty\n", id="pass-with-a-comment"),
]


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_layout_below_redeclared_fields(tmp_path: Path, body: str, expected: str) -> None:
    base = HEAD + BASE.format(field="name: str")
    field = '    name: str = Field(..., description="Its name.")\n'
    check(tmp_path, base + rose(NAMED.format("Its name."), body), base + rose("", expected.replace("FIELD", field)))


def test_nothing_but_an_inherited_text(tmp_path: Path) -> None:
    base = HEAD + BASE.format(field="name: str = Field(description='X')")
    check(
        tmp_path,
        f'{base}class Rose(Plant):\n    """:param name: X"""\n\n\nclass Lily(Plant):\n    """:param name: Y"""\n',
        f'{base}class Rose(Plant):\n    pass\n\n\nclass Lily(Plant):\n    name: str = Field(description="Y")\n',
    )


def test_a_field_declared_anew_takes_a_text_that_was_published(tmp_path: Path) -> None:
    before = (
        HEAD
        + 'class Plant(BaseModel):\n    """:param name: X"""\n\n    name: str\n\n\n'
        + rose("", "    name: str = ''\n")
    )
    after = HEAD + 'class Plant(BaseModel):\n    name: str = Field(..., description="X")\n\n\n'
    field = "name: str = Field(default='', description=\"X\")"
    check(tmp_path, before, after + rose("", f"    {field}\n"))


BASE_MODULE = '''from datetime import datetime as Date
from typing import Any

from pydantic import BaseModel, Field, SecretStr

LIMIT = int(9)


class Weed(BaseModel):
    kind: int = 1


class Plant(BaseModel):
    """A plant."""

    name: dict[str, Any] = Field(
        default_factory=dict,
        description="The label.",
    )
    age: int = LIMIT
    planted: "Date | None" = None
    kind: str = ""
    key: SecretStr | None = None
'''


def test_base_in_another_module(tmp_path: Path) -> None:
    before = "from typing import Any\n\nfrom .base import Plant\n\n\n"
    after = "from typing import Any\n\nfrom .base import Plant\nfrom pydantic import Field\n\n\n"
    fields = """    name: dict[str, Any] = Field(
        default_factory=dict,
        description="X",
    )
    kind: str = Field(default="", description="Y")
    thorns: int
"""
    docstring = "\n\n    :param name: X\n    :param kind: Y\n    "
    check(tmp_path, before + rose(docstring), after + rose("", fields), others={"base.py": BASE_MODULE})


def test_names_bound_here_too(tmp_path: Path) -> None:
    head = """from datetime import datetime as Date

from garden.base import LIMIT, Plant
from pydantic import Field


"""
    fields = """    age: int = Field(default=LIMIT, description="X")
    planted: "Date | None" = Field(default=None, description="Y")
    thorns: int
"""
    before = head + rose("\n\n    :param age: X\n    :param planted: Y\n    ")
    check(tmp_path, before, head + rose("", fields), others={"base.py": BASE_MODULE})


CANNOT_BE_REPEATED = [
    pytest.param("from .base import Plant\n", "age", "LIMIT", id="not-imported"),
    pytest.param("from .base import Plant\n\nLIMIT = 9\n", "age", "LIMIT", id="another-definition"),
    pytest.param("from .base import Plant\n", "key", "SecretStr", id="not-imported-from-pydantic"),
    pytest.param("from .base import LIMIT, Plant\n", "planted", "Date", id="forward-reference"),
    pytest.param("from .base import Plant\n\nstr = bytes\n", "kind", "str", id="builtin-shadowed"),
    pytest.param(
        "import typing\n\nfrom .base import Plant\n\nif typing.TYPE_CHECKING:\n    from .base import LIMIT\n",
        "age",
        "LIMIT",
        id="for-type-checkers-only",
    ),
]


@pytest.mark.parametrize(("head", "field", "name"), CANNOT_BE_REPEATED)
def test_names_that_mean_something_else_here(tmp_path: Path, head: str, field: str, name: str) -> None:
    text = f"{head}\n\n{rose(f'{NAMED}'.format('X').replace('name', field))}"
    line = head.count("\n") + 3
    message = f"`Rose.{field}`: `{name}` of garden.base.Plant cannot be repeated here"
    check(tmp_path, text, text, [(line, "LRC204", message)], others={"base.py": BASE_MODULE})


def test_name_bound_below_the_class(tmp_path: Path) -> None:
    text = f"from .base import Plant\n\n\n{rose(NAMED.format('X').replace('name', 'age'))}\n\nfrom .base import LIMIT\n"
    message = "`Rose.age`: `LIMIT` of garden.base.Plant cannot be repeated here"
    check(tmp_path, text, text, [(4, "LRC204", message)], others={"base.py": BASE_MODULE})


SAME_MODULE = [
    pytest.param("SIZE: ClassVar[int] = 1\n    name: int = SIZE", "", "SIZE", id="name-of-the-base-class"),
    pytest.param("name: list[int]", "\n    def list(self): ...\n", "list", id="name-of-the-class"),
    pytest.param("name: T", "", "T", id="type-variable"),
    pytest.param("name: list['Gone']", "", "Gone", id="forward-reference"),
]


@pytest.mark.parametrize(("field", "method", "name"), SAME_MODULE)
def test_names_of_class_scopes(tmp_path: Path, field: str, method: str, name: str) -> None:
    head = 'from typing import ClassVar, TypeVar\n\nfrom pydantic import BaseModel, Field\n\nT = TypeVar("T")\n\n\n'
    text = head + BASE.format(field=field) + rose(NAMED.format("X"), f"    thorns: int\n{method}")
    line = text[: text.index("class Rose")].count("\n") + 1
    message = f"`Rose.name`: `{name}` of garden.plants.Plant cannot be repeated here"
    check(tmp_path, text, text, [(line, "LRC204", message)])


def test_declaration_that_takes_no_text(tmp_path: Path) -> None:
    text = HEAD + "KEYS = {}\n\n\n" + BASE.format(field="name: str = Field(**KEYS)") + rose(NAMED.format("X"))
    check(tmp_path, text, text, [(15, "LRC204", "`Rose.name`: its Field takes `**` arguments")])


def test_base_inside_an_if(tmp_path: Path) -> None:
    base = "from pydantic import BaseModel\n\nif True:\n\n    class Plant(BaseModel):\n        name: str\n"
    text = "from .base import Plant\n\n\n" + rose(NAMED.format("X"))
    message = "`Rose.name`: garden.base.Plant is not written at the top level"
    check(tmp_path, text, text, [(4, "LRC204", message)], others={"base.py": base})


def test_typed_dict_repeats_nothing(tmp_path: Path) -> None:
    # `total` of the subclass would decide anew whether the key is required
    head = "from typing import TypedDict\n\n\nclass Plant(TypedDict, total=False):\n    name: str\n\n\n"
    text = head + rose(NAMED.format("X"))
    check(tmp_path, text, text, [(8, "LRC204", "`Rose.name`: Plant is no model")])


def test_base_that_is_no_model(tmp_path: Path) -> None:
    text = HEAD + "class Plant:\n    name: str\n\n\n" + rose(NAMED.format("X"), bases="Plant, BaseModel")
    check(tmp_path, text, text, [(10, "LRC204", "`Rose.name`: Plant is no model")])


def test_the_indented_docstring_of_the_base_says_the_same(tmp_path: Path) -> None:
    text = "\n    :param name: One of\n        :these: words.\n    "
    base = HEAD + f'class Plant(BaseModel):\n    """{text}"""\n\n    name: str\n\n\n'
    after = HEAD + 'class Plant(BaseModel):\n    name: str = Field(..., description="One of :these: words.")\n\n\n'
    check(tmp_path, base + rose(NAMED.format("One of :these: words.")), after + rose(""))
