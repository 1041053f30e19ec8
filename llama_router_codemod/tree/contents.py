"""What the files of a tree say: each is read once, when it is first asked for, and says the same from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import IO, NamedTuple
from weakref import finalize


class Contents(Mapping[PurePosixPath, bytes]):
    """The bytes of some files by their paths; `read` tells what one says that was not asked for yet."""

    def __init__(self, paths: Iterable[PurePosixPath], read: Callable[[PurePosixPath], bytes]) -> None:
        self._paths = frozenset(paths)
        self._read = read
        self._kept: dict[PurePosixPath, bytes] = {}
        self._put_by: dict[PurePosixPath, _Place] = {}
        self._store = _Store()

    def __getitem__(self, path: PurePosixPath) -> bytes:
        """The bytes of a file. Raises KeyError for another one, and what `read` raises."""
        data = self._kept.get(path)
        if data is not None:
            return data
        if path not in self._paths:
            raise KeyError(path)
        if path in self._put_by:
            return self._store.read(self._put_by[path])
        self._kept[path] = data = self._read(path)
        return data

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(sorted(self._paths))

    def __len__(self) -> int:
        return len(self._paths)

    def put_by(self, path: PurePosixPath) -> None:
        """Keep what a file says on the disk instead of in memory: it is not to be asked for often."""
        place = None if path in self._put_by else self._store.add(self[path])
        if place is not None:
            self._put_by[path] = place
            del self._kept[path]

    def saying(self, contents: Mapping[PurePosixPath, bytes | None]) -> Contents:
        """The same, but for some files that say something else, or are no more where it is None."""
        said = {path: data for path, data in contents.items() if data is not None}
        # What was not read yet says the same in both.
        changed = Contents(self._paths.difference(contents).union(said), self.__getitem__)
        changed._kept, changed._put_by, changed._store = {**self._kept}, {**self._put_by}, self._store
        for path in contents:
            changed._kept.pop(path, None)
            changed._put_by.pop(path, None)
        changed._kept.update(said)
        return changed


class _Place(NamedTuple):
    start: int
    size: int


class _Store:
    """Bytes in a temporary file without a name, which is gone with the last that knows of it."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._end = 0

    def add(self, data: bytes) -> _Place | None:
        """Where the bytes are; None when the disk has no place for them."""
        try:
            if self._file is None:
                from tempfile import TemporaryFile  # which most checkouts are too small for

                self._file = TemporaryFile(buffering=0)  # noqa: SIM115
                finalize(self, self._file.close)
            self._file.seek(self._end)
            if self._file.write(data) != len(data):
                return None
        except OSError:
            return None
        place = _Place(self._end, len(data))
        self._end += len(data)
        return place

    def read(self, place: _Place) -> bytes:
        """The bytes at a place."""
        assert self._file is not None
        self._file.seek(place.start)
        return self._file.read(place.size)
