"""The loops here have the shapes of those in llama-stack 0.1.8 to 0.3.5, with names of their own."""

from __future__ import annotations

import ast
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from textwrap import indent
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_tables import patterns, unread_blocks, without
from statement_mutations import Mutation, insertions, mutations
from tiny_checkout import tiny_checkout
from unknown_statements import (
    assert_unknown_at,
    assert_unknown_where_it_differs,
    changed,
    is_refused,
    unknown_statement,
)

from llama_router_codemod.conventions import mounting_loop
from llama_router_codemod.conventions.mounting_loop import MountingLoop, mounting_places, read_mounting_loop
from llama_router_codemod.source.statement_rules import UnknownStatement

PATH = PurePosixPath("lab/server.py")

BARE = """\
for name in wanted:
    api = Api(name)
    routes = everything[api]
    impl = services[api]
    for route in routes:
        method = getattr(impl, route.name)
        getattr(app, "get")(route.path)(create_dynamic_typed_route(method, "get", route.path))
"""

EARLY = """\
for name in wanted:
    api = Api(name)
    routes = everything[api]
    impl = services[api]
    for route in routes:
        if not hasattr(impl, route.name):
            raise ValueError(f"No {route.name} on {impl}")
        method = getattr(impl, route.name)
        logger.debug(f"{route.method.upper()} {route.route}")
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module="pydantic._internal._fields")
            getattr(app, route.method)(route.route, response_model=None)(
                create_dynamic_typed_route(method, route.method, route.route)
            )
"""

LATE = """\
for name in sorted(wanted):
    api = Api(name)
    routes = everything[api]
    try:
        impl = services[api]
    except KeyError as error:
        raise ValueError(f"No {api}") from error
    for route, webmethod in routes:
        if not hasattr(impl, route.name):
            raise ValueError(f"No {route.name} on {impl}")
        method = getattr(impl, route.name)
        verbs = [each for each in route.methods if each != "HEAD"]
        if not verbs:
            raise ValueError(f"No verb for {route.path}")
        verb = verbs[0]
        logger.debug("%s %s", verb, route.path)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module="pydantic._internal._fields")
            getattr(app, verb.lower())(route.path, response_model=None)(
                create_dynamic_typed_route(method, verb.lower(), route.path)
            )
    logger.info(f"Serving {name}")
"""

OWN = """\
    routes = everything[api]
    try:
        impl = services[api]
    except KeyError as error:
        raise ValueError(f"No {api}") from error
"""
BUILT = """\
    impl = services[api]
    router = build_fastapi_router(api, impl)
    if router:
        app.include_router(router)
        logger.debug(f"Router of {api}")
        continue
    impl = services[api]
    routes = everything[api]
"""

INCLUDE = """\
    if api in routers:
        include_routers(app, api, impl, routers[api])
        continue
"""

SERVER = """\
def create_dynamic_typed_route(func, method, route):
    return func


def create_app(services, wanted):
    app = FastAPI()
    external = load_external_apis()
    everything = list_everything(external)
    return app
"""

BARE_FACTS = MountingLoop(
    path=PATH,
    app="app",
    api="api",
    impl="impl",
    routes="routes",
    all_routes="everything",
    discovery="list_everything",
    external_apis="external",
    fixed_verb="GET",
    infers_response_model=True,
)
FACTS = replace(BARE_FACTS, fixed_verb=None, infers_response_model=False)
FIRST_VERB = """\
        verbs = [each for each in route.methods if each != "HEAD"]
        if not verbs:
            raise ValueError(f"No verb for {route.path}")
        verb = verbs[0]
"""

CASES = {
    "bare": (BARE, BARE_FACTS),
    "early": (EARLY, FACTS),
    "late": (LATE, FACTS),
    "response models": (
        changed(EARLY, ", response_model=None", ""),
        replace(FACTS, infers_response_model=True),
    ),
    "response models under the first verb": (
        changed(LATE, ", response_model=None", ""),
        replace(FACTS, infers_response_model=True),
    ),
    **{
        f"always {verb}{response_model}": (
            BARE.replace('"get"', f'"{verb.lower()}"').replace("(route.path)(", f"(route.path{response_model})("),
            replace(BARE_FACTS, fixed_verb=verb, infers_response_model=not response_model),
        )
        for verb in ("GET", "POST", "DELETE")
        for response_model in ("", ", response_model=None")
    },
    "routers of its own": (changed(LATE, OWN, BUILT), replace(FACTS, builds_routers=True)),
    "next verb": (
        changed(LATE, FIRST_VERB, '        verb = next(each for each in route.methods if each != "HEAD")\n'),
        FACTS,
    ),
}


