"""LRC902: a `@webmethod` call that cannot be read."""

from pathlib import Path

import pytest
from refused_apis import AGENTS, check_only_rooms_migrate, check_refused, planned, refusals
from trees import IMPORTS

CONSTANTS = """\
from http import HTTPMethod
from pkg.apis import version
SCOPE = "agents.read"
PREFIX = "/agents"
"""


def module(decorator: str) -> str:
    """A Protocol whose method has a decorator, in line 11, below another."""
    methods = f"    @webmethod('/z')\n    {decorator}\n    async def find(self) -> int: ...\n"
    return f"{IMPORTS}class Agents(Protocol):\n{methods}\n\n{CONSTANTS}"


@pytest.mark.parametrize(
    "decorator",
    [
        '@webmethod("/a", "POST", "v1")',
        "@webmethod(route=PREFIX + f'/{SCOPE}', method=HTTPMethod.POST, level=version.LLAMA_STACK_API_V1)",
        '@webmethod(route="/a", method=None, level=None, deprecated=True, require_authentication=False)',
        '@webmethod(route="/a", required_scope=SCOPE, descriptive_name=NAME)',
        "@other('/a', timeout=3)",
    ],
)
def test_a_decorator_that_can_be_read(tmp_path: Path, decorator: str) -> None:
    assert refusals(planned(tmp_path, {AGENTS: module(decorator)})) == []


ELSEWHERE = [
    pytest.param("def get(x):\n    return webmethod(route=x)\n", "webmethod", id="a function around it"),
    pytest.param("get = partial(webmethod, method='GET')\n", "webmethod", id="a partial one"),
    pytest.param("also = webmethod\n", "webmethod", id="another name"),
    pytest.param("import pkg.schema_utils\n\nAgents.f = pkg.schema_utils.webmethod('/b')(f)\n", None, id="a call"),
]


@pytest.mark.parametrize(("use", "name"), ELSEWHERE)
def test_a_webmethod_that_decorates_no_method(tmp_path: Path, use: str, name: str | None) -> None:
    (found,) = refusals(planned(tmp_path, {AGENTS: module("@webmethod('/a')") + use}))
    message = f"`{name or 'pkg.schema_utils.webmethod'}` declares routes other than as a decorator of a method"
    assert (found[0], found[3]) == ("LRC902", message)


def test_a_decorator_from_elsewhere_that_uses_it(tmp_path: Path) -> None:
    get = "@get('/a')"
    files = {
        "pkg/apis/routes.py": "from pkg.schema_utils import webmethod\n\n\ndef get(x):\n    return webmethod(x)\n",
        AGENTS: f"from pkg.apis.routes import get\n{module(get)}",
    }
    check_refused(
        tmp_path, files, ("LRC902", "agents.py", 12, "`get` declares routes other than as a decorator of a method")
    )


HIDDEN = [
    pytest.param("mark = partial(webmethod, method='GET')\n", "mark", "webmethod", id="a partial one"),
    pytest.param("class Marks:\n    mark = webmethod\n", "Marks.mark", "webmethod", id="an attribute"),
    pytest.param("mark, _ = webmethod, 1\n", "mark", "webmethod", id="one of several"),
    pytest.param("", "getattr(schema_utils, 'webmethod')", "getattr(schema_utils, 'webmethod')", id="by its name"),
    pytest.param("", "load('pkg').webmethod", "load('pkg').webmethod", id="of a module that is loaded"),
    pytest.param("", "hidden.mark", "hidden.mark", id="made elsewhere"),
    pytest.param("", "hidden.TABLE['get']", "hidden.TABLE['get']", id="in a table elsewhere"),
]


@pytest.mark.parametrize(("made", "decorator", "told"), HIDDEN)
def test_an_api_whose_routes_nobody_can_tell(tmp_path: Path, made: str, decorator: str, told: str) -> None:
    source = f"from pkg import hidden\n{IMPORTS}{made}\n\nclass Agents(Protocol):\n    @{decorator}('/a')\n"
    hidden = "from pkg.schema_utils import webmethod as w\n\n\ndef mark(x):\n    return w(x)\n\n\nTABLE = {'get': w}\n"
    migration = planned(tmp_path, {AGENTS: f"{source}    def f(self): ...\n", "pkg/hidden.py": hidden})
    check_only_rooms_migrate(migration)
    (found,) = refusals(migration)
    assert (found[0], found[3]) == ("LRC902", f"`{told}` declares routes other than as a decorator of a method")


DECORATORS = [
    pytest.param("@webmethod", "`@webmethod` without a call", id="bare"),
    pytest.param(
        '@webmethod("/a", "POST", "v1", False, True)', "positional arguments beyond those of the decorator", id="five"
    ),
    pytest.param("@webmethod(*ROUTE)", "positional arguments beyond those of the decorator", id="starred"),
    pytest.param("@webmethod(**ROUTE)", "`**` arguments", id="double starred"),
    pytest.param('@webmethod(route="/a", timeout=3)', "unknown argument `timeout`", id="unknown argument"),
    pytest.param("@webmethod()", "the value of the route is not known", id="no route"),
    pytest.param("@webmethod(route=ROUTE)", "the value of the route is not known", id="route by name"),
    pytest.param('@webmethod(route=f"/{x}")', "the value of the route is not known", id="f-string"),
    pytest.param('@webmethod(route="/a", deprecated=OLD)', "`deprecated` is no literal", id="deprecated by name"),
    pytest.param(
        '@webmethod(route="/a", require_authentication=not x)', "`require_authentication` is no literal", id="computed"
    ),
    pytest.param(
        '@webmethod(route="/a", level=levels.V1)', "the value of the level `levels.V1` is not known", id="level"
    ),
    pytest.param(
        '@webmethod(route="/a", method=hdrs.METH_GET)',
        "the value of the method `hdrs.METH_GET` is not known",
        id="verb",
    ),
    pytest.param('@webmethod("/a", VERB)', "the value of the method `VERB` is not known", id="positional verb"),
]


@pytest.mark.parametrize(("decorator", "expected"), DECORATORS)
def test_a_decorator_that_cannot_be_read(tmp_path: Path, decorator: str, expected: str) -> None:
    check_refused(tmp_path, {AGENTS: module(decorator)}, ("LRC902", "agents.py", 11, expected))
