"""LRC915: a Protocol in the `__init__.py` of its package."""

from pathlib import Path

from refused_apis import check_refused, planned, protocol, refusals

INIT = "pkg/apis/agents/__init__.py"


def test_a_protocol_beside_it(tmp_path: Path) -> None:
    files = {INIT: "from .agents import *\n", "pkg/apis/agents/agents.py": protocol("Agents")}
    assert refusals(planned(tmp_path, files)) == []


def test_a_protocol_in_it(tmp_path: Path) -> None:
    check_refused(tmp_path, {INIT: protocol("Agents")}, ("LRC915", "__init__.py", 10, "`Agents`"))
