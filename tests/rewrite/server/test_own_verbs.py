import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.server.own_verbs import list_own_verbs

REGISTRY = "lab.core.server.routers"
IMPORT = f"from {REGISTRY} import RouteMetadata\n"


def check(before: str, after: str) -> None:
    check_rewrite(lambda text: list_own_verbs(text, REGISTRY), before, after)


def test_noop_without_a_choice() -> None:
    check("", "")
    check('x = "POST"\n', 'x = "POST"\n')


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('if m.method == "GET":\n    v = 1\nelse:\n    v = 2\n', id="other values"),
        pytest.param('if m == "GET":\n    v = "GET"\nelse:\n    v = "POST"\n', id="no metadata"),
        pytest.param('v = m.method if m.method else "GET"\n', id="another verb"),
        pytest.param('v = m.verb if m.method in x else "POST"\n', id="another attribute"),
    ],
)
def test_noop(text: str) -> None:
    check(text, text)


CHOICE = """\
for mark in marks:
    # as declared
    if mark.method == {get}:
        verb = {get}
    elif mark.method == {delete}:
        verb = {delete}{own}
    else:
        verb = {post}  # and all others
"""
OWN = """
    elif isinstance(mark, RouteMetadata):
        verb = mark.method"""


@pytest.mark.parametrize(
    ("verbs", "own"),
    [
        pytest.param(
            {"get": "hdrs.METH_GET", "delete": "hdrs.METH_DELETE", "post": "hdrs.METH_POST"}, OWN, id="aiohttp"
        ),
        pytest.param({"get": '"GET"', "delete": '"DELETE"', "post": '"POST"'}, OWN, id="upper case"),
        pytest.param({"get": '"get"', "delete": '"delete"', "post": '"post"'}, f"{OWN}.lower()", id="lower case"),
    ],
)
def test_a_chain(verbs: dict[str, str], own: str) -> None:
    check(CHOICE.format(**verbs, own=""), IMPORT + CHOICE.format(**verbs, own=own))


def test_an_expression() -> None:
    choice = 'verb = m.method if {}m.method in ("GET", "DELETE") else "POST"  # GET, DELETE\n'
    check(choice.format(""), IMPORT + choice.format("isinstance(m, RouteMetadata) or "))
