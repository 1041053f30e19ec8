"""One run at a time: the lock that a run which writes holds from its first look at a checkout to its last byte."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.directory import require_directory


@contextmanager
def write_lock(root: Path) -> Iterator[None]:
    """Holds the lock of the directory `root`; the system frees it when the process ends, however it ends.

    Raises InputError when there is no such directory, and when another run has its lock. Where the file system has no
    locks for directories, the check of each file's content before it is replaced has to do.
    """
    require_directory(root)
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError(
                f"{root}: another run is at work in this checkout", "Wait until it has ended, then run again."
            ) from error
        except OSError:  # NFS, for one, locks only what is open for writing
            pass
        yield
    finally:
        os.close(descriptor)
