"""Whole files: reading one, creating one that survives a loss of power, and what else than bytes belongs to it."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE, REGULAR_MODE

_PERMISSIONS = 0o777


@dataclass(frozen=True, slots=True)
class Attributes:
    """Permission bits (read, write and execute, never more), user and group of a file."""

    permissions: int
    user: int
    group: int

    def __post_init__(self) -> None:
        if self.permissions & ~_PERMISSIONS:
            raise ValueError(f"not permission bits: {self.permissions:o}")


def read_attributes(path: Path) -> Attributes:
    """What belongs to a file beside its bytes. Raises OSError when there is none."""
    state = path.stat()
    return Attributes(state.st_mode & _PERMISSIONS, state.st_uid, state.st_gid)


def read_content(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none. Raises OSError when it is no regular file or cannot be read."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            # To read a pipe or a device may take for ever.
            raise OSError(errno.EINVAL, "Is no regular file", str(path))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def create_file(path: Path, content: bytes, attributes: Attributes | None = None, mode: int = REGULAR_MODE) -> None:
    """Write a new file and sync it. Without attributes, `mode` and the umask decide who may use it.

    Raises OSError, FileExistsError for one that is there already.
    """
    with path.open("xb") as file:
        if attributes is not None:
            _set_attributes(path, attributes)
        elif mode == EXECUTABLE_MODE:
            # As git does: who may read, after the umask, may execute.
            created = path.stat().st_mode & _PERMISSIONS
            path.chmod(created | (created & 0o444) >> 2)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _set_attributes(path: Path, attributes: Attributes) -> None:
    path.chmod(attributes.permissions)
    created = path.stat()
    if (created.st_uid, created.st_gid) != (attributes.user, attributes.group):
        # Only the superuser may give files away; to others the file belongs as any that they write.
        with suppress(OSError):
            os.chown(path, attributes.user, attributes.group)


def remove_if_empty(directory: Path) -> bool:
    """Remove a directory unless something is in it; whether it is gone. Raises OSError."""
    try:
        directory.rmdir()
    except FileNotFoundError:
        return True
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    return True


def sync_directory(directory: Path) -> None:
    """Make renames in a directory durable; platforms that cannot open a directory do not need it."""
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
