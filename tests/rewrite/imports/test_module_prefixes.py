import pytest

from llama_router_codemod.model.move import Move
from llama_router_codemod.rewrite.imports.module_prefixes import rewrite_module_prefixes

MOVES = {
    "lab.apis.notes.notes": Move(
        module="lab.apis.notes.notes",
        homes={"Note": "lab.apis.notes.models", "Notes": "lab.apis.notes.service"},
        reexports={},
        star_homes=("lab.apis.notes.models", "lab.apis.notes.service"),
        remains=False,
    )
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = 1\n", id="no-mention"),
        pytest.param('x = "lab.apis.notes.notes"\n', id="without-the-last-dot"),
        pytest.param('x = "see lab.apis.notes.notes."\n', id="inside-a-sentence"),
        pytest.param('# "lab.apis.notes.notes."\n', id="comment"),
        pytest.param('x = "lab.apis.notes.notes.Note"\n', id="a-name-of-the-module"),
        pytest.param('x = f"lab.apis.notes.notes.{y}lab.apis.notes.notes."\n', id="piece-of-an-f-string"),
    ],
)
def test_noop(text: str) -> None:
    assert rewrite_module_prefixes(text, MOVES) == text


def test_prefix() -> None:
    before = 'name = repr(kind).replace("é", "").replace("lab.apis.notes.notes.", "")  # short\n'
    after = 'name = repr(kind).replace("é", "").replace("lab.apis.notes.models.", "")  # short\n'
    assert rewrite_module_prefixes(before, MOVES) == after
    assert rewrite_module_prefixes(after, MOVES) == after


def test_more_than_one_on_a_line() -> None:
    before = "x = ['lab.apis.notes.notes.', 'é', \"lab.apis.notes.notes.\"]; y = 'lab.apis.notes.notes.'\n"
    assert rewrite_module_prefixes(before, MOVES) == before.replace("notes.notes", "notes.models")


def test_line_endings_stay() -> None:
    before = 'w = 1\r\nx = (\r    "lab.apis.notes.notes."\n)\n'
    assert rewrite_module_prefixes(before, MOVES) == before.replace("notes.notes", "notes.models")
