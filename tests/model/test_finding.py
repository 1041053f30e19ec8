from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest

from llama_router_codemod.model.finding import Facts, Finding, Severity
from llama_router_codemod.model.place import Place


@dataclass(frozen=True)
class Note(Facts):
    code = "LRC100"
    what: str


@dataclass(frozen=True)
class Refusal(Facts):
    code = "LRC999"


PLACE = Place(PurePosixPath("a.py"), 7)


@pytest.mark.parametrize(
    ("facts", "code", "severity"),
    [(Note("a"), "LRC100", Severity.NOTE), (Refusal(), "LRC999", Severity.REFUSAL)],
    ids=["note", "refusal"],
)
def test_code_and_severity_are_those_of_the_facts(facts: Facts, code: str, severity: Severity) -> None:
    finding = Finding(PLACE, facts)
    assert (finding.code, finding.severity) == (code, severity)


def test_findings_are_in_the_order_of_place_code_facts_api_method() -> None:
    ordered = [
        Finding(Place(PLACE.path, 6), Refusal(), "z", "z"),
        Finding(PLACE, Note("a")),
        Finding(PLACE, Note("a"), "a"),
        Finding(PLACE, Note("a"), "a", "m"),
        Finding(PLACE, Note("b")),
        Finding(PLACE, Refusal()),
    ]
    backwards = ordered[::-1]
    assert sorted(backwards) == ordered
