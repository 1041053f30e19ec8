from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.conventions.log_convention import logger_factory
from llama_router_codemod.parse.symbols import Imported

GET_LOGGER = "def get_logger(name, category): ...\n"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="no module"),
        pytest.param({"pkg/log.py": "def setup_logging(): ...\n"}, id="another function"),
        pytest.param({"pkg/apis/log.py": GET_LOGGER}, id="beside the APIs"),
    ],
)
def test_loggers_of_the_standard_library(tmp_path: Path, files: dict[str, str]) -> None:
    assert logger_factory(tree(tmp_path, files).checkout) is None


def test_loggers_with_a_category(tmp_path: Path) -> None:
    assert logger_factory(tree(tmp_path, {"pkg/log.py": GET_LOGGER}).checkout) == Imported("pkg.log", "get_logger")
