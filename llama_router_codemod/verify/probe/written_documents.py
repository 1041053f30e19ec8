"""Runs the program that writes the published documents of a tree, and prints them as JSON.

    python -I written_documents.py MODULE DIRECTORY BYTECODE ROOT...

Runs alone, in the tree's own interpreter, which has the YAML library that the program uses. What the file BYTECODE has,
if it is there, is not compiled.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import runpy
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


def main(module: str, directory: str, bytecode: str, *roots: str) -> None:
    """Write the documents into a directory, and print what they say by the name of their files."""
    gc.disable()
    _take_bytecode(Path(bytecode))
    sys.path[:0] = roots
    sys.argv = [module, directory]
    sys.dont_write_bytecode = True
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    files = sorted(path for path in Path(directory).rglob("*") if path.suffix in {".json", ".yaml", ".yml"})
    print(json.dumps({path.relative_to(directory).as_posix(): _content(path) for path in files}, default=str))


def _take_bytecode(file: Path) -> None:
    """As bytecode.py beside this does, whose package is not on the path here."""
    spec = spec_from_file_location("bytecode_of_the_probe", Path(__file__).with_name("bytecode.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.take_bytecode(file)


def _content(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    try:
        yaml = import_module("yaml")
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except ImportError:
        return import_module("ruamel.yaml").YAML(typ="safe").load(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
