"""LRC104: where implementations disagree about a parameter, the Protocol's declaration is kept."""

from pathlib import Path

import pytest
from implemented_methods import LINE, served, spoken
from trees import told


def test_one_implementation_cannot_disagree(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, a: str", "self, a: str")
    assert (spoken(signature), signature.findings) == (["a: str"], ())


def test_another_spelling_is_no_disagreement(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, a: List[Order]", "self, a: list[Order]", "self, a: Batch")
    assert (spoken(signature), signature.findings) == (["a: List[Order]"], ())


@pytest.mark.parametrize(
    ("declared", "implemented", "others"),
    [
        pytest.param("a: str", ("a: int", "a: float"), "Alpha has `a: int`; Beta has `a: float`", id="both"),
        pytest.param("a: str", ("a: str", "a: int"), "Beta has `a: int`", id="one"),
        pytest.param(
            "a: List[Order]", ("a: list[Order]", "a: Dict[str, Any]"), "Beta has `a: Dict[str, Any]`", id="a spelling"
        ),
    ],
)
def test_type_or_default(tmp_path: Path, declared: str, implemented: tuple[str, ...], others: str) -> None:
    signature = served(tmp_path, f"self, {declared}", *(f"self, {item}" for item in implemented))
    assert spoken(signature) == [declared]
    assert told(signature.findings) == [("LRC104", LINE, f"`{declared}` in the Protocol, {others}")]


def test_one_lacks_it(tmp_path: Path) -> None:
    signature = served(
        tmp_path, "self, name: str, note: str = ''", "self, name: str", "self, name: str, note: str = ''"
    )
    assert spoken(signature) == ["name: str", "note: str = ''"]
    message = "`note: str = ''` is only in the Protocol, not in Alpha"
    assert told(signature.findings) == [("LRC104", LINE, message)]


def test_some_have_it_and_the_protocol_does_not(tmp_path: Path) -> None:
    pages = ("self, note: str, page: int = 1", "self, note: str, page: str = ''")
    signature = served(tmp_path, "self, note: str", "self, note: str", *pages)
    assert spoken(signature) == ["note: str"]
    message = "Beta has `page: int = 1`; Gamma has `page: str = ''`, which the Protocol and other implementations lack"
    assert told(signature.findings) == [("LRC104", LINE, message)]


def test_an_open_signature_decides_nothing(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, name: str, note: str = ''", "self, **kwargs: Any")
    assert (spoken(signature), signature.findings) == (["name: str", "note: str = ''"], ())
