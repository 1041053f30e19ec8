from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.conventions.licence_header import licence_header

API = "class Api(Enum): ...\n"


@pytest.mark.parametrize(
    ("datatypes", "header"),
    [
        pytest.param(API, "", id="none"),
        pytest.param(f"\n# The APIs.\n{API}", "", id="a comment further down"),
        pytest.param(f"# Copyright\n# All of us\n\n{API}", "# Copyright\n# All of us\n\n", id="two lines"),
        pytest.param(f"# Copyright\n{API}", "# Copyright\n\n", id="without an empty line"),
        pytest.param(f"# Copyright\n\n# The APIs.\n{API}", "# Copyright\n\n", id="the first block only"),
        pytest.param(f"\ufeff# Copyright\n\n{API}", "# Copyright\n\n", id="after a byte order mark"),
    ],
)
def test_licence_header(tmp_path: Path, datatypes: str, header: str) -> None:
    assert licence_header(tree(tmp_path, {"pkg/apis/datatypes.py": datatypes}).checkout) == header
