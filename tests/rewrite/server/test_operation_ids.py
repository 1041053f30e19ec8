"""LRC116: the server's own document named every operation after a function of the server."""

from pathlib import Path

from legacy_server import SERVED, SERVER
from trees import told, tree

from llama_router_codemod.rewrite.server.operation_ids import other_operation_ids


def found(root: Path, files: dict[str, str]) -> list[tuple[str, int, str]]:
    return told(other_operation_ids(tree(root, files)))


def test_no_server(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


def test_a_wrapper_with_the_name_of_the_method(tmp_path: Path) -> None:
    assert found(tmp_path, SERVER) == []


def test_a_wrapper_with_a_name_of_its_own(tmp_path: Path) -> None:
    files = {**SERVER, SERVED: SERVER[SERVED].replace("    @functools.wraps(func)\n", "")}
    assert found(tmp_path, files) == [("LRC116", 1, "`pkg.core.server.server`")]
