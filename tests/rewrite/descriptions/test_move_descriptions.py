from pathlib import Path

import pytest
from described import MODULE, PATH, check, moved

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.descriptions.move_descriptions import move_descriptions
from llama_router_codemod.tree.checkout import Checkout

IMPORTS = "from pydantic import BaseModel, Field\n\n\n"

UNCHANGED = [
    pytest.param("", id="empty"),
    pytest.param("class Plant:\n    pass", id="no-final-newline"),
    pytest.param(
        'class Plant:\n    """A plant.\n\n    :param name: The label.\n    """\n\n    name: str\n', id="no-model"
    ),
    pytest.param(
        "from enum import Enum\n\n\nclass Season(Enum):\n"
        '    """A season.\n\n    :param dry: No rain.\n    :cvar wet: Rain.\n    """\n\n    dry = "dry"\n',
        id="enum",
    ),
    pytest.param(
        "from typing import Protocol\n\n\nclass Gardener(Protocol):\n"
        '    """Works.\n\n    :param name: The name.\n    """\n\n    name: str\n',
        id="protocol",
    ),
    pytest.param(
        IMPORTS + 'class Plant(BaseModel):\n    """\n    A plant.\n      Two lines."""\n\n    name: str\n',
        id="model-without-texts",
    ),
    pytest.param(IMPORTS + 'class Plant(BaseModel):\n    """ """\n', id="blank-docstring"),
    pytest.param(IMPORTS + "class Plant(BaseModel):\n    ...\n", id="ellipsis"),
    pytest.param(IMPORTS + "class Plant(BaseModel):\n    b':param name: X'\n    name: str\n", id="bytes"),
    pytest.param(
        IMPORTS + 'class Plant(BaseModel):\n    """A plant.\n\n    :cvar name: The label.\n    """\n\n    name: str\n',
        id="cvar",
    ),
    pytest.param(
        IMPORTS + "class Plant(BaseModel):\n"
        '    name: str = Field(..., description="The label.")\n    """:param name: Not a docstring of the class."""\n',
        id="string-below-a-field",
    ),
    pytest.param(
        "from pydantic import BaseModel\n\n\ndef make():\n    class Plant(BaseModel):\n"
        '        """:param name: The label."""\n\n        name: str\n\n    return Plant\n',
        id="class-in-a-function",
    ),
    pytest.param(
        "from pydantic import BaseModel\n\n\nclass Plant(BaseModel):\n"
        '    """:param name: The label."""\n\n    name: str\n\n\nclass Plant(BaseModel):\n    name: int\n',
        id="two-classes-with-one-name",
    ),
    pytest.param(
        'from pydantic import BaseModel\n\n\nclass Plant(BaseModel): """:param name: The label."""; name: str\n',
        id="class-on-one-line",
    ),
]


@pytest.mark.parametrize("text", UNCHANGED)
def test_nothing_to_move(tmp_path: Path, text: str) -> None:
    check(tmp_path, text, text)


def test_text_that_does_not_parse(tmp_path: Path) -> None:
    (tmp_path / "plants.py").write_text("")
    with pytest.raises(InputError, match=r"garden/plants\.py:1:9: does not parse"):
        move_descriptions("class x(:\n", MODULE, PATH, Symbols(Checkout.open(tmp_path)))


def test_all_texts_leave_the_docstring(tmp_path: Path) -> None:
    before = '''"""Plants."""

from pydantic import BaseModel, Field


class Plant(BaseModel):
    """A plant. It grows

    where it stands.

    :param name: What the
        label says
    :cvar leaves: Not a field.
    :returns: Nor this.
    :param height: In centimetres.
    """

    # Latin where possible
    name: str

    height: int = 0  # measured in autumn


def water() -> None: ...
'''
    after = '''"""Plants."""

from pydantic import BaseModel, Field


class Plant(BaseModel):
    """A plant. It grows

    where it stands.

    :cvar leaves: Not a field.
    :returns: Nor this.
    """

    # Latin where possible
    name: str = Field(..., description="What the label says")

    height: int = Field(default=0, description="In centimetres.")  # measured in autumn


def water() -> None: ...
'''
    check(tmp_path, before, after)


