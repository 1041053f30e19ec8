from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.conventions.version_constant import version_constant


@pytest.mark.parametrize(
    ("files", "level"),
    [
        pytest.param({}, "v2", id="another level"),
        pytest.param({"pkg/core/version.py": 'V2 = "v2"\n'}, "v2", id="outside the API modules"),
        pytest.param({"pkg/apis/more.py": 'AGAIN = "v1"\n'}, "v1", id="several"),
        pytest.param({"pkg/apis/more.py": 'def f(level="v2"): ...\nf(\nlevel="v2")\n'}, "v2", id="no constant"),
    ],
)
def test_none(tmp_path: Path, files: dict[str, str], level: str) -> None:
    assert version_constant(tree(tmp_path, files), level) is None


def test_a_copy_that_no_name_can_import(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {"pkg/apis/copy of version.py": 'LLAMA_STACK_API_V1 = "v1"\n'})
    assert version_constant(symbols, "v1") == ("pkg.apis.version", "LLAMA_STACK_API_V1")


@pytest.mark.parametrize("source", ['V2 = "v2"\n', "V2: str = 'v2'  # the second\n"])
def test_the_constant(tmp_path: Path, source: str) -> None:
    symbols = tree(tmp_path, {"pkg/apis/levels.py": source})
    assert version_constant(symbols, "v2") == ("pkg.apis.levels", "V2")
    assert version_constant(symbols, "v1") == ("pkg.apis.version", "LLAMA_STACK_API_V1")
