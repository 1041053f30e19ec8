"""The step that splits a package; a flat module that becomes one keeps what the rest of the tree imports from it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from run_cli import run
from trees import IMPORTS, tree

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.generate.package import PackageWriter
from llama_router_codemod.infra.infrastructure import infrastructure
from llama_router_codemod.migrate.candidates import candidates
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.edits import follow_moves
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.packages import split_package

if TYPE_CHECKING:
    from collections.abc import Mapping

AGENTS = PurePosixPath("pkg/apis/agents")
PROTOCOL = f"""\
{IMPORTS}class Agent(BaseModel): ...


class Agents(Protocol):
    @webmethod("/agents", "GET", "v1")
    async def find(self) -> Agent: ...
"""
SPLIT = {"agents.py", "models.py", "routes.py", "service.py"}


def split(root: Path, files: Mapping[str, str]) -> Draft:
    """The draft in which the one package of a tree is split."""
    symbols = tree(root, files)
    packages = api_packages(symbols)
    found = candidates(symbols, packages, MigrateOptions(), blocked=False, report=lambda step: None)
    (candidate,) = found.accepted
    writer = PackageWriter(symbols, found.moves(flat=True), infrastructure(symbols))
    followed = follow_moves(Draft(symbols.checkout), found.moves())
    return split_package(followed, symbols, candidate, writer)


@pytest.mark.parametrize(
    ("init", "after"),
    [
        pytest.param("", "", id="none"),
        pytest.param("from .agents import Agents\n", "from .service import Agents\n", id="explicit ones"),
        pytest.param(
            "from .agents import *\n",
            "from pkg.apis.version import LLAMA_STACK_API_V1 as LLAMA_STACK_API_V1\n"
            "from pkg.apis.version import LLAMA_STACK_API_V1ALPHA as LLAMA_STACK_API_V1ALPHA\n"
            "from pkg.schema_utils import json_schema_type as json_schema_type\n\n"
            "from .models import *\nfrom .service import *\n",
            id="those that a star leaked",
        ),
    ],
)
def test_public_names(tmp_path: Path, init: str, after: str) -> None:
    draft = split(tmp_path, {f"{AGENTS}/__init__.py": init, f"{AGENTS}/agents.py": PROTOCOL})
    assert draft.text(AGENTS / "__init__.py") == after


def test_the_module_is_replaced_by_three(tmp_path: Path) -> None:
    draft = split(tmp_path, {f"{AGENTS}/agents.py": PROTOCOL})
    assert {path.name: draft.exists(path) for path in draft.files} == {
        "agents.py": False,
        "models.py": True,
        "routes.py": True,
        "service.py": True,
    }
    assert {item.like for path, item in draft.files.items() if draft.exists(path)} == {AGENTS / "agents.py"}


def test_other_files_of_the_package(tmp_path: Path) -> None:
    described = 'from pydantic import BaseModel\n\n\nclass Part(BaseModel):\n    """:param x: The x."""\n\n    x: int\n'
    sibling = PROTOCOL.replace("Agents", "Other").replace("/agents", "/other")
    files = {"agents.py": PROTOCOL, "other.py": sibling, "parts.py": described, "plain.py": "x = 1\n"}
    draft = split(tmp_path, {f"{AGENTS}/{name}": text for name, text in files.items()})
    assert {path.name for path in draft.files} - SPLIT == {"other.py", "parts.py"}
    assert "webmethod" not in draft.text(AGENTS / "other.py")
    assert 'description="The x."' in draft.text(AGENTS / "parts.py")


def test_a_flat_module(tmp_path: Path) -> None:
    draft = split(tmp_path, {"pkg/apis/agents.py": PROTOCOL})
    assert {str(path): draft.exists(path) for path in draft.files} == {
        "pkg/apis/agents.py": False,
        "pkg/apis/agents/__init__.py": True,
        "pkg/apis/agents/models.py": True,
        "pkg/apis/agents/routes.py": True,
        "pkg/apis/agents/service.py": True,
    }
    stars = draft.text(AGENTS / "__init__.py").splitlines()[-2:]
    assert stars == ["from .models import *", "from .service import *"]


FLAT = Path(__file__).parents[2] / "fixtures" / "flat" / "before"
USER = """
from . import inference
from .inference import Answer, _without_nulls
from .tools import *  # noqa: F403

assert inference.Inference.list_answers
assert _without_nulls({"a": None}) == {}
assert ListToolsResponse(data=[]).data == []  # noqa: F405


def late():
    from mini_api import tools

    return tools.Resource, inference._without_nulls, Answer
"""
SIBLING = '''
def late():
    """from .version import LLAMA_STACK_API_V1 stays as it is here."""
    from . import version
    from .batches.models import BatchJob

    return version, BatchJob
'''


def test_every_kind_of_import_still_works(tmp_path: Path) -> None:
    tree = tmp_path / "flat"
    shutil.copytree(FLAT, tree)
    (tree / "mini_api/user.py").write_text(USER, encoding="utf-8")
    with (tree / "mini_api/tools.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{SIBLING}")
    code, _, err = run("migrate", tree)
    assert code == 0, err
    script = "from mini_api import user\nfrom mini_api.tools.models import late\nprint(user.late(), late())"
    done = subprocess.run([sys.executable, "-c", script], cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tree / "mini_api/user.py").read_text(encoding="utf-8") == USER
    models = (tree / "mini_api/tools/models.py").read_text(encoding="utf-8")
    assert (
        '    """from .version import LLAMA_STACK_API_V1 stays as it is here."""\n    from .. import version\n' in models
    )
    init = (tree / "mini_api/inference/__init__.py").read_text(encoding="utf-8")
    assert "from .models import _without_nulls as _without_nulls\n" in init


ROUTED = Path(__file__).parents[2] / "fixtures" / "routed" / "before"


@pytest.mark.parametrize(
    ("user", "kept"),
    [
        pytest.param("", [], id="nobody asks for them"),
        pytest.param("from port_api.cranes import BaseModel\n", ["BaseModel"], id="an import asks for one"),
        pytest.param("import port_api.cranes\n\nport_api.cranes.Protocol\n", ["Protocol"], id="an attribute, too"),
        pytest.param("from port_api.cranes import *\n", ["BaseModel", "Protocol"], id="a star asks for all"),
    ],
)
def test_names_that_a_module_had_from_libraries(tmp_path: Path, user: str, kept: list[str]) -> None:
    root = tmp_path / "routed"
    shutil.copytree(ROUTED, root)
    (root / "port/user.py").write_text(user, encoding="utf-8")
    code, _, err = run("migrate", root)
    assert code == 0, err
    script = "from port_api import cranes\nprint([name for name in ('BaseModel', 'Protocol') if hasattr(cranes, name)])"
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == f"{kept}\n"


def test_names_of_libraries_that_a_module_lists(tmp_path: Path) -> None:
    root = tmp_path / "routed"
    shutil.copytree(ROUTED, root)
    with (root / "port_api/cranes.py").open("a", encoding="utf-8") as file:
        file.write('\n\n__all__ = ["BaseModel", "Crane", "Cranes"]\n')
    code, _, err = run("migrate", root)
    assert code == 0, err
    init = (root / "port_api/cranes/__init__.py").read_text(encoding="utf-8")
    assert "from pydantic import BaseModel as BaseModel\n" in init
    assert "Protocol as" not in init