DOCSTRINGS = [
    pytest.param('"""A plant.\n\n    :param name: X\n    """', '"""A plant."""\n\n    ', id="one-line-left"),
    pytest.param('"""A plant.\n    :param name: X\n    """', '"""A plant."""\n\n    ', id="no-blank-line"),
    pytest.param('"""\n    A plant.\n\n    :param name: X"""', '"""A plant."""\n\n    ', id="opening-newline"),
    pytest.param("'''A plant.\n\n    :param name: X\n    '''", '"""A plant."""\n\n    ', id="single-quotes"),
    pytest.param('r"""A \\d plant.\n\n    :param name: X\n    """', '"""A \\\\d plant."""\n\n    ', id="raw"),
    pytest.param('"A plant.\\n"\\\n    ":param name: X"', '"""A plant."""\n\n    ', id="concatenated"),
    pytest.param('("A plant.\\n" ":param name: X")', '"""A plant."""\n\n    ', id="in-parentheses"),
    pytest.param('""":param name: X"""', "", id="nothing-left"),
    pytest.param('"""\n    :param name: X\n\n    """', "", id="nothing-left-of-several-lines"),
    pytest.param(
        '# above\n    """:param name: X"""  # beside',
        "# above\n    # beside\n    ",
        id="comments-at-a-docstring-that-goes",
    ),
    pytest.param(
        '"""A plant.\n\n    :param name: X\n    """  # beside', '"""A plant."""  # beside\n\n    ', id="comment"
    ),
    pytest.param(
        '"""A plant.\n\n    :param name: X\n    :param name: X\n    """', '"""A plant."""\n\n    ', id="twice"
    ),
]


@pytest.mark.parametrize(("docstring", "left"), DOCSTRINGS)
def test_docstring_forms(tmp_path: Path, docstring: str, left: str) -> None:
    before = f"{IMPORTS}class Plant(BaseModel):\n    {docstring}\n\n    name: str\n"
    after = f'{IMPORTS}class Plant(BaseModel):\n    {left}name: str = Field(..., description="X")\n'
    check(tmp_path, before, after)


def test_docstring_beside_a_field(tmp_path: Path) -> None:
    before = f'{IMPORTS}class Plant(BaseModel):\n    """:param name: X"""; name: str\n'
    check(tmp_path, before, f'{IMPORTS}class Plant(BaseModel):\n    name: str = Field(..., description="X")\n')


def test_comment_below_the_docstring_keeps_its_place(tmp_path: Path) -> None:
    before = f'{IMPORTS}class Plant(BaseModel):\n    """:param name: X"""\n\n    # a\n\n    # b\n    name: str\n'
    after = f'{IMPORTS}class Plant(BaseModel):\n    # a\n\n    # b\n    name: str = Field(..., description="X")\n'
    check(tmp_path, before, after)


def test_nested_classes(tmp_path: Path) -> None:
    before = f'''{IMPORTS}class Bed:
    """:param size: Not a model."""

    class Plant(BaseModel):
        """A plant.

        More.

        :param name: X
        """

        class Leaf(BaseModel):
            """:param area: In square millimetres."""

            area: int

        name: str
'''
    after = f'''{IMPORTS}class Bed:
    """:param size: Not a model."""

    class Plant(BaseModel):
        """A plant.

        More.
        """

        class Leaf(BaseModel):
            area: int = Field(..., description="In square millimetres.")

        name: str = Field(..., description="X")
'''
    check(tmp_path, before, after)


