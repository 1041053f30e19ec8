"""Why a checkout cannot be migrated at all: one reason is enough, in this order."""

from pathlib import Path

from legacy_server import SERVED, SERVER
from tiny_checkout import tiny_checkout
from trees import tree

from llama_router_codemod.conventions.mounting_loop import UnknownMounting
from llama_router_codemod.conventions.package_boundary import ApisApart
from llama_router_codemod.conventions.refusals import checkout_refusals
from llama_router_codemod.conventions.router_infrastructure import OwnRouterInfrastructure
from llama_router_codemod.model.finding import Facts
from llama_router_codemod.parse.symbols import Symbols

REGISTRY = {"pkg/core/registry.py": "_ROUTER_FACTORIES = {}\n"}
ODD = {**SERVER, SERVED: SERVER[SERVED].replace("routes = all_routes[api]", "routes = find(api)")}
APIS = {"stack_api/datatypes.py": "class Api(Enum): ...\n"}


def kinds(symbols: Symbols) -> list[type[Facts]]:
    return [type(finding.facts) for finding in checkout_refusals(symbols)]


def test_none(tmp_path: Path) -> None:
    assert kinds(tree(tmp_path, SERVER)) == []


def test_another_infrastructure_comes_first(tmp_path: Path) -> None:
    assert kinds(tree(tmp_path, {**ODD, **REGISTRY})) == [OwnRouterInfrastructure]


def test_a_server_that_is_not_understood(tmp_path: Path) -> None:
    assert kinds(tree(tmp_path, ODD)) == [UnknownMounting]


def test_apis_apart_from_a_server_that_is_understood(tmp_path: Path) -> None:
    assert kinds(tiny_checkout(tmp_path, {**SERVER, **APIS})) == [ApisApart]
