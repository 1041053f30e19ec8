"""Explanations are true: each example leads to its finding, and becomes what it says, or is refused no more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from explained_checkouts import (
    ARCHIVE,
    FERRY,
    HARBOUR_NOTES,
    HARBOUR_REFUSALS,
    KEPT_SYSTEM,
    LEFTOVER,
    MIGRATED_HOST,
    PENDING_HOST,
    ROUTED_NOTES,
    ROUTED_REFUSALS,
    Around,
    Files,
    Migrated,
    api_modules,
    called,
    text_of,
)

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import REFUSALS
from llama_router_codemod.report.explanation import code_of, explanation, unknown_code

NOTES = (HARBOUR_NOTES, KEPT_SYSTEM, LEFTOVER, ROUTED_NOTES, ARCHIVE, MIGRATED_HOST, FERRY)
REFUSED = {**HARBOUR_REFUSALS, **ROUTED_REFUSALS, "LRC918": FERRY}
OF_THEIR_OWN = {"LRC917", *REFUSED, *(code for around in NOTES for code in around.replaced)}
API_NOTES, API_REFUSALS = (
    sorted(code for code in CATALOGUE.keys() - OF_THEIR_OWN if code.startswith(REFUSALS) is refused)
    for refused in (False, True)
)


def examples(codes: Iterable[str], which: str) -> dict[str, Files]:
    return {code: getattr(explanation(code), which) for code in codes}


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    return api_modules(tmp_path_factory.mktemp("notes"), examples(API_NOTES, "before"))


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    return api_modules(tmp_path_factory.mktemp("refusals"), examples(API_REFUSALS, "before"))


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    return api_modules(tmp_path_factory.mktemp("mended"), examples(API_REFUSALS, "after"))


def codes_at(migrated: Migrated, code: str) -> set[str]:
    """What is found in the files of an example."""
    paths = [called(path, code) for path in explanation(code).before]
    return {found for found, place in migrated.found if any(path.startswith(place) for path in paths)}


@pytest.mark.parametrize("code", API_NOTES)
def test_an_api_with_a_finding(noted: Migrated, code: str) -> None:
    assert code in codes_at(noted, code)
    for path, piece in explanation(code).after.items():
        assert piece in text_of(noted.root / called(path, code)).replace(code.lower(), "agents")


@pytest.mark.parametrize("code", API_REFUSALS)
def test_an_api_that_is_refused_and_mended(refused: Migrated, mended: Migrated, code: str) -> None:
    assert code in codes_at(refused, code)
    assert code not in mended.codes


@pytest.mark.parametrize("around", NOTES, ids=lambda around: "-".join(around.replaced))
def test_a_checkout_with_findings(tmp_path: Path, around: Around) -> None:
    found = around.migrated(tmp_path / "tree", examples(around.replaced, "before"))
    assert around.replaced.keys() - found.codes == set()
    said = examples([code for code in around.replaced if not code.startswith(REFUSALS)], "after")
    unsaid = [
        (code, path) for code, files in said.items() for path, piece in files.items() if not found.says(path, piece)
    ]
    assert unsaid == []


@pytest.mark.parametrize("code", REFUSED)
def test_a_checkout_that_is_refused_and_mended(tmp_path: Path, code: str) -> None:
    before = REFUSED[code].migrated(tmp_path / "before", examples([code], "before"))
    assert code in before.codes
    assert code not in REFUSED[code].mended(tmp_path / "after", code, explanation(code).after).codes


def test_a_host_that_is_migrated_first(tmp_path: Path) -> None:
    pending = PENDING_HOST.migrated(tmp_path / "pending", examples(["LRC917"], "before"))
    assert "LRC917" in pending.codes
    migrated = MIGRATED_HOST.migrated(tmp_path / "migrated", {})
    assert "LRC917" not in migrated.codes
    ((path, piece),) = explanation("LRC917").after.items()
    assert migrated.says(path, piece)


def test_each_code_has_one() -> None:
    directory = Path(explanation.__code__.co_filename).parent / "explanations"
    assert {file.stem for file in directory.iterdir()} == CATALOGUE.keys()


@pytest.mark.parametrize(("text", "code"), [("LRC104", "LRC104"), ("lrc104", "LRC104"), ("104", "LRC104")])
def test_a_code(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize("text", ["LRC199", "LRC10", "1040", "LRC104.py", ""])
def test_no_code(text: str) -> None:
    assert code_of(text) is None


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        pytest.param("LRC1004", "Did you mean LRC104", id="a digit too many"),
        pytest.param("nothing", "The codes are LRC", id="nothing like it"),
    ],
)
def test_an_unknown_code(text: str, remedy: str) -> None:
    error = unknown_code(text)
    assert error.message == f"{text}: no code of a finding, and no file"
    assert error.remedy is not None
    assert error.remedy.startswith(remedy)