def test_line_endings_stay(tmp_path: Path) -> None:
    before = f'''{IMPORTS}class Plant(BaseModel):
    """A plant.

    It grows.

    :param name: X
        and more
    """

    name: str = Field(
        "rose",
    )
'''
    after = f'''{IMPORTS}class Plant(BaseModel):
    """A plant.

    It grows.
    """

    name: str = Field(
        "rose",
        description="X and more",
    )
'''
    check(tmp_path, before.replace("\n", "\r\n"), after.replace("\n", "\r\n"))


def test_tabs_stay(tmp_path: Path) -> None:
    before = f'{IMPORTS}class Plant(BaseModel):\n\t"""A plant.\n\n\tBig.\n\t:param name: X\n\t"""\n\n\tname: str\n'
    left = '"""A plant.\n\n\tBig.\n\t"""'
    after = f'{IMPORTS}class Plant(BaseModel):\n\t{left}\n\n\tname: str = Field(..., description="X")\n'
    check(tmp_path, before, after)


def test_each_class_keeps_its_indentation(tmp_path: Path) -> None:
    def plant(name: str, indent: str, rest: str) -> str:
        return f'class {name}(BaseModel):\n"""A plant.\n\nBig.\n{rest}'.replace("\n", f"\n{indent}").replace(
            f"\n{indent}\n", "\n\n"
        )

    before, after = ':param name: X\n"""\n\nname: str', '"""\n\nname: str = Field(..., description="X")'
    texts = ["\n\n\n".join(plant(f"P{len(i)}", i, rest) for i in ("  ", "    ")) + "\n" for rest in (before, after)]
    check(tmp_path, IMPORTS + texts[0], IMPORTS + texts[1])


def test_text_may_differ_from_the_checkout(tmp_path: Path) -> None:
    body = 'class Plant(BaseModel):\n    """:param name: X\n    :param colour: Y"""\n\n    name: str\n'
    (tmp_path / "garden").mkdir()
    (tmp_path / "garden/__init__.py").write_text("")
    (tmp_path / "garden/plants.py").write_text(f"import os\nfrom .base import BaseModel\n\n{body}")
    (tmp_path / "garden/base.py").write_text("from pydantic import BaseModel\n")
    text = (
        f"from garden.base import BaseModel\n{body}\n\nclass New(BaseModel):\n" + '    """:param a: A"""\n    a: int\n'
    )
    result = move_descriptions(text, MODULE, PATH, Symbols(Checkout.open(tmp_path)))
    assert result.text == (
        "from garden.base import BaseModel\nfrom pydantic import Field\nclass Plant(BaseModel):\n"
        '    """:param colour: Y"""\n\n    name: str = Field(..., description="X")\n'
        '\n\nclass New(BaseModel):\n    """:param a: A"""\n    a: int\n'
    )
    assert [str(found.place) for found in result.findings] == ["garden/plants.py:4:1"]


NEW_IMPORTS = [
    pytest.param("from pydantic import Field\n", "Field", True, id="field"),
    pytest.param("from pydantic import Field as F\n", "F", True, id="alias"),
    pytest.param("import pydantic as p\n", "p.Field", True, id="module"),
    pytest.param("import pydantic.fields\n", "pydantic.fields.Field", True, id="submodule"),
    pytest.param("from forms import Field\n", "Field", False, id="foreign"),
    pytest.param("def Field(): ...\n", "Field", False, id="defined"),
]


@pytest.mark.parametrize(("imports", "name", "known"), NEW_IMPORTS)
def test_import_that_the_checkout_has_not(tmp_path: Path, imports: str, name: str, known: bool) -> None:
    docstring, head = '    """:param size: X"""\n\n', "from pydantic import BaseModel\n"
    body = "class Bed(BaseModel):\n@    size: int = #(1$)\n".replace("#", name)
    moved(tmp_path, head + body.replace("@", docstring).replace("$", ""))
    symbols = Symbols(Checkout.open(tmp_path))
    before = head + imports + body.replace("@", docstring).replace("$", "")
    after = head + imports + body.replace("@", "").replace("$", ', description="X"')
    assert move_descriptions(before, MODULE, PATH, symbols).text == (after if known else before)
