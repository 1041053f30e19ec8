from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.check.machinery import machinery


def names(root: Path, source: str) -> list[tuple[int, int, str]]:
    found = machinery(tree(root, {"pkg/schema_utils.py": "", "pkg/module.py": source}))
    return [(item.line, item.column, item.name) for item in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("# webmethod\n'a webmethod'\n", [], id="comments and texts"),
        pytest.param("'webmethods'\n", [(1, 1, "webmethods")], id="a name as a string"),
        pytest.param("from a import webmethod as w\n", [(1, 15, "webmethod")], id="an import"),
        pytest.param("import a.webmethod\n", [(1, 8, "webmethod")], id="a module"),
        pytest.param("class WebMethod: ...\n", [(1, 1, "WebMethod")], id="a class"),
        pytest.param(
            "def get_webmethods(web_method): ...\n", [(1, 1, "get_webmethods"), (1, 20, "web_method")], id="a function"
        ),
        pytest.param("f.__webmethod__.a\n", [(1, 1, "__webmethod__")], id="an attribute"),
        pytest.param("getattr(f, '__webmethods__', [])\n", [(1, 12, "__webmethods__")], id="the name of an attribute"),
        pytest.param("f(webmethod=1)\n", [(1, 3, "webmethod")], id="a keyword"),
        pytest.param("webmethod; webmethod\nwebmethod\n", [(1, 1, "webmethod"), (2, 1, "webmethod")], id="once a line"),
    ],
)
def test_names(tmp_path: Path, source: str, expected: list[tuple[int, int, str]]) -> None:
    assert names(tmp_path, source) == expected


def test_lines_that_are_told_of_already(tmp_path: Path) -> None:
    path = PurePosixPath("pkg/module.py")
    symbols = tree(tmp_path, {"pkg/schema_utils.py": "", str(path): "webmethod\na.b(\n    c\n).webmethod\nwebmethod\n"})
    assert [item.line for item in machinery(symbols)] == [1, 2, 5]
    assert [item.line for item in machinery(symbols, {(path, 1), (path, 2)})] == [5]
    assert [item.line for item in machinery(symbols, {(path, 5)})] == [1, 2]
