from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.check.check import check_checkout
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.report.exit_codes import ExitCode, exit_code


def test_a_tree_without_webmethods_is_clean(tmp_path: Path) -> None:
    result = check_checkout(tree(tmp_path, {}).checkout)
    assert (result.scanned, result.remaining) == (5, [])
    assert result.is_clean
    assert exit_code(result) is ExitCode.DONE


BROKEN = "def f(:\n"


def test_a_tree_without_the_word_need_not_parse(tmp_path: Path) -> None:
    sources = {"pkg/schema_utils.py": "", "pkg/broken.py": BROKEN}
    assert check_checkout(tree(tmp_path, sources).checkout).is_clean


def test_a_file_with_the_word_must_parse(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"pkg/broken\.py:2:\d+: does not parse"):
        check_checkout(tree(tmp_path, {"pkg/broken.py": f"# webmethod\n{BROKEN}"}).checkout)


def test_an_api_is_asked_for_in_vain_in_a_tree_without_the_word(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--api tools: no such API"):
        check_checkout(tree(tmp_path, {"pkg/schema_utils.py": ""}).checkout, ["tools"])
