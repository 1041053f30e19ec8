"""LRC303: a program reads the docstrings of routed methods."""

from pathlib import Path

import pytest
from trees import told, tree

from llama_router_codemod.rewrite.server.docstring_reader import docstring_readers

READER = "import inspect\n\n\ndef texts(method):\n    return method.__webmethod__, inspect.getdoc(method)\n"


def found(root: Path, path: str, source: str) -> list[tuple[str, int, str]]:
    return told(docstring_readers(tree(root, {path: source})))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        pytest.param("docs/generator.py", "x = method.__webmethod__\n", id="no docstrings"),
        pytest.param("docs/generator.py", "x = method.__doc__\n", id="no routes"),
        pytest.param("pkg/apis/generator.py", READER, id="among the APIs"),
    ],
)
def test_no_reader(tmp_path: Path, path: str, source: str) -> None:
    assert found(tmp_path, path, source) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("inspect.getdoc(method)", "inspect.getdoc(method)"),
        ("inspect.getdoc(method)", "method.__doc__"),
        ("inspect.getdoc(method)", "parse_docstring(method)"),
        ("method.__webmethod__", "route_metadata(method)"),
    ],
)
def test_a_reader(tmp_path: Path, old: str, new: str) -> None:
    assert found(tmp_path, "docs/generator.py", READER.replace(old, new)) == [("LRC303", 5, "`docs.generator`")]
