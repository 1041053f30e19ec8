from __future__ import annotations

import pytest
from moved_import_cases import MOVES, check, check_unchanged

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports


@pytest.mark.parametrize(
    "text",
    [
        "",
        "import os\n",
        "from pkg.apis.agents import Agents, agents\n",
        "import pkg.apis.agents.agents\nimport pkg.apis.agents.agents as there\n",
        "from pkg.apis.agents.agents_more import Agents\n",
        "from other.apis.agents.agents import Agents\n",
        "from .agents import Agents\n",
        "from pkg.apis.agents.agents import Agents, Nobody\n",
        "from pkg.apis.agents.agents import Lost\n",
        "from pkg.apis.agents.agents import Round\n",
        "from pkg.apis.models.models import ModelType, Model\n",
        'TEXT = """\nfrom pkg.apis.agents.agents import Agents\n"""\n# from pkg.apis.agents.agents import Agents\n',
    ],
)
def test_unchanged(text: str) -> None:
    check_unchanged(text)


def test_text_without_a_moved_module_is_not_parsed() -> None:
    text = "this is no Python: agents\nfrom pkg.apis.agents import\n"
    assert rewrite_imports(text, "lab.user", False, MOVES) == text


def test_no_moves() -> None:
    text = "this is no Python either\nfrom pkg.apis.agents.agents import Agents\n"
    assert rewrite_imports(text, "lab.user", False, {}) == text


def test_text_that_does_not_parse() -> None:
    with pytest.raises(InputError, match=r"^lab/user\.py:2:"):
        rewrite_imports("from pkg.apis.agents.agents import Agents\nthis is\n", "lab.user", False, MOVES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from pkg.apis.agents.agents import Agents\n", "from pkg.apis.agents.service import Agents\n"),
        ("from pkg.apis.agents . agents \\\n    import Agents", "from pkg.apis.agents.service import Agents"),
        (
            "from pkg.apis.agents.agents import is_agent, Agents, AgentConfig as Config, MAX_TURNS, Agent\n",
            "from pkg.apis.agents.models import is_agent, AgentConfig as Config, MAX_TURNS, Agent\n"
            "from pkg.apis.agents.service import Agents\n",
        ),
        ("from pkg.apis.agents.agents import (\n    Agents,\n)\n", "from pkg.apis.agents.service import Agents\n"),
        (
            "from pkg.apis.models.models import Model, Models\n",
            "from pkg.apis.models.models import Model\nfrom pkg.apis.models.service import Models\n",
        ),
        (
            "from pkg.apis.agents.agents import Agents as Agents\n",
            "from pkg.apis.agents.service import Agents as Agents\n",
        ),
    ],
)
def test_names(before: str, after: str) -> None:
    check(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from pkg.apis.agents.agents import Order\n", "from pkg.apis.common.order import Order\n"),
        ("from pkg.apis.agents.agents import Order as O\n", "from pkg.apis.common.order import Order as O\n"),
        ("from pkg.apis.agents.agents import Settings\n", "from pkg.apis.eval.models import EvalConfig as Settings\n"),
        ("from pkg.apis.agents.agents import Settings as S\n", "from pkg.apis.eval.models import EvalConfig as S\n"),
        ("from pkg.apis.agents.agents import BatchObject as Batch\n", "from openai.types import Batch\n"),
        ("from pkg.apis.eval.eval import Tuning\n", "from pkg.apis.tuning import Tuning\n"),
    ],
)
def test_name_that_was_only_imported(before: str, after: str) -> None:
    check(before, after)


@pytest.mark.parametrize(
    ("module", "is_package", "before", "after"),
    [
        ("pkg.apis.agents", True, "from .agents import Agents\n", "from .service import Agents\n"),
        ("pkg.apis.agents.routes", False, "from. agents import Agents\n", "from .service import Agents\n"),
        ("pkg.apis.agents.routes", False, "from .agents import Agents\n", "from .service import Agents\n"),
        ("pkg.apis.eval.routes", False, "from ..agents.agents import Agent\n", "from ..agents.models import Agent\n"),
        ("pkg.core.x.y", False, "from ...apis.eval.eval import Tuning\n", "from ...apis.tuning import Tuning\n"),
        ("pkg.apis.eval", True, "from .eval import Tuning\n", "from ..tuning import Tuning\n"),
        ("pkg.apis", True, "from .eval.eval import Tuning\n", "from .tuning import Tuning\n"),
        (
            "pkg.apis.agents",
            True,
            "from .agents import BatchObject\n",
            "from openai.types import Batch as BatchObject\n",
        ),
    ],
)
def test_relative_import(module: str, is_package: bool, before: str, after: str) -> None:
    check(before, after, module, is_package=is_package)


def test_star() -> None:
    check(
        "from .agents import *  # noqa: F401 F403\n",
        "from .models import *  # noqa: F401 F403\nfrom .service import *  # noqa: F401 F403\n",
        "pkg.apis.agents",
        is_package=True,
    )


