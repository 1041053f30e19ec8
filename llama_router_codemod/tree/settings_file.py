"""Files of settings, which a stranger may have put into a tree: read with a limit, and never a pipe or a device."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from llama_router_codemod.model.errors import InputError

#: Bytes.
LARGEST = 2 * 1024 * 1024
_MEND = "Mend the file and run again."
# To open a pipe waits for somebody who writes, else. Windows has no such flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)


def settings_text(file: Path) -> str | None:
    """The text of a file of settings; None where there is no file.

    Raises InputError when it is a pipe or a device, or what the system makes up as it is read (`/proc`), when it has
    more than LARGEST bytes, when it is not UTF-8, and when it cannot be read.
    """
    try:
        descriptor = os.open(file, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})", "Check the file's permissions.") from error
    try:
        state = os.fstat(descriptor)
        if stat.S_ISDIR(state.st_mode):
            return None
        if state.st_size > LARGEST:
            raise InputError(f"{file}: has more than {LARGEST} bytes", _MEND)
        data = _all_of(descriptor) if stat.S_ISREG(state.st_mode) else None
    finally:
        os.close(descriptor)
    if data is None or len(data) != state.st_size:
        raise InputError(f"{file}: is no regular file", _MEND)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 (byte {error.start})", _MEND) from error


def _all_of(descriptor: int) -> bytes | None:
    """The bytes of an open file; None for one that has none, and would wait for some."""
    try:
        return os.read(descriptor, LARGEST + 1)
    except BlockingIOError:
        return None
