"""LRC303: a program reads the docstrings of routed methods, whose texts moved."""

from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.model.place import Place
from llama_router_codemod.rewrite.server.docstring_reader import DocstringReader, docstring_readers

BOTH = "for method in methods(Agents):\n    print(method.__webmethods__)\n    print(method.__doc__)\n"


def read(root: Path, path: str, source: str) -> list[tuple[Place, DocstringReader]]:
    return [(item.place, item.facts) for item in docstring_readers(tree(root, {path: source}))]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        pytest.param("docs/spec.py", "", id="nothing"),
        pytest.param("docs/spec.py", "print(f.__webmethods__)\n", id="the routes alone"),
        pytest.param("docs/spec.py", "print(f.__doc__)\n", id="the docstrings alone"),
        pytest.param("docs/spec.py", "from x import route_metadata\nprint(f.__doc__)\n", id="without a call"),
        pytest.param("pkg/apis/spec.py", BOTH, id="among the APIs"),
    ],
)
def test_no_reader(tmp_path: Path, path: str, source: str) -> None:
    assert read(tmp_path, path, source) == []


@pytest.mark.parametrize("routes", ["f.__webmethod__", "f.__webmethods__", "route_metadata(f)"])
@pytest.mark.parametrize(
    "docstring", ["f.__doc__", "inspect.getdoc(f)", "parse_docstring(f)", "parse_type(f)", "parse_text(x)", "Docstring"]
)
def test_a_reader(tmp_path: Path, routes: str, docstring: str) -> None:
    (found,) = read(tmp_path, "docs/spec.py", f"print({routes})\n\nprint({docstring})\n")
    assert (str(found[0]), found[1]) == ("docs/spec.py:3:1", DocstringReader("docs.spec"))
