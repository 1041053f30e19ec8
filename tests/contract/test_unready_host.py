"""LRC917: the host of a package that stands alone serves no routers yet."""

from pathlib import Path

import pytest
from trees import told, tree

from llama_router_codemod.contract.unready_host import unready_host


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        ({"pkg/core/server/routers.py": "def register_router(api, factory): ...\n"}, []),
        ({}, [("LRC917", 1, "`pkg`")]),
    ],
    ids=["a registry", "no registry"],
)
def test_hosts(tmp_path: Path, files: dict[str, str], findings: list[tuple[str, int, str]]) -> None:
    assert told(unready_host(tree(tmp_path, files))) == findings
