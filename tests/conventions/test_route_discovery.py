"""The discoveries here have the shapes of those in llama-stack 0.1.8 to 0.3.5, with names of their own."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_tables import patterns, unread_blocks, without
from statement_mutations import Mutation, insertions, mutations
from unknown_statements import (
    assert_unknown_at,
    assert_unknown_where_it_differs,
    changed,
    is_refused,
)

from llama_router_codemod.conventions import route_discovery
from llama_router_codemod.conventions.route_discovery import RouteDiscovery, read_route_discovery
from llama_router_codemod.rewrite.server.own_verbs import list_own_verbs
from llama_router_codemod.source.statement_rules import UnknownStatement

BARE = """\
def list_everything():
    everything = {}
    for api, protocol in {Api.pets: Pets, Api.files: Files}.items():
        everything[api] = [
            SimpleNamespace(name=name, path=f"/{VERSION}/{mark.route.lstrip('/')}")
            for name, function in inspect.getmembers(protocol, inspect.isfunction)
            for mark in getattr(function, "__webmethods__", [])
        ]
    return everything
"""

EARLY = """\
def list_everything():
    everything = {}
    protocols = api_protocol_map()
    groups = toolgroup_protocol_map()
    for api, protocol in protocols.items():
        listed = []
        functions = inspect.getmembers(protocol, predicate=inspect.isfunction)
        if api == Api.tool_runtime:
            for group in SpecialToolGroup:
                special = groups[group]
                specials = inspect.getmembers(special, predicate=inspect.isfunction)
                for name, function in specials:
                    if not hasattr(function, "__webmethod__"):
                        continue
                    functions.append((f"{group.value}.{name}", function))
        for name, function in functions:
            if not hasattr(function, "__webmethod__"):
                continue
            mark = function.__webmethod__
            path = f"/{VERSION}/{mark.route.lstrip('/')}"
            if mark.method == "GET":
                function = "get"
            elif mark.method == "DELETE":
                function = "delete"
            else:
                function = "post"
            listed.append(ApiEndpoint(route=path, method=function, name=name, descriptive_name=mark.descriptive_name))
        everything[api] = listed
    return everything
"""

LATE = """\
def list_everything(external: dict[Api, Any] | None = None) -> dict[Api, list[Any]]:
    everything = {}
    protocols = api_protocol_map(external)
    groups = toolgroup_protocol_map()
    for api, protocol in protocols.items():
        listed = []
        functions = inspect.getmembers(protocol, predicate=inspect.isfunction)
        if api == Api.tool_runtime:
            for group in SpecialToolGroup:
                special = groups[group]
                specials = inspect.getmembers(special, predicate=inspect.isfunction)
                for name, function in specials:
                    if not hasattr(function, "__webmethod__"):
                        continue
                    functions.append((f"{group.value}.{name}", function))
        for name, function in functions:
            marks = getattr(function, "__webmethods__", [])
            if not marks:
                continue
            for mark in marks:
                path = f"/{mark.level}/{mark.route.lstrip('/')}"
                if mark.method == hdrs.METH_GET:
                    verb = hdrs.METH_GET
                elif mark.method == hdrs.METH_DELETE:
                    verb = hdrs.METH_DELETE
                else:
                    verb = hdrs.METH_POST
                listed.append((Route(path=path, methods=[verb], name=name, endpoint=None), mark))
        everything[api] = listed
    return everything
"""

COMPACT = """\
def list_everything(external=None):
    everything = {}
    groups = toolgroup_protocol_map()
    for api, protocol in api_protocol_map(external).items():
        functions = inspect.getmembers(protocol, predicate=inspect.isfunction)
        if api == Api.tool_runtime:
            for group in SpecialToolGroup:
                for name, function in inspect.getmembers(groups[group], predicate=inspect.isfunction):
                    if hasattr(function, "__webmethod__"):
                        functions.append((f"{group.value}.{name}", function))
        listed = []
        for name, function in functions:
            for mark in getattr(function, "__webmethods__", []):
                path = f"/{mark.level}/{mark.route.lstrip('/')}"
                verb = mark.method if mark.method in ("GET", "DELETE") else "POST"
                listed.append((Route(path=path, methods=[verb], name=name, endpoint=None), mark))
        everything[api] = listed
    return everything
"""

PLAIN = """\
def list_everything(external=None):
    everything = {}
    protocols = api_protocol_map(external)
    for api, protocol in protocols.items():
        listed = []
        functions = inspect.getmembers(protocol, predicate=inspect.isfunction)
        for name, function in functions:
            for mark in getattr(function, "__webmethods__", []):
                path = f"/{mark.level}/{mark.route.lstrip('/')}"
                verb = mark.method if mark.method in ("GET", "DELETE") else "POST"
                listed.append(Route(path=path, methods=[verb], name=name, endpoint=None))
        everything[api] = listed
    return everything
