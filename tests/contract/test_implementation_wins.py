"""LRC103: where all implementations agree against the Protocol, their signature is what is served."""

from pathlib import Path

import pytest
from implemented_methods import LINE, served, spoken
from trees import told

from llama_router_codemod.model.place import Place

SPELLINGS = [
    pytest.param("items: List[Order]", "items: list[Order]", id="typing"),
    pytest.param("note: Optional[str] = None", "note: str | None = None", id="optional"),
    pytest.param("note: Union[str, int]", "note: str | int", id="union"),
    pytest.param("items: list[Order]", "items: Batch", id="alias"),
    pytest.param("items: 'List[Order]'", "items: List['Order']", id="forward reference"),
]


@pytest.mark.parametrize("implemented", [(), ("self, a: str",)], ids=["no implementation", "the same"])
def test_nothing_differs(tmp_path: Path, implemented: tuple[str, ...]) -> None:
    signature = served(tmp_path, "self, a: str", *implemented)
    assert (spoken(signature), signature.findings) == (["a: str"], ())


@pytest.mark.parametrize(("declared", "implemented"), SPELLINGS)
def test_another_spelling_is_no_difference(tmp_path: Path, declared: str, implemented: str) -> None:
    signature = served(tmp_path, f"self, {declared}", f"self, {implemented}", f"self, {declared}")
    assert (spoken(signature), signature.findings) == ([declared.replace("'", "")], ())


@pytest.mark.parametrize(
    ("declared", "implemented"),
    [
        pytest.param("a: str", "a: str | None = None", id="type and default"),
        pytest.param("a: int = 1", "a: int = 2", id="default"),
        pytest.param("a: str", "a: Annotated[str, Depends(f)]", id="a dependency"),
        pytest.param("a: str", "a: Own", id="a type that models.py may not import"),
        pytest.param("a: Kind", "a: Kind = NOT_GIVEN", id="a sentinel"),
    ],
)
def test_another_type_or_default(tmp_path: Path, declared: str, implemented: str) -> None:
    signature = served(tmp_path, f"self, {declared}", f"self, {implemented}")
    assert spoken(signature) == [implemented]
    assert told(signature.findings) == [("LRC103", LINE, f"`{declared}` in the Protocol, Alpha has `{implemented}`")]


def test_several_implementations_that_agree(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, note: Optional[str] = None", "self, note: str", "self, note: str")
    assert spoken(signature) == ["note: str"]
    message = "`note: Optional[str] = None` in the Protocol, Alpha, Beta has `note: str`"
    assert told(signature.findings) == [("LRC103", LINE, message)]


def test_another_name(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, note: Optional[str] = None", "self, text: str | None = None")
    assert spoken(signature) == ["text: Optional[str] = None"]
    assert told(signature.findings) == [("LRC103", LINE, "`note` is served as `text` by Alpha")]


def test_only_in_the_protocol(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, name: str, note: str | None = None", "self, name: str", "self, name: str")
    assert spoken(signature) == ["name: str"]
    message = "`note: str | None = None` is only in the Protocol, not in Alpha, Beta"
    assert told(signature.findings) == [("LRC103", LINE, message)]


def test_only_in_the_implementations(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, a: str", "self, a: str, page: int = 1", "self, a: str, page: int = 1")
    assert spoken(signature) == ["a: str", "page: int = 1"]
    (finding,) = signature.findings
    assert told([finding]) == [("LRC103", LINE, "`page: int = 1` is only in the implementation (Alpha, Beta)")]
    assert finding.place == Place(finding.place.path.with_name("alpha.py"), LINE, 31)
