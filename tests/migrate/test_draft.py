from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.migrate.draft import Draft, FileDraft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place

OLD, OTHER, NEW = (PurePosixPath(f"pkg/{name}.py") for name in ("old", "other", "new"))


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(tree(tmp_path, {str(OLD): "x = 1\n", str(OTHER): "y = 1\n"}).checkout)


def test_nothing_changes_at_first(draft: Draft) -> None:
    assert (draft.files, draft.findings) == ({}, ())
    assert draft.text(OLD) == "x = 1\n"
    assert draft.exists(OLD)
    assert draft.is_of_checkout(OLD)


def test_the_same_text_is_no_edit(draft: Draft) -> None:
    assert draft.edited(OLD, "x = 1\n") is draft


def test_an_edit(draft: Draft) -> None:
    edited = draft.edited(OLD, "x = 2\n")
    assert edited.files == {OLD: FileDraft("x = 2\n")}
    assert (edited.text(OLD), draft.text(OLD)) == ("x = 2\n", "x = 1\n"), "the draft of before stays as it is"
    assert edited.is_of_checkout(OLD)


def test_of_two_edits_the_later_counts(draft: Draft) -> None:
    assert draft.edited(OLD, "x = 2\n").edited(OLD, "x = 3\n").files == {OLD: FileDraft("x = 3\n")}


def test_a_new_file(draft: Draft) -> None:
    assert not draft.exists(NEW)
    created = draft.created({NEW: "z = 1\n"}, like=OLD)
    assert created.files == {NEW: FileDraft("z = 1\n", is_new=True, like=OLD)}
    assert created.exists(NEW)
    assert not created.is_of_checkout(NEW)


def test_a_new_file_that_is_edited_stays_one(draft: Draft) -> None:
    edited = draft.created({NEW: "z = 1\n"}, like=OLD).edited(NEW, "z = 2\n")
    assert edited.files == {NEW: FileDraft("z = 2\n", is_new=True, like=OLD)}


def test_a_file_that_goes_away_has_no_text(draft: Draft) -> None:
    deleted = draft.deleted(OLD)
    assert deleted.files == {OLD: FileDraft(None)}
    assert not deleted.exists(OLD)
    assert not deleted.is_of_checkout(OLD)
    with pytest.raises(KeyError):
        deleted.text(OLD)


def test_a_file_that_never_was_has_no_text(draft: Draft) -> None:
    with pytest.raises(KeyError):
        draft.text(NEW)


def test_findings_are_added(draft: Draft) -> None:
    one, two = (Finding(Place(OLD, line), Facts()) for line in (1, 2))
    assert draft.noted([one]).noted([two]).findings == (one, two)


def test_what_a_file_is_changed_for(draft: Draft) -> None:
    found = draft.edited(OTHER, "y = 2\n").to(Purpose.IMPORTS).edited(OLD, "x = 2\n")
    found = found.created({NEW: ""}).to(Purpose.SPLIT).deleted(OLD).edited(NEW, "z = 1\n").edited(NEW, "z = 2\n")
    assert found.purposes == {
        OTHER: (),
        OLD: (Purpose.IMPORTS, Purpose.SPLIT),
        NEW: (Purpose.IMPORTS, Purpose.SPLIT),
    }
    assert found.edited(OTHER, "y = 2\n") is found
