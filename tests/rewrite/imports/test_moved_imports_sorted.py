"""The order of rewritten imports: sorted by ruff where they were sorted before, elsewhere where the old ones stood."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from moved_import_cases import MOVES, comments

from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports
from llama_router_codemod.tree.formatting import keep_style

#: What the cases import beside the modules that move.
THERE = (
    *("pkg.apis.common.a", "pkg.apis.common.order", "pkg.apis.agents.more", "pkg.apis.agents.other"),
    *("pkg.apis.zebra", "pkg.apis.tuning", "pkg.zebra"),
)

#: Title, module, before, after; all of them are sorted for ruff before and after.
SORTED = [
    (
        "to a place further up and further down",
        "lab.user",
        "from pkg.apis.agents import Order\nfrom pkg.apis.agents.agents import Agents\n"
        "from pkg.apis.agents.other import Other\nfrom pkg.apis.zebra import Zebra\n",
        "from pkg.apis.agents import Order\nfrom pkg.apis.agents.other import Other\n"
        "from pkg.apis.agents.service import Agents\nfrom pkg.apis.zebra import Zebra\n",
    ),
    (
        "relative imports with more dots come first",
        "pkg.apis.agents.routes",
        "from ..common.order import Other\nfrom ..eval.eval import Tuning\nfrom . import zebra\n"
        "from .agents import Order\n",
        "from ..common.order import Order, Other\nfrom ..tuning import Tuning\nfrom . import zebra\n",
    ),
    (
        "into the statement that is there, in its style",
        "lab.user",
        "from pkg.apis.agents.agents import Agent\nfrom pkg.apis.agents.models import (\n    Reply,  # why\n)\n",
        "from pkg.apis.agents.models import (\n    Agent,\n    Reply,  # why\n)\n",
    ),
    (
        "into the statement that is there, which then is in another place",
        "lab.user",
        "from pkg.apis.agents.agents import Agent\nfrom pkg.apis.agents.models import Reply as R\n"
        "from pkg.apis.agents.models import ReplyPart\n",
        "from pkg.apis.agents.models import Agent, ReplyPart\nfrom pkg.apis.agents.models import Reply as R\n",
    ),
    (
        "the same name once, with the comments of both",
        "lab.user",
        "from pkg.apis.agents.agents import Agents  # one\nfrom pkg.apis.agents.service import Agents  # two\n",
        "from pkg.apis.agents.service import Agents  # one  # two\n",
    ),
    (
        "a comment behind a statement that comes together with another one",
        "lab.user",
        "from pkg.apis.agents.agents import Agent\nfrom pkg.apis.agents.models import Reply  # noqa: F401\n",
        "from pkg.apis.agents.models import (\n    Agent,\n    Reply,  # noqa: F401\n)\n",
    ),
    (
        "two statements that come together",
        "lab.user",
        "from pkg.apis.agents.agents import Agent, Agents\nfrom pkg.apis.agents.replies import (\n    Reply,\n"
        "    ReplyPart,\n)\n",
        "from pkg.apis.agents.models import Agent, Reply, ReplyPart\nfrom pkg.apis.agents.service import Agents\n",
    ),
    (
        "an alias keeps a statement of its own",
        "lab.user",
        "from pkg.apis.agents.agents import Agent\nfrom pkg.apis.agents.agents import AgentConfig as Config\n"
        "from pkg.apis.agents.replies import Reply as R\n",
        "from pkg.apis.agents.models import Agent\nfrom pkg.apis.agents.models import AgentConfig as Config\n"
        "from pkg.apis.agents.models import Reply as R\n",
    ),
    (
        "numbers count as numbers",
        "lab.user",
        "from pkg.apis.agents.agents import Agents\nfrom pkg.apis.agents.service import X2, X10\n",
        "from pkg.apis.agents.service import X2, X10, Agents\n",
    ),
    (
        "a third-party name to the imports of its section",
        "lab.user",
        "import httpx\nfrom pydantic import BaseModel\n\nfrom pkg.apis.agents.agents import Agents, BatchObject\n",
        "import httpx\nfrom openai.types import Batch as BatchObject\nfrom pydantic import BaseModel\n\n"
        "from pkg.apis.agents.service import Agents\n",
    ),
    (
        "a third-party name below the plain imports of its section",
        "lab.user",
        "import os\n\nimport httpx\n\nfrom pkg.apis.agents.agents import Agents, BatchObject\n",
        "import os\n\nimport httpx\nfrom openai.types import Batch as BatchObject\n\n"
        "from pkg.apis.agents.service import Agents\n",
    ),
    (
        "a third-party name to a section of its own",
        "lab.user",
        "import os\n\nfrom pkg.apis.agents.agents import Agents, BatchObject\n",
        "import os\n\nfrom openai.types import Batch as BatchObject\n\nfrom pkg.apis.agents.service import Agents\n",
    ),
    (
        "a third-party name above all others",
        "lab.user",
        "# licence\n\nfrom pkg.apis.agents.agents import Agents, BatchObject\n",
        "# licence\n\nfrom openai.types import Batch as BatchObject\n\nfrom pkg.apis.agents.service import Agents\n",
    ),
    (
        "the section ends with its last import",
        "pkg.apis.agents.routes",
        "from enum import auto\n\nfrom pkg.apis.models.models import Kind\n\nfrom . import zebra\n",
        "from enum import Enum as Kind\nfrom enum import auto\n\nfrom . import zebra\n",
    ),
    (
        "a comment moves with its statement",
        "lab.user",
        "import os\n\nfrom pkg.apis.agents import Order\n\n# why\nfrom pkg.apis.agents.agents import Agent, Agents\n"
        "from pkg.apis.agents.more import More\n",
        "import os\n\nfrom pkg.apis.agents import Order\n\n# why\nfrom pkg.apis.agents.models import Agent\n"
        "from pkg.apis.agents.more import More\nfrom pkg.apis.agents.service import Agents\n",
    ),
    (
        "a comment moves to the beginning of a section and away from it",
        "lab.user",
        "import os\n\n# why\nfrom pkg.apis.agents.agents import Order\nfrom pkg.apis.common import a\n\n"
        "# because\nfrom pkg.apis.eval.eval import Eval\n",
        "import os\n\nfrom pkg.apis.common import a\n\n# why\nfrom pkg.apis.common.order import Order\n\n"
        "# because\nfrom pkg.apis.eval.service import Eval\n",
    ),
    (
        "comments of statements that come together",
        "lab.user",
        "import os\n\n# one\nfrom pkg.apis.agents.agents import Agent\n\n# two\n"
        "from pkg.apis.agents.replies import Reply\n",
        "import os\n\n# one\n# two\nfrom pkg.apis.agents.models import Agent, Reply\n",
    ),
    (
        "in a function",
        "lab.user",
        "def run():\n    import os\n\n    from pkg.apis.agents.agents import Agent, Order\n"
        "    from pkg.apis.common.a import b\n\n"
        "    return os, b\n",
        "def run():\n    import os\n\n    from pkg.apis.agents.models import Agent\n"
        "    from pkg.apis.common.a import b\n"
        "    from pkg.apis.common.order import Order\n\n    return os, b\n",
    ),
    (
        "not past an isort comment",
        "lab.user",
        "from pkg.apis.agents.agents import Agents\n\n# isort: split\nfrom pkg.apis.agents.models import Reply\n"
        "from pkg.apis.agents.replies import ReplyPart\n",
        "from pkg.apis.agents.service import Agents\n\n# isort: split\n"
        "from pkg.apis.agents.models import Reply, ReplyPart\n",
    ),
    (
        "not past another statement",
        "lab.user",
        "from pkg.apis.agents.agents import Order\n\nX = 1\nfrom pkg.apis.common import a\n",
        "from pkg.apis.common.order import Order\n\nX = 1\nfrom pkg.apis.common import a\n",
    ),
    (
        "statements of a module that remains",
        "lab.user",
        "from pkg.apis.models.models import Model, Models\nfrom pkg.apis.models.models import Models as M\n",
        "from pkg.apis.models.models import Model\nfrom pkg.apis.models.service import Models\n"
        "from pkg.apis.models.service import Models as M\n",
    ),
]

#: Title, before, after; ruff would not leave them as they are, so every new statement stays where the old one stood.
UNSORTED = [
    (
        "in the place of the old one",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.agents import Agent, Agents\n"
        "from pkg.apis.agents.more import M\n",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.models import Agent\n"
        "from pkg.apis.agents.service import Agents\n"
        "from pkg.apis.agents.more import M\n",
    ),
    (
        "a section amid others",
        "from pkg.zebra import Z\nimport os\nfrom pkg.apis.agents.agents import BatchObject, Agents\nimport httpx\n",
        "from pkg.zebra import Z\nimport os\nfrom openai.types import Batch as BatchObject\n"
        "from pkg.apis.agents.service import Agents\nimport httpx\n",
    ),
    (
        "comments right above statements",
        "from a import b\n# one\nfrom pkg.apis.agents.agents import Agents\n# two\n\n"
        "from pkg.apis.agents.more import M\n",
        "from a import b\n# one\nfrom pkg.apis.agents.service import Agents\n# two\n\n"
        "from pkg.apis.agents.more import M\n",
    ),
    (
        "into a statement with names and aliases",
        "from pkg.apis.agents.agents import Agent\nfrom pkg.apis.agents.models import Reply, ReplyPart as P\n",
        "from pkg.apis.agents.models import Reply, ReplyPart as P, Agent\n",
    ),
    (
        "into a statement further down",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.agents import Agents\nfrom pkg.apis.agents.service import X\n",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.service import X, Agents\n",
    ),
    (
        "two statements of one module where comments would be moved",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.models import Reply  # why\n"
        "from pkg.apis.agents.agents import Agent\n"
        "# above\nfrom pkg.apis.agents.replies import ReplyPart\n",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.models import Reply  # why\n"
        "from pkg.apis.agents.models import Agent\n"
        "# above\nfrom pkg.apis.agents.models import ReplyPart\n",
    ),
    (
        "two statements of one module where a name has an alias",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.models import Reply as R\n"
        "from pkg.apis.agents.agents import Agent, AgentConfig as C\n",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.models import Reply as R\n"
        "from pkg.apis.agents.models import Agent, AgentConfig as C\n",
    ),
    (
        "the same name in both",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.service import Agents\n"
        "from pkg.apis.agents.agents import Agent, Agents\n",
        "from pkg.zebra import Z\nfrom pkg.apis.agents.service import Agents\n"
        "from pkg.apis.agents.models import Agent\n",
    ),
    (
        "not sorted elsewhere in the file",
        "from pkg.apis.agents.agents import Agents\nfrom pkg.apis.agents.more import M\n\n\n"
        "def run():\n    import sys\n    import os\n",
        "from pkg.apis.agents.service import Agents\nfrom pkg.apis.agents.more import M\n\n\n"
        "def run():\n    import sys\n    import os\n",
    ),
]


CASES = [*SORTED, *((title, "lab.user", before, after) for title, before, after in UNSORTED)]


def path_of(module: str) -> PurePosixPath:
    return PurePosixPath(*module.split(".")).with_suffix(".py")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the modules that the cases import, and nothing in them."""
    root = tmp_path_factory.mktemp("lab")
    homes = {home for move in MOVES.values() for home in move.star_homes}
    for module in (*MOVES, *homes, *THERE):
        path = root / path_of(module)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return root


