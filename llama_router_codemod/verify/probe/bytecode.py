"""Modules compiled once for both trees, whose processes run one interpreter: most of their files are the same.

Nothing is written where the modules are. Bytecode that is there is used as ever.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from pathlib import Path
from types import CodeType
from typing import Any


def share_bytecode(directory: Path) -> None:
    """Keep what is compiled from now on in a directory, and take from there what another process has compiled."""

    class Loader(SourceFileLoader):
        # A SourceLoader has a method where typeshed knows of a static one.
        def source_to_code(  # type: ignore[override]
            self, data: Any, path: Any, *args: Any, **options: Any
        ) -> CodeType:
            file = directory / hashlib.sha256(data).hexdigest()
            try:
                return placed(marshal.loads(file.read_bytes()), os.fspath(path))
            except FileNotFoundError:
                code: CodeType = super().source_to_code(data, path, *args, **options)
                _write(file, marshal.dumps(code))
                return code

    directory.mkdir(parents=True, exist_ok=True)
    loaders = (
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (Loader, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    )
    sys.path_hooks.insert(0, FileFinder.path_hook(*loaders))
    sys.path_importer_cache.clear()


def placed(code: CodeType, path: str) -> CodeType:
    """The code as that of a file at another path, with all code in it."""
    if code.co_filename == path:
        return code
    constants = tuple(placed(item, path) if isinstance(item, CodeType) else item for item in code.co_consts)
    return code.replace(co_filename=path, co_consts=constants)


def _write(file: Path, content: bytes) -> None:
    """The file is there when it is whole: the other process may look for it."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(file)