WITH_ROUTERS = SERVER.replace("    everything", "    routers = get_all_routers(external)\n    everything")


def read_server(source: str, loop: str = "") -> MountingLoop:
    """What is read of a server with a loop at the end of `create_app`; nothing is known of the names that it uses."""
    tree = ast.parse(source)
    tree.body[-1].body[-1:-1] = ast.parse(loop).body
    checkout = SimpleNamespace(module_name=lambda path: "lab.server")
    symbols: Any = SimpleNamespace(tree=lambda path: tree, checkout=checkout, resolve=lambda module, name: None)
    return read_mounting_loop(symbols, PATH)


def read_file(root: Path, source: str) -> MountingLoop:
    """The same of a file with imports and classes."""
    server = source.replace("    return app\n", f"{indent(LATE, '    ')}    return app\n")
    return read_mounting_loop(tiny_checkout(root, {str(PATH): server}), PATH)


def read(loop: str) -> MountingLoop:
    return read_server(SERVER, loop)


def unknown(source: str, loop: str) -> str:
    """The first line of the statement that is not known."""
    return ast.unparse(unknown_statement(partial(read_server, source), loop)).split("\n")[0]


@pytest.mark.parametrize(("loop", "facts"), CASES.values(), ids=CASES)
def test_a_known_loop(loop: str, facts: MountingLoop) -> None:
    assert read(loop) == facts


def test_a_discovery_that_is_given_nothing() -> None:
    assert read_server(changed(SERVER, "list_everything(external)", "find_all()"), LATE) == replace(
        FACTS, discovery="find_all", external_apis=None
    )


def test_routers_that_this_tool_includes() -> None:
    loop = changed(LATE, "    for route,", f"{INCLUDE}    for route,")
    assert read_server(WITH_ROUTERS, loop) == replace(FACTS, includes_routers=True)
    assert read_server(WITH_ROUTERS, LATE) == FACTS


@pytest.mark.parametrize("name", ["get_all_routers", "include_routers", "all_routers"])
@pytest.mark.parametrize("binding", ["{} = 1", "def {}(): ...", "class App:\n    def run(self, {}): ..."])
def test_names_that_routers_are_included_by_are_free(name: str, binding: str) -> None:
    statement = ast.unparse(ast.parse(binding.format(name)))
    assert unknown(f"{statement}\n\n\n{SERVER}", LATE) == statement.split("\n")[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("get_all_routers(external)", "get_all_routers()"),
        ("get_all_routers(external)", "get_some_routers(external)"),
        ("get_all_routers(external)", "dict(get_all_routers(external))"),
        ("    routers =", "    others ="),
    ],
)
def test_routers_of_another_origin_are_unknown(old: str, new: str) -> None:
    loop = changed(LATE, "    for route,", f"{INCLUDE}    for route,")
    assert is_refused(partial(read_server, changed(WITH_ROUTERS, old, new)), loop)


def test_every_rule_is_needed_by_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    table = mounting_loop.LOOP
    for pattern in patterns(table):
        monkeypatch.setattr(mounting_loop, "LOOP", without(table, pattern))
        with_routers = changed(LATE, "    for route,", f"{INCLUDE}    for route,")
        refused = [is_refused(read, loop) for loop, _ in CASES.values()]
        assert any(refused) or is_refused(partial(read_server, WITH_ROUTERS), with_routers), pattern


