"""Why a checkout cannot be migrated at all: the first reason is given."""

from pathlib import Path

import pytest
from harbour import SERVER, apart, harbour, replaced

from llama_router_codemod.conventions.endpoint_wrapper import UnknownWrapperStatement
from llama_router_codemod.conventions.refusals import checkout_refusals
from llama_router_codemod.conventions.router_infrastructure import OwnRouterInfrastructure
from llama_router_codemod.model.finding import Facts
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

REGISTRY: dict[str, str] = {"port/core/server/registry.py": "_ROUTER_FACTORIES = {}\n"}
UNKNOWN = replaced(
    SERVER, ("                return result\n", "                del func\n                return result\n")
)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        pytest.param({}, [], id="none"),
        pytest.param(apart({}), [], id="APIs apart"),
        pytest.param(
            apart(UNKNOWN), [UnknownWrapperStatement("create_dynamic_typed_route", "del func")], id="the server"
        ),
        pytest.param(
            apart({**UNKNOWN, **REGISTRY}),
            [OwnRouterInfrastructure("port.core.server.registry")],
            id="routers of its own first of all",
        ),
    ],
)
def test_checkout_refusals(tmp_path: Path, changes: dict[str, str | None], reasons: list[Facts]) -> None:
    symbols = Symbols(Checkout.open(harbour(tmp_path, changes)))
    assert [finding.facts for finding in checkout_refusals(symbols)] == reasons
