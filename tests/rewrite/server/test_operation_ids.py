"""LRC116: the server's own document named every operation after a function of the server."""

from pathlib import Path, PurePosixPath

import pytest
from harbour import ROUTES, SERVER, bare_server, harbour, replaced

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.server.operation_ids import OtherOperationIds, other_operation_ids
from llama_router_codemod.tree.checkout import Checkout


def found(root: Path, changes: dict[str, str | None]) -> list[Finding]:
    return list(other_operation_ids(Symbols(Checkout.open(harbour(root, changes)))))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({SERVER: None, ROUTES: None}, id="no server"),
        pytest.param({}, id="the name of the method is taken over"),
        pytest.param(bare_server(), id="the method itself"),
    ],
)
def test_the_same_ids(tmp_path: Path, changes: dict[str, str | None]) -> None:
    assert found(tmp_path, changes) == []


def test_other_ids(tmp_path: Path) -> None:
    """As in llama-stack until 0.2.8."""
    changes = replaced(SERVER, ("    @functools.wraps(func)\n", ""))
    facts = OtherOperationIds("port.core.server.server")
    assert found(tmp_path, {**changes}) == [Finding(Place(PurePosixPath(SERVER), 1), facts)]