@pytest.fixture(scope="module")
def results(lab: Path) -> dict[str, str]:
    """What becomes of each case, by its title; all go through ruff at once."""
    before: dict[PurePosixPath, str] = {}
    after: dict[PurePosixPath, str] = {}
    for title, module, text, _ in CASES:
        path = path_of(module).with_name(f"{title}.py")
        before[path], after[path] = text, rewrite_imports(text, module, False, MOVES)
    return {path.stem: text for path, text in keep_style(before, after, (), lab).items()}


@pytest.mark.parametrize(
    ("title", "before", "after"),
    [(title, before, after) for title, _, before, after in CASES],
    ids=[c[0] for c in CASES],
)
def test_order(results: dict[str, str], title: str, before: str, after: str) -> None:
    assert results[title] == after
    ast.parse(after)
    assert comments(after) == comments(before)


def test_what_ruff_says_of_the_cases(lab: Path) -> None:
    """Exactly the first half of them was sorted before."""
    for title, _, before, _ in CASES:
        (lab / f"{title}.py").write_text(before)
    command = [sys.executable, "-m", "ruff", "check", "--select=I", "--isolated", "--no-cache", "--output-format=json"]
    answer = subprocess.run([*command, "."], cwd=lab, capture_output=True, check=False)
    unsorted = {Path(finding["filename"]).stem for finding in json.loads(answer.stdout)}
    assert unsorted == {title for title, *_ in UNSORTED}
