"""The script that runs the program of a tree, as it is started: alone, in the tree's interpreter."""

from __future__ import annotations

import json
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
RUAMEL = """\
class YAML:
    def __init__(self, typ):
        assert typ == "safe"

    def load(self, text):
        return {"read": text}
"""


@pytest.mark.parametrize("library", ["yaml", "ruamel"])
def test_its_documents(tmp_path: Path, library: str) -> None:
    """The YAML library is whichever the tree has: here one of its name that reads anything as one value."""
    if library == "yaml":
        (tmp_path / "yaml.py").write_text("def safe_load(text): return {'read': text}\n", encoding="utf-8")
    else:
        (tmp_path / "yaml.py").write_text("raise ImportError\n", encoding="utf-8")
        (tmp_path / "ruamel").mkdir()
        (tmp_path / "ruamel/yaml.py").write_text(RUAMEL, encoding="utf-8")
    (tmp_path / "write.py").write_text(PROGRAM, encoding="utf-8")
    target = tmp_path / "target"
    target.mkdir()
    command = [sys.executable, "-I", SCRIPT, "write", str(target), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"b.yaml": {"read": "b: [1, 2020-01-01]\n"}, "below/a.json": {"a": 1}}
