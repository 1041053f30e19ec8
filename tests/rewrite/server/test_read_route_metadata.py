import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.server.read_route_metadata import read_route_metadata

REGISTRY = "lab.core.server.routers"
IMPORT = f"from {REGISTRY} import route_metadata\n"


def check(before: str, after: str) -> None:
    check_rewrite(lambda text: read_route_metadata(text, REGISTRY), before, after)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("import inspect\n\nprint(inspect)\n", id="no-read"),
        pytest.param('# __webmethods__\nx = "__webmethods__"\n', id="comment-and-string"),
        pytest.param('hasattr(f, "__doc__")\nf.__webmethods()\n', id="other-attributes"),
        pytest.param('f.hasattr("__webmethods__")\n', id="method"),
        pytest.param("f.__webmethods__ = []\n", id="write"),
        pytest.param("x, f.__webmethods__ = 1, []\n", id="write-of-two"),
        pytest.param("f.__webmethods__: list = []\n", id="annotated-write"),
        pytest.param("f.__webmethods__ += [1]\n", id="augmented-write"),
        pytest.param("del f.__webmethods__, f.__webmethod__\n", id="deletion"),
        pytest.param(
            "def webmethod():\n    pass\n\n\ndef wrap(f):\n    f.__webmethods__.append(1)\n", id="the-decorator-itself"
        ),
    ],
)
def test_noop(text: str) -> None:
    check(text, text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('hasattr(f, "__webmethod__")', "route_metadata(f)", id="hasattr"),
        pytest.param('hasattr(f, "__webmethods__")', "route_metadata(f)", id="hasattr-list"),
        pytest.param('getattr(f, "__webmethods__", [])', "route_metadata(f)", id="getattr-list"),
        pytest.param('getattr(f, "__webmethods__")', "route_metadata(f)", id="getattr-list-without-default"),
        pytest.param(
            'getattr(op.func, "__webmethod__", None)', "(route_metadata(op.func) or [None])[-1]", id="getattr"
        ),
        pytest.param("f.__webmethods__", "route_metadata(f)", id="attribute-list"),
        pytest.param("f.__webmethod__.level", "route_metadata(f)[-1].level", id="attribute"),
        pytest.param("(f.__webmethods__)", "(route_metadata(f))", id="parentheses"),
        pytest.param(
            'not hasattr(getattr(a, "é"), "__webmethod__")', 'not route_metadata(getattr(a, "é"))', id="other-inside"
        ),
        pytest.param(
            'hasattr(f.__webmethods__[0].func, "__webmethod__")',
            "route_metadata(route_metadata(f)[0].func)",
            id="read-inside-a-read",
        ),
        pytest.param("[f.__webmethod__ for f in a]", "[route_metadata(f)[-1] for f in a]", id="in-a-comprehension"),
        pytest.param('f"{f.__webmethod__}"', 'f"{route_metadata(f)[-1]}"', id="in-a-format"),
    ],
)
def test_reads(before: str, after: str) -> None:
    start = "import inspect\n\n\ndef read(f, op, a):\n    return "
    text = f"{start}{before}  # why\n"
    check(text, text.replace("import inspect\n", f"import inspect\n{IMPORT}").replace(before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("f.__webmethods__[0] = 1\n", "route_metadata(f)[0] = 1\n", id="item"),
        pytest.param("f.__webmethod__.x = 1\n", "route_metadata(f)[-1].x = 1\n", id="attribute"),
        pytest.param("g.x = f.__webmethods__\n", "g.x = route_metadata(f)\n", id="value"),
    ],
)
def test_what_is_read_to_write_elsewhere(before: str, after: str) -> None:
    check(before, IMPORT + after)


def test_where_statements_stand() -> None:
    before = """class Table:
    if any(hasattr(f, "__webmethod__") for f in functions):
        pass

    @decorate(f.__webmethods__)
    def find(self, f=f.__webmethods__):
        for g in f.__webmethods__:
            while g.__webmethods__:
                pass
"""
    after = """class Table:
    if any(route_metadata(f) for f in functions):
        pass

    @decorate(route_metadata(f))
    def find(self, f=route_metadata(f)):
        for g in route_metadata(f):
            while route_metadata(g):
                pass
"""
    check(before, IMPORT + after)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("route_metadata = 1\n", id="a constant"),
        pytest.param("def route_metadata(): ...\n", id="a function"),
        pytest.param("def f(route_metadata): ...\n", id="a parameter"),
        pytest.param("def f():\n    route_metadata = 1\n", id="a variable"),
    ],
)
def test_a_name_that_is_taken(other: str) -> None:
    imported = f"from {REGISTRY} import route_metadata as metadata_of_routes\n"
    check(f"{other}x = f.__webmethods__\n", f"{imported}{other}x = metadata_of_routes(f)\n")


def test_comments_inside_a_read() -> None:
    before = """x = getattr(
    f,  # the function
    # by its name
    "__webmethods__",
    [],  # none
)
"""
    check(before, f"{IMPORT}x = route_metadata(f  # the function\n# by its name\n# none\n)\n")
