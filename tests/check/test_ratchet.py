from pathlib import Path

import pytest
from remaining_uses import remaining

from llama_router_codemod.check.ratchet import allowed_by_file
from llama_router_codemod.check.result import Allowed, CheckResult
from llama_router_codemod.model.errors import InputError

LEFT = CheckResult(scanned=1, remaining=[remaining(), remaining("b.py", None, None)])
ENTRIES = ["agents A.f", "b.py f"]


def said(path: Path, *, is_updated: bool = False) -> Allowed | None:
    return allowed_by_file(LEFT, path, is_updated=is_updated).ratchet


def listed(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_it_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such ratchet"):
        said(tmp_path / "list")


def test_it_is_written_with_all_that_is_left(tmp_path: Path) -> None:
    path = tmp_path / "list"
    assert said(path, is_updated=True) == Allowed(new=[], gone=[])
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"] == ENTRIES
    assert said(path) == Allowed(new=[], gone=[])


def test_new_and_gone(tmp_path: Path) -> None:
    path = listed(tmp_path / "list", "# still\n\nagents A.f\nagents A.g\n")
    assert said(path) == Allowed(new=["b.py f"], gone=["agents A.g"])


def test_an_update_only_removes(tmp_path: Path) -> None:
    path = listed(tmp_path / "list", "# still\n\nagents A.g\n  agents A.f\n")
    assert said(path, is_updated=True) == Allowed(new=["b.py f"], gone=[])
    assert path.read_text(encoding="utf-8") == "# still\n\n  agents A.f\n"


def test_an_update_of_what_is_up_to_date_writes_nothing(tmp_path: Path) -> None:
    path = listed(tmp_path / "list", "agents A.f\nb.py f")
    before = path.stat().st_mtime_ns
    assert said(path, is_updated=True) == Allowed(new=[], gone=[])
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("is_updated", [False, True])
def test_another_text_is_not_cut(tmp_path: Path, is_updated: bool) -> None:
    text = "agents A.f\n\n# Notes\n\nDo not lose this.\n"
    path = listed(tmp_path / "list", text)
    with pytest.raises(InputError) as caught:
        said(path, is_updated=is_updated)
    assert str(caught.value) == (f"{path}:5: is no line of a ratchet\nName a file that --update-ratchet has written.")
    assert path.read_text(encoding="utf-8") == text


def test_entries_of_odd_files(tmp_path: Path) -> None:
    assert said(listed(tmp_path / "list", "a b/ü.py -\nagents f\n")) == Allowed(
        new=sorted(ENTRIES), gone=["a b/ü.py -", "agents f"]
    )


def test_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"\xff")
    with pytest.raises(InputError, match="list: not UTF-8"):
        said(tmp_path / "list")
    (tmp_path / "device").symlink_to("/dev/zero")
    with pytest.raises(InputError, match="device: is no regular file"):
        said(tmp_path / "device", is_updated=True)


@pytest.mark.parametrize(("place", "reason"), [(".", "Is a directory"), ("missing/list", "No such file or directory")])
def test_where_none_can_be_written(place: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / place
    with pytest.raises(InputError) as caught:
        said(path, is_updated=True)
    assert str(caught.value) == f"{path}: no ratchet can be written here ({reason})\nName a text file."