def test_no_rule_leaves_statements_unread() -> None:
    assert unread_blocks(mounting_loop.LOOP) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("for name in sorted(wanted)", "for name, options in sorted(wanted)"),
        ("sorted(wanted)", "only(wanted)"),
        ("    api = Api(name)", "    if name in disabled:\n        continue\n    api = Api(name)"),
        ("    api = Api(name)", "    api = Api(name.lower())"),
        ("everything[api]", "everything.get(api, [])"),
        ("everything[api]", "sorted(everything[api])"),
        ("impl = services[api]", "impl = traced(services[api])"),
        ('raise ValueError(f"No {api}") from error', "continue"),
        ("except KeyError as error", "except Exception as error"),
        (
            "        if not hasattr(impl, route.name):",
            "        if webmethod.experimental:\n            continue\n        if not hasattr(impl, route.name):",
        ),
        ("if not hasattr", "if hasattr"),
        ('raise ValueError(f"No {route.name} on {impl}")', "continue"),
        ("getattr(impl, route.name)", "getattr(impl, route.name, None)"),
        ("getattr(impl, route.name)", "limited(getattr(impl, route.name))"),
        ('!= "HEAD"', '!= "GET"'),
        ('!= "HEAD"', '== "HEAD"'),
        ("verbs[0]", "verbs[-1]"),
        ("warnings.catch_warnings()", "warnings.catch_warnings(), api_scope(api)"),
        ('"ignore", category', '"error", category'),
        ("getattr(app, verb.lower())", "getattr(app, verb)"),
        ("getattr(app, verb.lower())", "getattr(other_app(api), verb.lower())"),
        ("(route.path, response_model=None)", '("/api" + route.path, response_model=None)'),
        ("response_model=None", "response_model=webmethod.model"),
        ("response_model=None", "response_model=None, dependencies=[Depends(login)]"),
        ("response_model=None", "response_model=None, tags=[name]"),
        ("response_model=None", "response_model=None, status_code=201"),
        ("(method, verb.lower(), route.path)", "(method, verb, route.path)"),
        ("(method, verb.lower(), route.path)", "(method, verb.lower(), route.name)"),
        ("(method, verb.lower(), route.path)", "(method, verb.lower(), route.path, webmethod)"),
        ("route.path)\n            )", "route.path).traced()\n            )"),
        ('"%s %s", verb, route.path', '"%s %s", verb, audit(route)'),
        ('f"Serving {name}"', 'f"Serving {audit(name)}"'),
    ],
)
def test_a_change_is_unknown(old: str, new: str) -> None:
    assert_unknown_where_it_differs(read, changed(LATE, old, new), LATE)


@pytest.mark.parametrize("verb", ["put", "GET", "websocket"])
def test_another_verb_for_all_routes_is_unknown(verb: str) -> None:
    assert_unknown_where_it_differs(read, BARE.replace('"get"', f'"{verb}"'), BARE)


def test_two_verbs_for_all_routes_are_unknown() -> None:
    assert_unknown_where_it_differs(read, changed(BARE, '(method, "get"', '(method, "post"'), BARE)


SHAPES = {"bare": BARE, "early": EARLY, "late": LATE}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_further_statement_anywhere_is_unknown(shape: str) -> None:
    for loop, line in insertions(shape, "audit()"):
        assert_unknown_at(read, loop, line)


#: What may change in the shapes, and the facts that change with it.
KNOWN_CHANGES: dict[str, dict[str, object]] = {
    "wanted -> other": {},
    "services -> other": {},
    "webmethod -> other": {},
    "if not hasattr(impl, route.name): -> ": {},
    "if not verbs: -> ": {},
    "logger.debug(f'{route.method.upper()} {route.route}') -> ": {},
    "logger.debug('%s %s', verb, route.path) -> ": {},
    "logger.info(f'Serving {name}') -> ": {},
    "response_model=None -> ": {"infers_response_model": True},
    "app -> other": {"app": "other"},
}


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.sampled_from([mutation for shape in SHAPES.values() for mutation in mutations(shape)]))
def test_any_other_change_is_unknown(mutation: Mutation) -> None:
    try:
        facts = read(mutation.changed())
    except (UnknownStatement, ValueError):
        return
    assert facts == replace(read(mutation.source), **KNOWN_CHANGES[str(mutation)])


MOUNT = 'app.get("/more")(create_dynamic_typed_route(more, "get", "/more"))'


