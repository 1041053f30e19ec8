from pathlib import Path

import libcst as cst
import pytest
from described_plant import plant

from llama_router_codemod.rewrite.descriptions.class_texts import ClassTexts, class_texts

DOCSTRING = '"""A plant.\n\n    :param name: X\n    :param size: Y\n    :param colour: Z\n    """'
BUSH = "class Bush(BaseModel):\n    size: int\n\n\n"


def texts_of(root: Path, text: str) -> ClassTexts:
    described, node = plant(root, text)
    assert isinstance(node.body, cst.IndentedBlock)
    return class_texts(described, node.body)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"class Plant:\n    {DOCSTRING}\n\n    name: str\n", id="no-model"),
        pytest.param("class Plant(BaseModel):\n    name: str\n", id="no-docstring"),
        pytest.param('class Plant(BaseModel):\n    """A plant."""\n\n    name: str\n', id="no-texts"),
    ],
)
def test_nothing_changes(tmp_path: Path, text: str) -> None:
    assert texts_of(tmp_path, text) == ClassTexts()


def test_what_changes(tmp_path: Path) -> None:
    texts = texts_of(tmp_path, f"{BUSH}class Plant(Bush):\n    {DOCSTRING}\n\n    name: str\n")
    code = cst.Module([]).code_for_node
    assert {code(old): code(new) for old, new in texts.replaced.items()} == {
        "name: str": 'name: str = Field(..., description="X")'
    }
    assert [code(field) for field in texts.added] == ['size: int = Field(..., description="Y")']
    assert (texts.moved, texts.needs) == (("name", "size"), {"Field"})
    assert [finding.code for finding in texts.findings] == ["LRC202"]


def test_a_text_of_an_ancestor_moves_no_text_of_the_class(tmp_path: Path) -> None:
    base = 'class Bush(BaseModel):\n    """:param name: X"""\n\n    name: str\n\n\n'
    texts = texts_of(tmp_path, f"{base}class Plant(Bush):\n    name: str\n")
    assert (len(texts.replaced), texts.added, texts.moved) == (1, (), ())


def test_a_class_that_keeps_all_its_texts(tmp_path: Path) -> None:
    texts = texts_of(tmp_path, f"class Plant(BaseModel):\n    {DOCSTRING}\n\n    Field: int\n")
    assert [finding.code for finding in texts.findings] == ["LRC204"]
    assert (texts.replaced, texts.added, texts.moved) == ({}, (), ())