def test_name_that_a_star_passed_on() -> None:
    check(
        """\
        from pkg.apis.agents.agents import *


        def first(order: Order, agent: Agent) -> BatchObject: ...
        """,
        """\
        from openai.types import Batch as BatchObject
        from pkg.apis.agents.models import *
        from pkg.apis.agents.service import *
        from pkg.apis.common.order import Order


        def first(order: Order, agent: Agent) -> BatchObject: ...
        """,
    )
    check(
        """\
        from pkg.apis.agents.agents import *

        __all__ = ["Order"]
        BatchObject = 1
        size = BatchObject
        """,
        """\
        from pkg.apis.agents.models import *
        from pkg.apis.agents.service import *

        __all__ = ["Order"]
        BatchObject = 1
        size = BatchObject
        """,
    )


def test_stars_of_two_modules_of_a_package() -> None:
    check(
        "from .agents import *\nfrom .replies import *\nfrom .zebra import *\n",
        "from .models import *\nfrom .service import *\nfrom .zebra import *\n",
        "pkg.apis.agents",
        is_package=True,
    )


def test_star_of_a_module_that_remains() -> None:
    after = "from .models import *\nfrom .service import *\n"
    check("from .models import *\n", after, "pkg.apis.models", is_package=True)
    check(
        "from .models import *; X = 1\n", "from .models import *; from .service import *; X = 1\n", "pkg.apis.models.z"
    )


def test_star_does_not_merge_with_names() -> None:
    check(
        "from pkg.apis.agents.agents import *\nfrom pkg.apis.agents.models import Reply\n",
        "from pkg.apis.agents.models import *\n"
        "from pkg.apis.agents.service import *\n"
        "from pkg.apis.agents.models import Reply\n",
    )


def test_everywhere_with_its_indentation() -> None:
    check(
        """\
        from typing import TYPE_CHECKING

        if TYPE_CHECKING:
            from pkg.apis.agents.agents import Agent, Agents
        else:
            from pkg.apis.agents.agents import Agents

        try:
            from pkg.apis.agents.agents import Agent
        except ImportError:
            from pkg.apis.agents.agents import AgentConfig as Agent
        finally:
            from pkg.apis.agents.agents import Agents


        class Host:
        \tdef run(self):
        \t\tfrom pkg.apis.agents.agents import Agent, Agents  # late
        \t\tmatch self:
        \t\t\tcase 1:
        \t\t\t\tfrom pkg.apis.agents.agents import Agents
        \t\treturn lambda: Agents
        """,
        """\
        from typing import TYPE_CHECKING

        if TYPE_CHECKING:
            from pkg.apis.agents.models import Agent
            from pkg.apis.agents.service import Agents
        else:
            from pkg.apis.agents.service import Agents

        try:
            from pkg.apis.agents.models import Agent
        except ImportError:
            from pkg.apis.agents.models import AgentConfig as Agent
        finally:
            from pkg.apis.agents.service import Agents


        class Host:
        \tdef run(self):
        \t\tfrom pkg.apis.agents.models import Agent
        \t\tfrom pkg.apis.agents.service import Agents  # late
        \t\tmatch self:
        \t\t\tcase 1:
        \t\t\t\tfrom pkg.apis.agents.service import Agents
        \t\treturn lambda: Agents
        """,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "é = 'é'; from pkg.apis.agents.agents import Agent, Agents; ü = 2\n",
            "é = 'é'; from pkg.apis.agents.models import Agent; from pkg.apis.agents.service import Agents; ü = 2\n",
        ),
        (
            "import sys; from pkg.apis.agents.agents import Agents\n"
            "from pkg.apis.agents.agents import Agent; import os\n",
            "import sys; from pkg.apis.agents.service import Agents\n"
            "from pkg.apis.agents.models import Agent; import os\n",
        ),
        (
            "if True: from pkg.apis.agents.agents import Agent, Agents\n",
            "if True: from pkg.apis.agents.models import Agent; from pkg.apis.agents.service import Agents\n",
        ),
        (
            "if True: from pkg.apis.agents.agents import (\n        Agent,  # a\n    Agents)\n",
            "if True: from pkg.apis.agents.models import (\n    Agent,  # a\n"
            "); from pkg.apis.agents.service import Agents\n",
        ),
        (
            "x = 1; from pkg.apis.agents.agents import (  # noqa: F401\n    Agent, Agents\n); y = 2\n",
            "x = 1; from pkg.apis.agents.models import (  # noqa: F401\n    Agent,\n"
            "); from pkg.apis.agents.service import (  # noqa: F401\n    Agents,\n); y = 2\n",
        ),
        (
            "import sys; \\\nfrom pkg.apis.agents.agents import Agents, Agent\n",
            "import sys; \\\nfrom pkg.apis.agents.models import Agent; from pkg.apis.agents.service import Agents\n",
        ),
    ],
)
def test_statement_that_shares_its_line(before: str, after: str) -> None:
    check(before, after)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "{n}", "{n}{n}# end{n}", "{n}x = 'é'"])
