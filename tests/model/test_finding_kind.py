"""One row of the catalogue."""

from llama_router_codemod.model.finding_kind import FindingKind


def test_rows_that_say_the_same_are_equal() -> None:
    assert FindingKind("a", "b", {"c": "{d}"}) == FindingKind("a", "b", {"c": "{d}"})
    assert FindingKind("a", "b", {"c": "{d}"}) != FindingKind("a", "b", "{d}")
