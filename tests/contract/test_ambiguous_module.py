"""LRC901: several modules of a package have routes and none has its name, or no import can name one of them."""

from pathlib import Path

import pytest
from refused_apis import check_refused, planned, protocol, refusals


@pytest.mark.parametrize("name", ["agents.py", "one.py"], ids=["the name of the package", "the only one"])
def test_the_module_is_told(tmp_path: Path, name: str) -> None:
    assert refusals(planned(tmp_path, {f"pkg/apis/agents/{name}": protocol("Agents")})) == []


def test_a_module_with_the_name_of_the_package_among_others(tmp_path: Path) -> None:
    files = {"pkg/apis/agents/agents.py": protocol("Agents"), "pkg/apis/agents/two.py": protocol("Others")}
    assert refusals(planned(tmp_path, files)) == []


def test_the_module_is_not_told(tmp_path: Path) -> None:
    files = {"pkg/apis/agents/one.py": protocol("Agents"), "pkg/apis/agents/two.py": protocol("Others")}
    check_refused(tmp_path, files, ("LRC901", "agents", 1, "agents: one.py, two.py all have routes"))


@pytest.mark.parametrize("name", ["agents copy.py", "my-agents.py", "class.py"])
def test_a_file_that_no_import_can_name(tmp_path: Path, name: str) -> None:
    files = {f"pkg/apis/agents/{name}": protocol("Agents")}
    check_refused(tmp_path, files, ("LRC901", name, 1, f"agents: no import can name {name}"))


def test_a_copy_beside_the_module(tmp_path: Path) -> None:
    files = {"pkg/apis/agents/agents.py": protocol("Agents"), "pkg/apis/agents/agents copy.py": protocol("Agents")}
    check_refused(tmp_path, files, ("LRC901", "agents copy.py", 1, "agents: no import can name agents copy.py"))


@pytest.mark.parametrize("name", ["inner/agents.py", "inner/deeper/one.py"])
def test_a_module_in_a_directory_below(tmp_path: Path, name: str) -> None:
    files = {f"pkg/apis/agents/{name}": protocol("Agents"), "pkg/apis/agents/__init__.py": "from .inner import *\n"}
    told = f"agents: agents/{name} is not in the directory of the package"
    check_refused(tmp_path, files, ("LRC901", name.rpartition("/")[2], 1, told))
