from pathlib import PurePosixPath

import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.cleanup.route_words import without_word

PATH = PurePosixPath("lab/server.py")


def rewritten(text: str) -> str:
    return without_word({PATH: text})[PATH]


def test_a_text_without_the_word_stays() -> None:
    check_rewrite(rewritten, "method = 1  # of the web\n", "method = 1  # of the web\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("for webmethod in x: f(webmethod)", "for metadata in x: f(metadata)", id="a variable"),
        pytest.param("a, webmethods = x", "a, all_metadata = x", id="several"),
        pytest.param(
            "key = lambda: [webmethod for webmethod in x]",
            "key = lambda: [metadata for metadata in x]",
            id="a comprehension",
        ),
        pytest.param(
            "def g(webmethod): return webmethod",
            "def g(metadata): return metadata",
            id="a parameter of an inner function",
        ),
        pytest.param(
            'raise ValueError(f"{x} has no webmethod decorators")',
            'raise ValueError(f"{x} has no routes")',
            id="an error",
        ),
        pytest.param('"""Returns (path, webmethod_metadata)."""', '"""Returns (path, metadata)."""', id="a docstring"),
        pytest.param(
            '"""From webmethod-based\n    protocols."""', '"""From protocols."""', id="a docstring of several lines"
        ),
    ],
)
def test_within_a_function(before: str, after: str) -> None:
    check_rewrite(rewritten, f"def f(x):\n    {before}\n", f"def f(x):\n    {after}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("# Get all webmethods", "# Get all routes", id="several"),
        pytest.param("# set in their @webmethod decorator", "# set in their router", id="the decorator"),
        pytest.param("# For legacy @webmethod routes", "# For legacy routes", id="routes"),
        pytest.param("# every `@webmethod` endpoint", "# every endpoint", id="an endpoint"),
        pytest.param("# old webmethod-based route discovery", "# old route discovery", id="what is based on them"),
        pytest.param("# legacy @webmethod-driven listing", "# legacy listing", id="what they drive"),
        pytest.param("# all webmethod-decorated functions", "# all routed functions", id="what they decorate"),
        pytest.param("# the @webmethod methods", "# the routed methods", id="methods"),
        pytest.param("# The webmethod metadata", "# The route metadata", id="what is known of them"),
        pytest.param("#: A WebMethod object.", "#: A RouteMetadata.", id="the class"),
    ],
)
def test_comments(before: str, after: str) -> None:
    assert rewritten(f"x = 1  {before}\n") == f"x = 1  {after}\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("webmethod = 1\n", id="a constant of the module"),
        pytest.param("from importlib.metadata import webmethod\n", id="an import"),
        pytest.param("def webmethod(): ...\n", id="a function"),
        pytest.param("def f(webmethod): return webmethod\n", id="a parameter"),
        pytest.param(
            "@tool\ndef f():\n    @tool\n    def g(webmethod): ...\n", id="a parameter that a decorator reads"
        ),
        pytest.param("f = lambda webmethod: webmethod\n", id="a parameter of a lambda"),
        pytest.param("class A:\n    webmethod: str\n", id="a field"),
        pytest.param("def f(x):\n    class A:\n        webmethod: str\n    return A\n", id="a field of an inner class"),
        pytest.param("def f(x):\n    return x.webmethod\n", id="an attribute"),
        pytest.param("def f(x):\n    return g(webmethod=x)\n", id="a keyword"),
        pytest.param('def f(x):\n    return {"webmethod": x, "a": f"{x} webmethods"}\n', id="strings"),
        pytest.param(
            'def f(x):\n    webmethod = x\n    return eval("webmethod")\n', id="a variable that a string names"
        ),
    ],
)
def test_what_others_may_ask_for_stays(text: str) -> None:
    check_rewrite(rewritten, text, text)


def test_a_name_that_another_module_asks_for_stays() -> None:
    local = "def f(x):\n    webmethod = x\n"
    other = PurePosixPath("lab/client.py")
    texts = {PATH: local, other: "def g(x):\n    return x.webmethod\n"}
    assert without_word(texts) == texts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("metadata = webmethod = x", "metadata = route_facts = x", id="by a variable"),
        pytest.param(
            "metadata = webmethod = route_facts = x", "metadata = described_route = route_facts = x", id="twice"
        ),
        pytest.param(
            "metadata = webmethod = route_facts = described_route = x",
            "metadata = webmethod = route_facts = described_route = x",
            id="all of them",
        ),
        pytest.param("all_webmethod = webmethods = x", "all_webmethod = webmethods = x", id="one name for two"),
    ],
)
def test_a_new_name_that_is_taken(before: str, after: str) -> None:
    assert rewritten(f"def f(x):\n    {before}\n") == f"def f(x):\n    {after}\n"
