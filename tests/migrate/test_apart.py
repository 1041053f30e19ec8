"""What routes need of the server's package moves to that of the API, or refuses the package."""

import shutil
from pathlib import Path

import pytest
from whole_trees import CACHES, FIXTURES

from llama_router_codemod.contract.routes_need_server import RoutesNeedServer
from llama_router_codemod.migrate.migration import Migration, Outcome
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.checkout import Checkout

LOAD = "port/core/load.py"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "routed/before", tmp_path / "routed", ignore=CACHES))


def migrate(root: Path) -> Migration:
    migration = plan_migration(Checkout.open(root))
    apply_changeset(root, migration.changeset)
    return migration


def test_a_dependency_of_an_implementation(tree: Path) -> None:
    assert not migrate(tree).refused
    moved = (tree / "port_api/cranes/dependencies.py").read_text(encoding="utf-8")
    assert "from .models import Crane\n" in moved or "from port_api.cranes.models import Crane\n" in moved
    assert "def crane_of(name: str, tons: Annotated[int, Query(ge=0)] = 1) -> Crane:" in moved
    assert (tree / LOAD).read_text(encoding="utf-8") == (
        "from port_api.cranes.dependencies import crane_of as crane_of\n"
    )
    routes = (tree / "port_api/cranes/fastapi_routes.py").read_text(encoding="utf-8")
    assert "import crane_of\n" in routes
    assert "port.core" not in routes


def test_one_that_cannot_move(tree: Path) -> None:
    text = (tree / LOAD).read_text(encoding="utf-8")
    (tree / LOAD).write_text(text.replace("name=name", "name=__name__ + name"), encoding="utf-8")
    migration = migrate(tree)
    facts = RoutesNeedServer("port.core.load", "crane_of")
    assert [item.facts for item in migration.findings if item.code == "LRC912"] == [facts]
    outcomes = {package.name: package.outcome for package in migration.packages}
    assert (outcomes["cranes"], outcomes["berths"]) == (Outcome.REFUSED, Outcome.MIGRATED)
    assert (tree / "port_api/cranes.py").exists()
