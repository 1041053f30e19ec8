from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO, Any

import pytest

from llama_router_codemod.tree.contents import Contents

A, B, C = map(PurePosixPath, ("a.py", "b.py", "c.py"))


def counting(said: dict[PurePosixPath, bytes]) -> tuple[Contents, list[PurePosixPath]]:
    """The contents of files, and which of them were read."""
    read: list[PurePosixPath] = []

    def reading(path: PurePosixPath) -> bytes:
        read.append(path)
        return said[path]

    return Contents(said, reading), read


def test_each_file_is_read_once_when_it_is_asked_for() -> None:
    said = {B: b"b", A: b"a"}
    contents, read = counting(said)
    assert (list(contents), len(contents), A in contents, C in contents, read) == ([A, B], 2, True, False, [])
    assert (contents[A], contents.get(C)) == (b"a", None)
    said[A] = said[B] = b"changed on the disk"
    assert (contents[A], contents[B], contents[A]) == (b"a", b"changed on the disk", b"a")
    assert read == [A, B]
    with pytest.raises(KeyError):
        contents[C]


def test_what_is_put_by_says_the_same() -> None:
    said = {A: b"a" * 10_000, B: b"", C: b"c"}
    contents, read = counting(dict(said))
    for path in (A, B, A):
        contents.put_by(path)
    assert (dict(contents), read) == (said, [A, B, C])
    contents.put_by(C)
    assert (dict(contents), read) == (said, [A, B, C])


def test_what_is_put_by_is_not_in_memory() -> None:
    data = b"a" * 10_000
    contents, _ = counting({A: data})
    assert contents[A] is contents[A]
    contents.put_by(A)
    assert contents[A] is not contents[A]


class Full:
    """A disk that takes the first bytes only."""

    def __init__(self, written: Callable[[], int]) -> None:
        self.written = written

    def seek(self, place: int) -> int:
        return place

    def write(self, data: bytes) -> int:
        return self.written()

    def close(self) -> None:
        pass


def fails() -> int:
    raise OSError("no space left")


def no_file(**options: Any) -> IO[bytes]:
    raise FileNotFoundError("no directory for temporary files")


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda **options: Full(lambda: 1), id="half of it is written"),
        pytest.param(lambda **options: Full(fails), id="nothing is written"),
        pytest.param(no_file, id="no temporary file"),
    ],
)
def test_what_the_disk_has_no_place_for_stays_in_memory(monkeypatch: pytest.MonkeyPatch, made: Any) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", made)
    contents, read = counting({A: b"aa", B: b"bb"})
    contents.put_by(A)
    contents.put_by(B)
    assert (dict(contents), read) == ({A: b"aa", B: b"bb"}, [A, B])


def test_saying_something_else() -> None:
    said = {A: b"a", B: b"b", C: b"c"}
    contents, read = counting(dict(said))
    for path in (A, B):
        contents.put_by(path)
    new = PurePosixPath("new.py")
    changed = contents.saying({A: b"other", B: None, new: b"new"})
    assert dict(changed) == {A: b"other", C: b"c", new: b"new"}
    assert changed[C] is contents[C]
    again = changed.saying({B: b"back", C: None})
    assert dict(again) == {A: b"other", B: b"back", new: b"new"}
    again.put_by(A)
    assert (dict(contents), dict(again)[A], read) == (said, b"other", [A, B, C])