@pytest.mark.parametrize(
    ("old", "new", "statement"),
    [
        ("    return app", f"    {MOUNT}\n    return app", ast.unparse(ast.parse(MOUNT))),
        ("def create_app", f"{MOUNT}\n\n\ndef create_app", ast.unparse(ast.parse(MOUNT))),
        ("    app = FastAPI()", "    wrap = create_dynamic_typed_route", "wrap = create_dynamic_typed_route"),
        ("FastAPI()", "APIRouter()", "app = APIRouter()"),
        ("FastAPI()", "create_router()", "app = create_router()"),
        ("app = FastAPI()", "app, state = made()", "app, state = made()"),
        ("app = FastAPI()", "app = FastAPI()\n    app = APIRouter()", "app = APIRouter()"),
        ("    app = FastAPI()\n", "", "for name in sorted(wanted):"),
        ("    return app", "    everything.clear()\n    return app", "everything.clear()"),
        ("    return app", "    del everything[Api.files]\n    return app", "del everything[Api.files]"),
        ("everything = list_everything(external)", "everything = {}", "everything = {}"),
        ("(external)", "(external, more)", "for name in sorted(wanted):"),
        ("(external)", "(True)", "everything = list_everything(True)"),
        ("(external)", "(apis=external)", "everything = list_everything(apis=external)"),
        ("(external)", "(load())", "everything = list_everything(load())"),
        ("list_everything(", "server.list_everything(", "everything = server.list_everything(external)"),
        ("list_everything(", "method(", "for name in sorted(wanted):"),
        ("    everything =", "    if wanted:\n        everything =", "everything = list_everything(external)"),
        ("    everything =", "    everything: Routes =", "everything: Routes = list_everything(external)"),
        ("def create_app", "async def create_app", "getattr(app, verb.lower())(route.path, response_model=None)"),
    ],
)
def test_what_else_concerns_the_loop_is_unknown(old: str, new: str, statement: str) -> None:
    assert unknown(changed(SERVER, old, new), LATE).startswith(statement)


@pytest.mark.parametrize(
    ("head", "made"),
    [
        ("from fastapi import FastAPI", "FastAPI(lifespan=lifespan)"),
        ("from fastapi.applications import FastAPI as App", "App()"),
        ("import fastapi", "fastapi.FastAPI()"),
        ("from fastapi import FastAPI\nclass Base(FastAPI): ...\nclass App(Base): ...", "App()"),
    ],
)
def test_an_application(tmp_path: Path, head: str, made: str) -> None:
    assert read_file(tmp_path, f"{head}\n{changed(SERVER, 'FastAPI()', made)}") == FACTS


@pytest.mark.parametrize("head", ["from fastapi import APIRouter as FastAPI", "class FastAPI(APIRouter): ..."])
def test_no_application_but_its_name(tmp_path: Path, head: str) -> None:
    with pytest.raises(UnknownStatement) as unknown:
        read_file(tmp_path, f"{head}\n{SERVER}")
    assert str(unknown.value) == "app = FastAPI()"


def test_a_loop_inside_another_statement_is_unknown() -> None:
    nested = "with app:\n" + "".join(f"    {line}\n" for line in LATE.splitlines())
    assert unknown(SERVER, nested).startswith("getattr(app")


def test_a_second_loop_is_unknown() -> None:
    assert unknown(SERVER, LATE + LATE).startswith("getattr(app")


def test_a_loop_with_an_else_is_unknown() -> None:
    assert unknown(SERVER, f"{LATE}else:\n    done()\n") == "for name in sorted(wanted):"


def test_a_server_without_wrapper_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not use create_dynamic_typed_route"):
        read_server(SERVER)


def test_where_a_file_mounts(tmp_path: Path) -> None:
    files = {
        "lab/server.py": SERVER.replace(
            "    return app", "    for name in wanted:\n        create_dynamic_typed_route(name)"
        ),
        "lab/other.py": "import lab.server\n\nlab.server.create_dynamic_typed_route(print)\n",
        "lab/defines.py": "def create_dynamic_typed_route(func): ...\n",
        "lab/imports.py": "from lab.server import create_dynamic_typed_route\n",
        "lab/mentions.py": "# create_dynamic_typed_route(func)\n",
        "tests/test_server.py": "from lab.server import *\n\ncreate_dynamic_typed_route(print)\n",
    }
    found = mounting_places(tiny_checkout(tmp_path, files))
    line = 1 + SERVER[: SERVER.index("    return app")].count("\n") + 1
    assert sorted(map(str, found)) == ["lab/other.py:3:1", f"lab/server.py:{line}:9"]
