"""LRC901: several modules of a package have routes, and none has its name."""

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