def test_line_endings(newline: str, end: str) -> None:
    end = end.format(n=newline)
    check(
        f"# é{newline}# b{newline}{newline}from a import b{newline}{newline}"
        f"from pkg.apis.agents.agents import Agent, Agents{end}",
        f"# é{newline}# b{newline}{newline}from a import b{newline}{newline}"
        f"from pkg.apis.agents.models import Agent{newline}from pkg.apis.agents.service import Agents{end}",
    )


LONG = "an_alias_that_is_so_long_that_two_of_them_do_not_fit"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"from pkg.apis.agents.agents import Agent as {LONG}, AgentConfig as {LONG}_on_a_line\n",
            f"from pkg.apis.agents.models import (\n    Agent as {LONG},\n    AgentConfig as {LONG}_on_a_line,\n)\n",
        ),
        (
            f"from pkg.apis.agents.agents import (\n    Agent as {LONG},\n    Agents as {LONG}_a,\n)\n",
            f"from pkg.apis.agents.models import Agent as {LONG}\n"
            f"from pkg.apis.agents.service import Agents as {LONG}_a\n",
        ),
        (
            "from pkg.apis.agents.agents import (Agent,\n    AgentConfig\n)\n",
            "from pkg.apis.agents.models import Agent, AgentConfig\n",
        ),
        (
            "from pkg.apis.agents.agents import (\n    Agent,\n    Agents,\n    AgentConfig,\n)\n",
            "from pkg.apis.agents.models import (\n    Agent,\n    AgentConfig,\n)\n"
            "from pkg.apis.agents.service import Agents\n",
        ),
    ],
)
def test_one_line_or_one_name_a_line(before: str, after: str) -> None:
    check(before, after)


def test_a_line_of_120_columns_fits() -> None:
    fits = "a" * (120 - len("from pkg.apis.agents.service import Agents as "))
    check(
        f"from pkg.apis.agents.agents import Agents as {fits}\n",
        f"from pkg.apis.agents.service import Agents as {fits}\n",
    )
    check(
        f"from pkg.apis.agents.agents import Agents as {fits}a\n",
        f"from pkg.apis.agents.service import (\n    Agents as {fits}a,\n)\n",
    )
    check(
        f"from pkg.apis.agents.agents import Agents as {fits}  # noqa: F401\n",
        f"from pkg.apis.agents.service import Agents as {fits}  # noqa: F401\n",
    )
    check(
        f"from pkg.apis.agents.agents import Agents as {fits}  # why\n",
        f"from pkg.apis.agents.service import (  # why\n    Agents as {fits},\n)\n",
    )


def test_comments_stay_with_their_names() -> None:
    check(
        """\
        from pkg.apis.agents.agents import (  # at the top
            Agents,  # the service
            # above the agent
            # in two lines
            Agent,
            AgentStore, MAX_TURNS,  # the last one
            AgentConfig, BatchAgent,  # noqa: F401
            is_agent
            # below all
        )  # at the end
        """,
        """\
        from pkg.apis.agents.models import (
            # above the agent
            # in two lines
            Agent,
            MAX_TURNS,  # the last one
            AgentConfig,  # noqa: F401
            BatchAgent,  # noqa: F401
            is_agent,
            # below all
        )
        from pkg.apis.agents.service import (  # at the top
            Agents,  # the service
            AgentStore,
        )  # at the end
        """,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "from pkg.apis.agents.agents import Agent, Agents  # both\n",
            "from pkg.apis.agents.models import Agent\nfrom pkg.apis.agents.service import Agents  # both\n",
        ),
        (
            "from pkg.apis.agents.agents import Agent, Agents  # isn't used  # noqa: F401\n",
            "from pkg.apis.agents.models import Agent  # isn't used  # noqa: F401\n"
            "from pkg.apis.agents.service import Agents  # isn't used  # noqa: F401\n",
        ),
        (
            "from pkg.apis.agents.agents import (  # type: ignore[attr]\n    Agent,\n    AgentConfig,\n"
            "    Agents,\n)\n",
            "from pkg.apis.agents.models import (  # type: ignore[attr]\n    Agent,\n    AgentConfig,\n)\n"
            "from pkg.apis.agents.service import Agents  # type: ignore[attr]\n",
        ),
    ],
)
def test_comment_behind_a_statement(before: str, after: str) -> None:
    check(before, after)


def test_comment_above_a_statement_stays_there() -> None:
    check(
        """\
        # licence
        from pkg.apis.agents.agents import Order
        from pkg.apis.common import Thing

        # two services

        # why
        from lab.agents import other
        # reason
        from pkg.apis.agents.agents import Agent, Agents
        from pkg.apis.agents.more import More
        """,
        """\
        # licence
        from pkg.apis.common.order import Order
        from pkg.apis.common import Thing

        # two services

        # why
        from lab.agents import other
        # reason
        from pkg.apis.agents.models import Agent
        from pkg.apis.agents.service import Agents
        from pkg.apis.agents.more import More
        """,
    )
