"""LRC107: a parameter has no type in the implementation."""

from pathlib import Path

import pytest
from implemented_methods import LINE, served, spoken
from trees import told


@pytest.mark.parametrize("implemented", [(), ("self, a: str",), ("self, a", "self, a: str")])
def test_a_type(tmp_path: Path, implemented: tuple[str, ...]) -> None:
    signature = served(tmp_path, "self, a: str", *implemented)
    assert spoken(signature) == ["a: str"]
    assert [item.code for item in signature.findings if item.code == "LRC107"] == []


def test_no_type(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, a: str", "self, a", "self, a")
    assert spoken(signature) == ["a: "]
    assert told(signature.findings) == [("LRC107", LINE, "Alpha, Beta takes `a` without a type")]
