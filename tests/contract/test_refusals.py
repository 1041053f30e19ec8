"""Why a package cannot be migrated: every rule is asked, and all reasons are given at once."""

from pathlib import Path, PurePosixPath

from refused_apis import AGENTS, ROUTE, protocol
from trees import IMPORTS, one_package, tree

from llama_router_codemod.contract.ambiguous_module import AmbiguousModule
from llama_router_codemod.contract.ambiguous_module import Reason as Ambiguous
from llama_router_codemod.contract.mixed_package import MixedPackage
from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.refusals import operation_refusals, package_refusals, protocol_refusals
from llama_router_codemod.contract.taken_file import Reason as Taken
from llama_router_codemod.contract.taken_file import TakenFile
from llama_router_codemod.contract.unreadable_webmethod import Reason as Unreadable
from llama_router_codemod.contract.unreadable_webmethod import UnreadableWebmethod
from llama_router_codemod.contract.unwritable_route import Reason, UnwritableRoute
from llama_router_codemod.model.finding import Facts
from llama_router_codemod.model.operation import RoutedApi


def refused(root: Path, files: dict[str, str]) -> list[Facts]:
    symbols = tree(root, files)
    found = package_refusals(symbols, one_package(symbols))
    assert {finding.api for finding in found} <= {"agents"}
    return [finding.facts for finding in found]


def test_nothing_is_wrong(tmp_path: Path) -> None:
    assert refused(tmp_path, {AGENTS: protocol("Agents")}) == []


def test_everything_is_wrong(tmp_path: Path) -> None:
    body = f"""\
__all__ = [*names]
class Agents(Protocol):
    @webmethod
    async def bare(self): ...
    {ROUTE}
    async def open(self, *rest): ...
    {ROUTE}
    async def twice(self): ...
    async def twice(self): ...
{ROUTE}
def function(): ...
"""
    assert refused(tmp_path, {AGENTS: IMPORTS + body, "pkg/apis/agents/routes.py": ""}) == [
        TakenFile(Taken.PACKAGE, "pkg/apis/agents/routes.py"),
        UnreadableWebmethod(Unreadable.NO_CALL),
        UnwritableRoute(Reason.OPEN_SIGNATURE, "open", "rest"),
        UnwritableRoute(Reason.MISPLACED, "module", "function"),
        UnwritableRoute(Reason.EXPORTS),
        UnwritableRoute(Reason.REPEATED_METHOD, "Agents", "twice"),
    ]


def test_a_package_without_one_module_is_not_read_further(tmp_path: Path) -> None:
    files = {f"pkg/apis/agents/{name}.py": f"{IMPORTS}{ROUTE}\ndef f(): ...\n" for name in ("one", "two")}
    assert refused(tmp_path, files) == [AmbiguousModule(Ambiguous.SEVERAL, "agents", ("one.py", "two.py"))]


def test_a_package_that_is_migrated_in_part_is_not_read_further(tmp_path: Path) -> None:
    files = {"pkg/apis/agents/routes.py": f"{IMPORTS}router = APIRouter()\n{ROUTE}\ndef f(): ...\n"}
    assert refused(tmp_path, files) == [MixedPackage("agents")]


def test_operations(tmp_path: Path) -> None:
    body = (
        'class Agents(Protocol):\n    @webmethod("/a/{x}", "GET", "v1")\n    async def f(self): ...\n'
        '    @webmethod("/b", "GET", "v1")\n    async def g(self): ...\n'
    )
    impl = "from pkg.apis.agents.agents import Agents\nclass Impl(Agents):\n    def g(self): ...\n"
    symbols = tree(tmp_path, {AGENTS: IMPORTS + body, "pkg/providers/impl.py": impl})
    package = one_package(symbols)
    (api,) = package.apis
    found = operation_refusals(symbols, package.name, [RoutedApi(api, api_contract(symbols, api).operations)])
    assert [(finding.api, finding.method, finding.facts) for finding in found] == [
        ("agents", "f", UnwritableRoute(Reason.MISSING_PARAMETER, "f", "x", "/a/{x}")),
        ("agents", "g", UnwritableRoute(Reason.ASYNC_MISMATCH, "Impl", "g")),
    ]


def test_a_protocol_by_itself(tmp_path: Path) -> None:
    """Of the package, taken files are no matter here."""
    body = "class Agents(Protocol):\n    @webmethod(path)\n    async def f(self): ...\n"
    files = {AGENTS: IMPORTS + body, "pkg/apis/agents/service.py": ""}
    symbols = tree(tmp_path, files)
    (api,) = one_package(symbols).apis
    found = protocol_refusals(symbols, api, PurePosixPath(AGENTS))
    assert [finding.facts for finding in found] == [UnreadableWebmethod(Unreadable.ROUTE)]
