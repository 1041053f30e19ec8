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

#: What has been compiled here or by another process, by the hash of the source.
_compiled: dict[str, bytes] = {}


class _Loader(SourceFileLoader):
    # A SourceLoader has a method where typeshed knows of a static one.
    def source_to_code(  # type: ignore[override]
        self, data: Any, path: Any, *args: Any, **options: Any
    ) -> CodeType:
        source = hashlib.sha256(data).hexdigest()
        if source in _compiled:
            return placed(marshal.loads(_compiled[source]), os.fspath(path))
        code: CodeType = super().source_to_code(data, path, *args, **options)
        _compiled[source] = marshal.dumps(code)
        return code


def take_bytecode(file: Path) -> None:
    """From now on modules are not compiled that another process had compiled when it kept the file, if it is there."""
    if file.is_file():
        _compiled.update(marshal.loads(file.read_bytes()))
    loaders = (
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (_Loader, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    )
    sys.path_hooks.insert(0, FileFinder.path_hook(*loaders))
    sys.path_importer_cache.clear()


def keep_bytecode(file: Path) -> None:
    """Write what has been compiled to a file for other processes."""
    file.write_bytes(marshal.dumps(_compiled))
    _compiled.clear()


def placed(code: CodeType, path: str) -> CodeType:
    """The code as that of a file at another path, with all code in it."""
    if code.co_filename == path:
        return code
    constants = tuple(placed(item, path) if isinstance(item, CodeType) else item for item in code.co_consts)
    return code.replace(co_filename=path, co_consts=constants)
