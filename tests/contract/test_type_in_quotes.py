"""LRC120: a type in quotes that the server could not read."""

from pathlib import Path

import pytest
from harbour import MASTER, answers, harbour
from trees import agents_tree, one_package, told
from wire import migrated_copy, one_route

from llama_router_codemod.contract.type_in_quotes import types_in_quotes
from llama_router_codemod.conventions.implementations import implementations

OLD, NEW = "fastapi==0.115.14\n", "fastapi==0.126.0\n"
PROTOCOL = """\
class Agents(Protocol):
    @webmethod("/agents", "{verb}")
    async def f(self, a: Order) -> None: ...


class Order: ...
"""
PROVIDER = """\
from pkg.apis.agents import Agents, Order
class Impl(Agents):
    async def f(self, a: {kind}) -> None: ...
"""


def found(root: Path, verb: str, kind: str, fastapi: str = OLD, future: str = "") -> list[tuple[str, int, str]]:
    files = {"pkg/providers/impl.py": future + PROVIDER.format(kind=kind), "requirements.txt": fastapi}
    symbols = agents_tree(root, PROTOCOL.format(verb=verb), files)
    (api,) = one_package(symbols).apis
    (method,) = api.protocol.routed
    return told(types_in_quotes(symbols, method, implementations(symbols, api, api.protocol)))


@pytest.mark.parametrize(
    ("verb", "kind", "fastapi"),
    [
        pytest.param("POST", "Order", OLD, id="no quotes"),
        pytest.param("POST", "Annotated[Order, 'a text']", OLD, id="a text that is no type"),
        pytest.param("POST", "'str | None'", OLD, id="a builtin"),
        pytest.param("GET", "'Order'", NEW, id="a new FastAPI"),
    ],
)
def test_a_type_that_the_server_reads(tmp_path: Path, verb: str, kind: str, fastapi: str) -> None:
    assert found(tmp_path, verb, kind, fastapi) == []


@pytest.mark.parametrize(
    ("verb", "kind", "fastapi"),
    [
        pytest.param("POST", "'Order | None'", NEW, id="below a marker"),
        pytest.param("GET", "list['Order']", NEW, id="in a container"),
        pytest.param("GET", "'Order'", OLD, id="an old FastAPI"),
        pytest.param("GET", "'Order'", "fastapi>=0.115,<1.0\n", id="an unknown FastAPI"),
    ],
)
def test_a_type_that_the_server_cannot_read(tmp_path: Path, verb: str, kind: str, fastapi: str) -> None:
    assert found(tmp_path, verb, kind, fastapi) == [("LRC120", 3, f"Impl takes `a: {kind}`")]


def test_a_module_with_texts_only(tmp_path: Path) -> None:
    future = "from __future__ import annotations\n"
    assert found(tmp_path, "POST", "Order", NEW, future) == [("LRC120", 4, "Impl takes `a: Order`")]


def test_what_was_an_error_is_answered(tmp_path: Path) -> None:
    kind = "import enum\nclass Kind(enum.StrEnum):\n    small = 'small'\n"
    files = one_route("a: 'Kind | None' = None", prelude=kind)
    files[MASTER] = one_route("a: 'Kind | None' = None", prelude="from port.apis.berths.berths import Kind")[MASTER]
    old = harbour(tmp_path / "old", files)
    migration = migrated_copy(old, tmp_path / "new")
    assert [item.code for item in migration.findings] == ["LRC120"]
    requests = [("POST", "/v1/f", {}), ("POST", "/v1/f", {"a": "small"})]
    assert [status for status, _ in answers(old, *requests)] == [200, 500]
    assert answers(tmp_path / "new", *requests) == [(200, {"a": None}), (200, {"a": "small"})]
