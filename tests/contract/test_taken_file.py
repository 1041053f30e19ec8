"""LRC904: a file of the new layout exists already."""

from pathlib import Path, PurePosixPath

import pytest
from refused_apis import AGENTS, check_refused, exit_code_of, planned, protocol, refusals
from trees import one_package, tree

from llama_router_codemod.contract.taken_file import taken_files
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.report.exit_codes import ExitCode
from llama_router_codemod.report.messages import message
from llama_router_codemod.tree.checkout import Checkout


@pytest.mark.parametrize("name", ["parts.py", "__init__.py", "parts/service.py", "routes_extra/parts.py"])
def test_another_file(tmp_path: Path, name: str) -> None:
    assert refusals(planned(tmp_path, {AGENTS: protocol("Agents"), f"pkg/apis/agents/{name}": "x = 1\n"})) == []


def test_the_module_itself(tmp_path: Path) -> None:
    assert refusals(planned(tmp_path, {"pkg/apis/models/models.py": protocol("Models")})) == []


@pytest.mark.parametrize(
    "name",
    [
        "service.py",
        "models.py",
        "routes.py",
        "service/__init__.py",
        "models/__init__.py",
        "routes/__init__.py",
    ],
)
def test_a_file_of_the_package(tmp_path: Path, name: str) -> None:
    path = f"pkg/apis/agents/{name}"
    files = {AGENTS: protocol("Agents"), path: "x = 1\n"}
    check_refused(tmp_path, files, ("LRC904", PurePosixPath(path).name, 1, f"{path} exists already"))


@pytest.mark.parametrize("name", ["routes/extra.py", "models/parts/name.py"])
def test_a_file_in_a_directory_that_is_no_package(tmp_path: Path, name: str) -> None:
    """Python takes a module before a directory of its name."""
    tree(tmp_path, {AGENTS: protocol("Agents"), f"pkg/apis/agents/{name}": "x = 1\n"})
    for directory in Path(name).parents:
        (tmp_path / "pkg/apis/agents" / directory / "__init__.py").unlink()
    symbols = Symbols(Checkout.open(tmp_path))
    (found,) = taken_files(symbols, one_package(symbols))
    assert message(found.facts) == f"pkg/apis/agents/{name} exists already"


@pytest.mark.parametrize("name", ["models", "routes", "service"])
def test_a_name_of_the_package(tmp_path: Path, name: str) -> None:
    """`from pkg.apis.agents import models` would give the module."""
    files = {AGENTS: f"{protocol('Agents')}\n\n{name} = 1\n", "pkg/apis/agents/__init__.py": "from .agents import *\n"}
    message = f"the package has a `{name}` already, which a file of it would hide"
    check_refused(tmp_path, files, ("LRC904", "agents.py", 14, message))


def test_a_name_that_nobody_asks_of_the_package(tmp_path: Path) -> None:
    files = {AGENTS: f"{protocol('Agents')}\n\nmodels = 1\n", "pkg/apis/agents/__init__.py": ""}
    assert refusals(planned(tmp_path, files)) == []


def test_a_shared_file_of_someone_else(tmp_path: Path) -> None:
    migration = planned(tmp_path, {"pkg/apis/router_utils.py": "x = 1\n"})
    message = "pkg/apis/router_utils.py exists already and is not what this tool writes"
    assert refusals(migration) == [("LRC904", "router_utils.py", 1, message)]
    assert migration.changeset.is_empty
    assert exit_code_of(migration) is ExitCode.REFUSED
