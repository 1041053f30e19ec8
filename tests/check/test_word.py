from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.check.word import files_with_word


@pytest.mark.parametrize(
    ("source", "stands"),
    [
        pytest.param("", False, id="nothing"),
        pytest.param("web = method", False, id="its parts"),
        pytest.param("webmethod", True, id="decorator"),
        pytest.param("WebMethod", True, id="class"),
        pytest.param("WEB_METHODS = ()", True, id="constant"),
        pytest.param("# of web_methods", True, id="comment"),
        pytest.param("wEb_mEthod = webMETHOD", True, id="any letters"),
    ],
)
def test_files_with_the_word(tmp_path: Path, source: str, stands: bool) -> None:
    found = files_with_word(tree(tmp_path, {"pkg/schema_utils.py": "", "pkg/module.py": source}).checkout)
    assert [str(path) for path in found] == (["pkg/module.py"] if stands else [])
