"""parse_docstring against the legacy parser itself, on every docstring that the legacy generator could read."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import libcst as cst
import pytest
from migrated_copy import VERSIONS

from llama_router_codemod.parse.docstrings import parse_docstring

# strong_typing is imported as a package of its own: llama_stack/__init__.py needs the dependencies of the whole server.
# The path goes last, as the directory holds modules with common names.
LEGACY_PARSER = """
import json, sys
sys.path.append(sys.argv[1])
from strong_typing.docstring import parse_text

def as_json(text):
    doc = parse_text(text)
    return {
        "short": doc.short_description,
        "long": doc.long_description,
        "params": [[name, param.description] for name, param in doc.params.items()],
        "returns": doc.returns.description if doc.returns else None,
        "raises": [[name, error.description] for name, error in doc.raises.items()],
    }

json.dump([as_json(text) for text in json.load(sys.stdin)], sys.stdout)
"""


@pytest.mark.real
@pytest.mark.parametrize("version", VERSIONS)
def test_equals_the_legacy_parser(version: str, release_tree: Callable[..., Path]) -> None:
    package = release_tree(version) / "llama_stack"
    texts = [text for path in sorted((package / "apis").rglob("*.py")) for text in docstrings_of(path)]
    print(f"llama-stack {version}: {len(texts)} docstrings")
    assert len(texts) > 400
    assert [as_json(text) for text in texts] == legacy_results(package, texts)


def docstrings_of(path: Path) -> Iterator[str]:
    """The docstring values of all classes and functions; libcst reads newer syntax than the running Python."""
    found: list[str] = []

    class Collector(cst.CSTVisitor):
        def visit_ClassDef(self, node: cst.ClassDef) -> None:
            found.append(node.get_docstring(clean=False) or "")

        def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
            found.append(node.get_docstring(clean=False) or "")

    cst.parse_module(path.read_bytes()).visit(Collector())
    return filter(None, found)


def as_json(text: str) -> dict[str, Any]:
    doc = parse_docstring(text)
    return {
        "short": doc.short,
        "long": doc.long,
        "params": [list(item) for item in doc.params.items()],
        "returns": doc.returns,
        "raises": [list(item) for item in doc.raises.items()],
    }


def legacy_results(package: Path, texts: list[str]) -> Any:
    command = [sys.executable, "-c", LEGACY_PARSER, str(package)]
    run = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
