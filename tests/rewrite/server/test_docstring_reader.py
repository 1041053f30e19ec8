"""LRC303: a program reads the docstrings of routed methods, whose texts moved."""

from pathlib import Path

import pytest
from trees import agents_tree, tree

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
        pytest.param("docs/spec.py", "# f.__webmethods__\nprint(f.__doc__)\n", id="the routes in a comment"),
        pytest.param("docs/spec.py", '"""f.__webmethods__"""\nprint(f.__doc__)\n', id="the routes in a docstring"),
        pytest.param("docs/spec.py", "f.__webmethods__  # not f.__doc__\n", id="the docstrings in a comment"),
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
    assert (str(found[0]), found[1]) == ("docs/spec.py:3:7", DocstringReader("docs.spec"))


PROTOCOL = """\
class Agents(Protocol):
    \"\"\"Agents.\"\"\"

    @webmethod("/agents", "GET")
    async def find(self) -> int: ...
"""


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("print(Agents.__doc__)\n", None, id="the text of the class"),
        pytest.param("print(inspect.getdoc(Agents))\n", None, id="asked for"),
        pytest.param("print(__doc__, vars(Agents))\n", None, id="that of the module"),
        pytest.param("print(Agents.find.__doc__)\n", 3, id="a method"),
        pytest.param("print(inspect.getdoc(Agents.find))\n", 3, id="a method is asked for it"),
        pytest.param("print(inspect.getsource(Agents))\n", 3, id="the source of the class"),
        pytest.param("for f in inspect.getmembers(Agents):\n    print(f.__doc__)\n", 4, id="all methods"),
        pytest.param("for f in vars(Agents):\n    print(inspect.getsource(f))\n", 4, id="the source of all"),
    ],
)
def test_a_reader_of_protocols(tmp_path: Path, source: str, line: int | None) -> None:
    text = f"import inspect\nfrom pkg.apis.agents import Agents\n{source}"
    found = docstring_readers(agents_tree(tmp_path, PROTOCOL, {"docs/spec.py": text}))
    assert [item.place.line for item in found] == ([line] if line else [])


def test_a_reader_of_another_class(tmp_path: Path) -> None:
    text = "import inspect\nfor f in inspect.getmembers(Other):\n    print(f.__doc__)\n"
    assert list(docstring_readers(agents_tree(tmp_path, PROTOCOL, {"docs/spec.py": text}))) == []