"""

BARE_FACTS = RouteDiscovery(prefix="VERSION", stacked=True, protocols=(("pets", "Pets"), ("files", "Files")))
EARLY_FACTS = RouteDiscovery(prefix="VERSION", tells_verbs=True, own_endpoints=True, special_groups=True)
LATE_FACTS = RouteDiscovery(stacked=True, tells_verbs=True, tells_metadata=True, special_groups=True)
PLAIN_FACTS = RouteDiscovery(stacked=True, tells_verbs=True)

BY_LEVEL = "f\"/{mark.level}/{mark.route.lstrip('/')}\""
BY_VERSION = "f\"/{VERSION}/{mark.route.lstrip('/')}\""
WRITTEN_OUT = "f\"/api/v1/{mark.route.lstrip('/')}\""

CASES = {
    "bare": (BARE, BARE_FACTS),
    "early": (EARLY, EARLY_FACTS),
    "late": (LATE, LATE_FACTS),
    "compact": (COMPACT, LATE_FACTS),
    "plain": (PLAIN, PLAIN_FACTS),
    "bare by level": (changed(BARE, BY_VERSION, BY_LEVEL), replace(BARE_FACTS, prefix=None)),
    "bare, written out": (
        changed(BARE, BY_VERSION, WRITTEN_OUT),
        replace(BARE_FACTS, prefix=None, literal_prefix="api/v1"),
    ),
    "early by level": (changed(EARLY, BY_VERSION, BY_LEVEL), replace(EARLY_FACTS, prefix=None)),
    "early, written out": (
        changed(EARLY, BY_VERSION, WRITTEN_OUT),
        replace(EARLY_FACTS, prefix=None, literal_prefix="api/v1"),
    ),
    "external APIs under a constant": (changed(LATE, BY_LEVEL, BY_VERSION), replace(LATE_FACTS, prefix="VERSION")),
    "compact without external APIs": (COMPACT.replace("external=None", "").replace("external", ""), LATE_FACTS),
}


def by_position(source: str) -> str:
    """The source with the test of members given by position."""
    return source.replace("predicate=inspect", "inspect")


def by_keyword(source: str) -> str:
    """The source with the test of members given by its name."""
    return by_position(source).replace("inspect.isfunction", "predicate=inspect.isfunction")


def rewritten(source: str) -> str:
    """The source as this tool leaves it while some APIs have no routers."""
    for read in (
        "function.__webmethod__",
        'hasattr(function, "__webmethod__")',
        'getattr(function, "__webmethods__", [])',
    ):
        written = "route_metadata(function)[-1]" if read == "function.__webmethod__" else "route_metadata(function)"
        source = source.replace(read, written)
    return source


def with_own_verbs(source: str) -> str:
    """The source as this tool leaves it where routers have verbs that webmethods were not served by."""
    return list_own_verbs(rewritten(source), "pkg.routers")


def read(source: str) -> RouteDiscovery:
    return read_route_discovery(ast.parse(source).body[-1])


@pytest.mark.parametrize(("source", "facts"), CASES.values(), ids=CASES)
def test_a_known_discovery(source: str, facts: RouteDiscovery) -> None:
    assert read(source) == facts
    assert read(by_position(source)) == facts
    assert read(by_keyword(source)) == facts


@pytest.mark.parametrize(("source", "facts"), CASES.values(), ids=CASES)
def test_a_discovery_that_this_tool_has_rewritten(source: str, facts: RouteDiscovery) -> None:
    assert rewritten(source) != source
    assert read(rewritten(source)) == facts
    assert (with_own_verbs(source) != rewritten(source)) is facts.tells_verbs
    assert read(with_own_verbs(source)) == facts


def test_both_ways_to_read_what_a_decorator_left_are_unknown() -> None:
    half = changed(EARLY, "function.__webmethod__", "route_metadata(function)[-1]")
    assert_unknown_where_it_differs(read, half, EARLY)


def test_a_docstring_does_nothing() -> None:
    documented = changed(BARE, "    everything = {}\n", '    """Lists."""\n    everything = {}\n')
    assert read(documented) == BARE_FACTS


def test_every_rule_is_needed_by_a_discovery(monkeypatch: pytest.MonkeyPatch) -> None:
    table = route_discovery.DISCOVERY
    sources = [spell(source) for source, _ in CASES.values() for spell in (by_position, by_keyword)]
    sources += [with_own_verbs(source) for source in sources] + [rewritten(source) for source in sources]
    for pattern in patterns(table):
        monkeypatch.setattr(route_discovery, "DISCOVERY", without(table, pattern))
        assert any(is_refused(read, source) for source in sources), pattern


def test_no_rule_leaves_statements_unread() -> None:
    assert unread_blocks(route_discovery.DISCOVERY) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def list_everything(", "async def list_everything("),
        ("def list_everything(", "@cache\ndef list_everything("),
        ("| None = None)", "| None)"),
        ("| None = None)", "| None = None, only=None)"),
        ("api_protocol_map(external)", "api_protocol_map()"),
        ("api_protocol_map(external)", "api_protocol_map(KNOWN)"),
        ("        listed = []\n", "        if api in hidden:\n            continue\n        listed = []\n"),
        ("getmembers(protocol, predicate=inspect.isfunction)", "getmembers(protocol)"),
        ("getmembers(protocol, predicate=inspect.isfunction)", "getmembers(protocol, predicate=callable)"),
        ("inspect.getmembers(protocol, predicate=inspect.isfunction)", "vars(protocol).items()"),
        ("Api.tool_runtime", "Api.tool_groups"),
        ("api == Api", "api != Api"),
        ('f"{group.value}.{name}"', 'f"{group.name}.{name}"'),
        ("if not hasattr", "if hasattr"),
        ("for name, function in functions:", "for name, function in reversed(functions):"),
        ("for name, function in functions:", "for name, function in sorted(functions):"),
        ('"__webmethods__"', '"__webmethod__"'),
        ("            if not marks:\n", "            if not marks or name in hidden:\n"),
        ("            if not marks:\n", "            if len(marks) > 1:\n"),
        ("for mark in marks:", "for mark in marks[:1]:"),
        (BY_LEVEL, "f\"/{mark.level}/x/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/api/{mark.level}/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"{mark.level}/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/{mark.level}{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/{mark.level}/{mark.route.lstrip('/')}/\""),
        (BY_LEVEL, "f\"/{mark.level}/{mark.route.strip('/')}\""),
        (BY_LEVEL, 'f"/{mark.level}/{mark.route}"'),
        (BY_LEVEL, "f\"/{mark.version}/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/{name}/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/{api.value}/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/{version()}/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/{mark.level or 'v1'}/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/v1//{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/{{x}}/{mark.route.lstrip('/')}\""),
        (BY_LEVEL, "f\"/v1/{mark.route.lstrip('/')!r}\""),
        (BY_LEVEL, "f\"/v1/{function.route.lstrip('/')}\""),
        (BY_LEVEL, "'/v1/' + mark.route"),
        ("verb = hdrs.METH_GET", "verb = hdrs.METH_POST"),
        ("== hdrs.METH_DELETE", "== hdrs.METH_PUT"),
        ("verb = hdrs.METH_POST", "verb = mark.method"),
        ("methods=[verb]", 'methods=[verb, "HEAD"]'),
        ("name=name", "name=mark.route"),
        ("path=path", "path=mark.route"),
        ("endpoint=None", "endpoint=function"),
        ("listed.append(", "listed.insert(0, "),
        ("everything[api] = listed", "everything[api] = listed[::-1]"),
        ("everything[api] = listed", "everything[api.value] = listed"),
        ("everything[api] = listed", "everything[api] += listed"),
        ("return everything", "return dict(sorted(everything.items()))"),
    ],
)
def test_a_change_is_unknown(old: str, new: str) -> None:
    assert_unknown_where_it_differs(read, changed(LATE, old, new), LATE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{Api.pets: Pets, Api.files: Files}", "{Api.pets: Pets, **more}"),
        ("{Api.pets: Pets, Api.files: Files}", "{Api.pets: pets.Pets}"),
        ("{Api.pets: Pets, Api.files: Files}", '{"pets": Pets}'),
        ("{Api.pets: Pets, Api.files: Files}", "{Kind.pets: Pets}"),
        ("{Api.pets: Pets, Api.files: Files}", "PROTOCOLS"),
        ('"__webmethods__", [])', '"__webmethods__", [])[-1:]'),
        ('"__webmethods__", [])', '"__webmethods__", []) if mark.public'),
        ("name=name, path", "name=name, public=True, path"),
        ("{VERSION}", "{mark}"),
        ("{VERSION}", "{function}"),
        ("{VERSION}", "{protocol}"),
    ],
)
def test_a_change_of_what_is_listed_at_once_is_unknown(old: str, new: str) -> None:
    assert is_refused(read, changed(BARE, old, new))


SHAPES = {"bare": BARE, "early": EARLY, "late": LATE, "compact": COMPACT, "plain": PLAIN}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_further_statement_anywhere_is_unknown(shape: str) -> None:
    for source, line in insertions(shape, "audit()"):
        assert_unknown_at(read, source, line)


#: What may change in the shapes, and the facts that change with it.
KNOWN_CHANGES: dict[str, dict[str, object]] = {
    "listed = [] -> functions = inspect.getmembers(protocol, predicate=inspect.isfunction)": {},
    "VERSION -> other": {"prefix": "other"},
    "Pets -> other": {"protocols": (("pets", "other"), ("files", "Files"))},
    "Files -> other": {"protocols": (("pets", "Pets"), ("files", "other"))},
    "Pets -> Files": {"protocols": (("pets", "Files"), ("files", "Pets"))},
    "Api.pets -> Api.other": {"protocols": (("other", "Pets"), ("files", "Files"))},
    "Api.files -> Api.other": {"protocols": (("pets", "Pets"), ("other", "Files"))},
    "Api.pets -> Api.files": {"protocols": (("files", "Pets"), ("pets", "Files"))},
}


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.sampled_from([mutation for shape in SHAPES.values() for mutation in mutations(shape)]))
def test_any_other_change_is_unknown(mutation: Mutation) -> None:
    try:
        facts = read(mutation.changed())
    except UnknownStatement:
        return
    assert facts == replace(read(mutation.source), **KNOWN_CHANGES[str(mutation)])
