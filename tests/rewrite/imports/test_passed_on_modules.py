"""Modules that others get from a split module, which imports them as `import x`."""

from pathlib import Path

import pytest
from trees import migrated, tree

SOURCE = """\
import json
import textwrap as tw
from typing import Protocol

from pkg.schema_utils import webmethod


class Agents(Protocol):
    @webmethod("/agents", "GET", "v1")
    async def find(self) -> str:
        return tw.dedent(" a")
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "from pkg.apis.agents.agents import *\n\nprint(json)\n",
            "from pkg.apis.agents.models import *\nfrom pkg.apis.agents.service import *\n\nprint(json)\n",
            id="by a star",
        ),
        pytest.param(
            "from pkg.apis.agents.agents import json, tw\n",
            "from pkg.apis.agents.models import json\nfrom pkg.apis.agents.service import tw\n",
            id="by name",
        ),
    ],
)
def test_modules_that_are_passed_on(tmp_path: Path, before: str, after: str) -> None:
    init = {"pkg/apis/agents/__init__.py": "from .agents import *\n"}
    changes = migrated(tree(tmp_path, {**init, "pkg/apis/agents/agents.py": SOURCE, "pkg/use.py": before}))
    assert changes["pkg/use.py"] == after
    assert changes["pkg/apis/agents/models.py"] == "import json\n"
    assert changes["pkg/apis/agents/service.py"].startswith("import textwrap as tw\n")
