"""LRC917: the host of a package that stands alone takes no routers that this tool writes."""

from pathlib import Path

import pytest
from trees import told, tree

from llama_router_codemod.contract.unready_host import host_with_own_registry, unready_host

OURS = {"pkg/core/server/routers.py": "def register_router(api, factory): ...\n"}
BESIDE = {"pkg/core/server/external_routers.py": "def register_external_routers(external_apis): ...\n"}
BY_HAND = {"pkg/core/server/found.py": "def register_external_api_routers(external_apis): ...\n"}


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        pytest.param(OURS, [], id="a registry"),
        pytest.param(BESIDE, [], id="what stands beside the registry of a tree"),
        pytest.param({}, [("LRC917", 1, "`pkg` does not find the routes of a package yet")], id="no registry"),
    ],
)
def test_hosts(tmp_path: Path, files: dict[str, str], findings: list[tuple[str, int, str]]) -> None:
    assert told(unready_host(tree(tmp_path, files))) == findings


def test_a_host_that_asks_for_routers_by_itself(tmp_path: Path) -> None:
    asked = "`pkg.core.server.found` asks the module of each external API for its `create_router`"
    assert told(host_with_own_registry(tree(tmp_path, BY_HAND))) == [("LRC917", 1, asked)]
    assert told(host_with_own_registry(tree(tmp_path / "both", {**BY_HAND, **BESIDE}))) == []
