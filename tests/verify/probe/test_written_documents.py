"""The script that runs the program of a tree, as it is started: alone, in the tree's interpreter."""

from __future__ import annotations

import hashlib
import json
import marshal
import subprocess
import sys
from pathlib import Path

import pytest

import llama_router_codemod.verify.probe.written_documents

SCRIPT = llama_router_codemod.verify.probe.written_documents.__file__
PROGRAM = """\
import pathlib, sys

print("noise", __name__)
target = pathlib.Path(sys.argv[1])
(target / "below").mkdir()
(target / "below/a.json").write_text('{"a": 1}')
(target / "b.yaml").write_text("b: [1, 2020-01-01]\\n")
(target / "c.txt").write_text("no document")
"""
YAML = """\
SafeLoader = None


def load(text, Loader):
    return {Loader or "read": text}
"""
RUAMEL = """\
class YAML:
    def __init__(self, typ):
        assert typ == "safe"

    def load(self, text):
        return {"read": text}
"""


def documents(root: Path, bytecode: Path) -> object:
    (root / "write.py").write_text(PROGRAM, encoding="utf-8")
    (root / "target").mkdir()
    command = [sys.executable, "-I", SCRIPT, "write", str(root / "target"), str(bytecode), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("library", ["yaml", "ruamel"])
def test_its_documents(tmp_path: Path, library: str) -> None:
    """The YAML library is whichever the tree has: here one of its name that reads anything as one value."""
    if library == "yaml":
        (tmp_path / "yaml.py").write_text(YAML, encoding="utf-8")
    else:
        (tmp_path / "yaml.py").write_text("raise ImportError\n", encoding="utf-8")
        (tmp_path / "ruamel").mkdir()
        (tmp_path / "ruamel/yaml.py").write_text(RUAMEL, encoding="utf-8")
    expected = {"b.yaml": {"read": "b: [1, 2020-01-01]\n"}, "below/a.json": {"a": 1}}
    assert documents(tmp_path, tmp_path / "bytecode") == expected


def test_faster_loader(tmp_path: Path) -> None:
    """PyYAML has one if it is built with libyaml."""
    (tmp_path / "yaml.py").write_text(YAML.replace("None", "None\nCSafeLoader = 'fast'"), encoding="utf-8")
    assert documents(tmp_path, tmp_path / "bytecode") == {
        "b.yaml": {"fast": "b: [1, 2020-01-01]\n"},
        "below/a.json": {"a": 1},
    }


def test_what_has_been_compiled(tmp_path: Path) -> None:
    code = compile("import pathlib, sys\npathlib.Path(sys.argv[1], 'a.json').write_text('2')", "write.py", "exec")
    known = {hashlib.sha256(PROGRAM.encode()).hexdigest(): marshal.dumps(code)}
    (tmp_path / "bytecode").write_bytes(marshal.dumps(known))
    assert documents(tmp_path, tmp_path / "bytecode") == {"a.json": 2}
