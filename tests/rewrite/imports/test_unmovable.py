from __future__ import annotations

import ast
from pathlib import PurePosixPath
from textwrap import dedent

import pytest
from moved_import_cases import MOVES

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.report.messages import message
from llama_router_codemod.rewrite.imports.unmovable import (
    Reason,
    UnmovableUse,
    dynamic_uses,
    imports_left_out,
    unmovable_uses,
)

PATH = PurePosixPath("lab/user.py")


def findings(text: str, module: str = "lab.user", *, is_package: bool = False) -> list[str]:
    found = [finding for _, finding in unmovable_uses(ast.parse(dedent(text)), module, is_package, PATH, MOVES)]
    assert {(finding.code, finding.place.path) for finding in found} <= {("LRC903", PATH)}
    return [f"{finding.place.line}:{finding.place.column} {message(finding.facts)}" for finding in found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "import pkg.apis.agents\nfrom pkg.apis import agents\nfrom pkg.apis.agents import Agents\n",
        "from pkg.apis.agents.agents import Agents, Order as O, Settings\n",
        "from pkg.apis.agents.agents import *\n",
        "import pkg.apis.models.models\nfrom pkg.apis.models import models\n"
        "pkg.apis.models.models.Model, models.Model\n",
        "from lab import agents, models\nagents.agents.Agents, models.Models, pkg.apis.agents.agents\n",
        "from .agents import Nobody\n",
    ],
)
def test_nothing(text: str) -> None:
    assert findings(text) == []


def test_module_as_a_whole() -> None:
    text = """\
    import os, pkg.apis.agents.agents
    import pkg.apis.eval.eval as e

    def run():
        from pkg.apis.agents import Agents, replies as r
        return e.Eval, r.Reply, pkg.apis.agents.agents.Agent
    """
    assert findings(text) == [
        "1:12 `pkg.apis.agents.agents` is imported as a whole",
        "2:8 `pkg.apis.eval.eval` is imported as a whole",
        "5:41 `pkg.apis.agents.replies` is imported as a whole",
    ]


def test_relative_import_of_a_module() -> None:
    text = "from . import agents\nfrom ..eval import eval\n"
    expected = [
        "1:15 `pkg.apis.agents.agents` is imported as a whole",
        "2:20 `pkg.apis.eval.eval` is imported as a whole",
    ]
    assert findings(text, "pkg.apis.agents", is_package=True) == expected
    assert findings(text, "pkg.apis.agents.routes") == expected
    assert findings(text) == []


def test_module_through_its_package() -> None:
    text = "import pkg.apis\nfrom pkg.apis import agents as a\npkg.apis.eval.eval.Eval\nrun(a.agents)\n"
    assert findings(text) == [
        "3:1 `pkg.apis.eval.eval` is used as a whole",
        "4:5 `pkg.apis.agents.agents` is used as a whole",
    ]


def test_names_that_a_module_lost() -> None:
    text = """\
    import pkg.apis.models.models as m
    from pkg.apis.models import models
    m.Model, m.Models, models.Kind, models.models
    """
    assert findings(text) == [
        "3:10 `pkg.apis.models.models` no longer has `Models`",
        "3:20 `pkg.apis.models.models` no longer has `Kind`",
    ]


def test_unknown_names() -> None:
    assert findings("from pkg.apis.agents.agents import Agents, Nobody, Lost\n") == [
        "1:44 `pkg.apis.agents.agents` has no name `Nobody` and had none before; delete the import of it",
        "1:52 `pkg.apis.agents.agents` has no name `Lost` and had none before; delete the import of it",
    ]


def test_the_moved_module_of_a_use() -> None:
    tree = ast.parse("import pkg.apis.eval.eval\n")
    finding = Finding(Place(PATH, 1, 8), UnmovableUse(Reason.IMPORTED, "pkg.apis.eval.eval"))
    assert unmovable_uses(tree, "lab.user", False, PATH, MOVES) == [("pkg.apis.eval.eval", finding)]


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        ("'pkg.apis.agents.agents'", ["pkg.apis.agents.agents"]),
        ("f'pkg.apis.{a}.{a}'", ["pkg.apis.agents.agents", "pkg.apis.agents.replies", "pkg.apis.eval.eval"]),
        ("'pkg.apis.models.models'", []),
        ("'pkg.apis.agents'", []),
        ("f'pkg.apis.{a}'", []),
    ],
)
def test_module_that_is_imported_by_a_name_in_a_string(name: str, moved: list[str]) -> None:
    text = f"x = import_module({name})"
    found = list(dynamic_uses(ast.parse(text), text.encode(), "lab", PATH, MOVES))
    assert sorted(module for module, _ in found) == moved
    for module, finding in found:
        assert (finding.place, finding.facts) == (Place(PATH, 1, 19), UnmovableUse(Reason.IMPORTED, module))


def test_module_among_the_exports_of_its_package() -> None:
    text = 'from .agents import Agents\n\n__all__ = ["Agents", "agents", "models"]\n'
    expected = ["3:22 `pkg.apis.agents.agents` is imported as a whole"]
    assert findings(text, "pkg.apis.agents", is_package=True) == expected
    assert findings(text.replace("Agents\n", "Agents as agents\n", 1), "pkg.apis.agents", is_package=True) == []
    assert findings(text, "pkg.apis.agents") == []


def test_imports_in_a_file_that_is_left_out() -> None:
    """No import there can follow; where the module remains none has to."""
    text = "from pkg.apis.agents.agents import Agents\nimport pkg.apis.eval.eval\nimport pkg.apis.models.models\n"
    found = imports_left_out(ast.parse(text), "lab.user", False, PATH, MOVES)
    assert [(moved, finding.place.line, message(finding.facts)) for moved, finding in found] == [
        (moved, line, f"`{moved}` is imported here, in a file that is left out")
        for line, moved in ((1, "pkg.apis.agents.agents"), (2, "pkg.apis.eval.eval"))
    ]
