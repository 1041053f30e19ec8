import pytest

from llama_router_codemod.rewrite.server.route_metadata import read_route_metadata

REGISTRY = "lab.core.server.routers"
IMPORT = f"from {REGISTRY} import route_metadata\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import inspect\n\nprint(inspect)\n", id="no-read"),
        pytest.param('# __webmethods__\nx = "__webmethods__"\n', id="comment-and-string"),
        pytest.param("f.__webmethods__ = []\n", id="write"),
        pytest.param(
            "def webmethod():\n    pass\n\n\ndef wrap(f):\n    f.__webmethods__.append(1)\n", id="the-decorator-itself"
        ),
    ],
)
def test_noop(text: str) -> None:
    assert read_route_metadata(text, REGISTRY) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('hasattr(f, "__webmethod__")', "route_metadata(f)", id="hasattr"),
        pytest.param('hasattr(f, "__webmethods__")', "route_metadata(f)", id="hasattr-list"),
        pytest.param('getattr(f, "__webmethods__", [])', "route_metadata(f)", id="getattr-list"),
        pytest.param(
            'getattr(op.func, "__webmethod__", None)', "(route_metadata(op.func) or [None])[-1]", id="getattr"
        ),
        pytest.param("f.__webmethods__", "route_metadata(f)", id="attribute-list"),
        pytest.param("f.__webmethod__.level", "route_metadata(f)[-1].level", id="attribute"),
        pytest.param(
            'not hasattr(getattr(a, "é"), "__webmethod__")', 'not route_metadata(getattr(a, "é"))', id="nested"
        ),
    ],
)
def test_reads(before: str, after: str) -> None:
    start = "import inspect\n\n\ndef read(f, op, a):\n    return "
    text = f"{start}{before}  # why\n"
    expected = text.replace("import inspect\n", f"import inspect\n{IMPORT}").replace(before, after)
    assert read_route_metadata(text, REGISTRY) == expected
    assert read_route_metadata(expected, REGISTRY) == expected
