"""models.py, service.py and __init__.py of a package, to the letter, as a migration writes them."""

from pathlib import Path
from textwrap import dedent

import pytest
from trees import migrated, tree

HEAD = "from typing import Protocol\n\nfrom pkg.schema_utils import webmethod\n\n\n"


def protocol(returns: str = "int", parameters: str = "", docstring: str = "...") -> str:
    """A Protocol with one route, a GET."""
    return (
        f'class Agents(Protocol):\n    @webmethod("/agents", "GET", "v1")\n'
        f"    async def find(self{parameters}) -> {returns}: {docstring}\n"
    )


def written(root: Path, source: str, init: str = "from .agents import *\n") -> dict[str, str]:
    """The files of the package after a migration, without routes.py."""
    files = {"pkg/apis/agents/__init__.py": init, "pkg/apis/agents/agents.py": dedent(source)}
    return package(migrated(tree(root, files)))


def package(changes: dict[str, str]) -> dict[str, str]:
    """The changed files of the package agents, without routes.py, by their name."""
    prefix = "pkg/apis/agents/"
    names = {path: path.removeprefix(prefix) for path in changes if path.startswith(prefix)}
    return {name: changes[path] for path, name in names.items() if name != "routes.py"}


SERVICE = """\
from typing import Protocol


class Agents(Protocol):
    async def find(self) -> int: ...
"""


def test_a_protocol_alone(tmp_path: Path) -> None:
    assert written(tmp_path, HEAD + protocol()) == {
        "__init__.py": "from .service import *\n",
        "agents.py": "",
        "service.py": SERVICE,
    }


def test_names_needed_by_both_files(tmp_path: Path) -> None:
    source = f"""\
# Copyright of all.

from typing import Any, Protocol  # typing

from pydantic import BaseModel
from pkg.schema_utils import webmethod


class Agent(BaseModel):
    data: Any


{protocol("Agent", ", data: Any")}"""
    assert written(tmp_path, source) == {
        "__init__.py": "from .models import *\nfrom .service import *\n",
        "agents.py": "",
        "models.py": """\
# Copyright of all.

from typing import Any  # typing

from pydantic import BaseModel


class Agent(BaseModel):
    data: Any


class FindRequest(BaseModel):
    \"""Query parameters of `find`.\"""

    data: Any
""",
        "service.py": """\
# Copyright of all.

from typing import Any, Protocol  # typing

from .models import Agent


class Agents(Protocol):
    async def find(self, data: Any) -> Agent: ...
""",
    }


def test_comments_above_imports_that_go(tmp_path: Path) -> None:
    source = f"""\
from typing import Protocol

# All
from pkg.schema_utils import webmethod

# All of the models.
LIMIT = 5


# All agents.
{protocol()}"""
    files = written(tmp_path, source)
    assert files["models.py"] == "# All\n\n# All of the models.\nLIMIT = 5\n"
    assert files["service.py"] == SERVICE.replace("class", "# All agents.\nclass", 1)


def test_docstring_future_and_type_checkers(tmp_path: Path) -> None:
    source = f'''\
"""Agents at work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pydantic import BaseModel

from pkg.schema_utils import webmethod

if TYPE_CHECKING:
    from decimal import Decimal


class Agent(BaseModel): ...


{protocol("Agent", ", weight: Decimal")}'''
    files = written(tmp_path, source)
    assert (
        files["models.py"]
        == '''\
from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel


class Agent(BaseModel): ...


class FindRequest(BaseModel):
    """Query parameters of `find`."""

    weight: Decimal
'''
    )
    assert (
        files["service.py"]
        == '''\
"""Agents at work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .models import Agent

if TYPE_CHECKING:
    from decimal import Decimal


class Agents(Protocol):
    async def find(self, weight: Decimal) -> Agent: ...
'''
    )


def test_late_imports_fallbacks_and_statements_about_the_protocol(tmp_path: Path) -> None:
    source = f"""\
{HEAD}class Agent: ...


from pkg.apis.version import LLAMA_STACK_API_V1  # noqa: E402

LEVEL = LLAMA_STACK_API_V1
try:
    from fancy import Thing
except ImportError:
    Thing = None


{protocol("Agent", ", thing: Thing = None")}

print(LEVEL)
print(Agents)
KINDS: list[type[Agents]] = []
# The end.
"""
    files = written(tmp_path, source)
    assert (
        files["models.py"]
        == """\
class Agent: ...


from pkg.apis.version import LLAMA_STACK_API_V1  # noqa: E402

LEVEL = LLAMA_STACK_API_V1
try:
    from fancy import Thing
except ImportError:
    Thing = None


print(LEVEL)
# The end.
"""
    )
    assert (
        files["service.py"]
        == """\
from typing import Protocol

from .models import Agent, Thing


class Agents(Protocol):
    async def find(self, thing: Thing = None) -> Agent: ...


print(Agents)
KINDS: list[type[Agents]] = []
"""
    )


def test_semicolons_stars_and_side_effects(tmp_path: Path) -> None:
    source = f"""\
from typing import Literal, Protocol; import json
import pkg.apis.datatypes  # registers
from pkg.apis.version import *
from pkg.schema_utils import webmethod


class Agent:
    kind: Literal["json"] = "json"
    level: str = LLAMA_STACK_API_V1


{protocol("Agent")}"""
    files = written(tmp_path, source)
    assert (
        files["models.py"]
        == """\
import json
from typing import Literal

import pkg.apis.datatypes  # registers
from pkg.apis.version import *


class Agent:
    kind: Literal["json"] = "json"
    level: str = LLAMA_STACK_API_V1
"""
    )
    assert (
        files["service.py"]
        == """\
from typing import Protocol

from pkg.apis.version import *

from .models import Agent


class Agents(Protocol):
    async def find(self) -> Agent: ...
"""
    )


def test_exports_are_shared(tmp_path: Path) -> None:
    source = f"""\
from enum import Enum as Enum
{HEAD}__all__ = ["Agents", "Agent", "Enum"]


class Agent: ...


{protocol("Agent", ", limit: int")}"""
    files = written(tmp_path, source)
    assert files["models.py"].startswith(
        'from enum import Enum as Enum\n\nfrom pydantic import BaseModel\n\n__all__ = ["Agent", "Enum"]\n'
    )
    assert (
        files["service.py"]
        == """\
from typing import Protocol

from .models import Agent

__all__ = ["Agents"]


class Agents(Protocol):
    async def find(self, limit: int) -> Agent: ...
"""
    )


@pytest.mark.parametrize(
    ("init", "after"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("from .agents import Agents\n", "from .service import Agents\n", id="explicit"),
        pytest.param(
            'from .agents import Agents as A, Agent\n\n__all__ = ["A", "Agent"]\n',
            'from .models import Agent\nfrom .service import Agents as A\n\n__all__ = ["A", "Agent"]\n',
            id="explicit with exports",
        ),
        pytest.param(
            "from .agents import *\n",
            "from pkg.apis.version import LLAMA_STACK_API_V1 as LLAMA_STACK_API_V1\n\n"
            "from .models import *\nfrom .service import *\n",
            id="a star that leaked a name",
        ),
        pytest.param(
            'from .agents import *\n\n__all__ = ["Agents", "LLAMA_STACK_API_V1"]\n',
            "from pkg.apis.version import LLAMA_STACK_API_V1 as LLAMA_STACK_API_V1\n\n"
            'from .models import *\nfrom .service import *\n\n__all__ = ["Agents", "LLAMA_STACK_API_V1"]\n',
            id="a leaked name among the exports",
        ),
    ],
)
def test_init(tmp_path: Path, init: str, after: str) -> None:
    source = f"""\
from typing import Protocol

from pkg.apis.version import LLAMA_STACK_API_V1
from pkg.schema_utils import webmethod


class Agent: ...


{protocol().replace('"v1"', "LLAMA_STACK_API_V1")}"""
    assert written(tmp_path, source, init).get("__init__.py", init) == after


def test_a_flat_module_becomes_a_package(tmp_path: Path) -> None:
    source = f'''\
# Copyright

from typing import Protocol

from .datatypes import Api
from .schemas import webmethod


class Agent:
    """
    from .agents import Agent
    """

    api: Api


{protocol("Agent")}'''
    files = {"pkg/apis/agents.py": source, "pkg/apis/schemas.py": "def webmethod(route, method, level): ...\n"}
    changes = migrated(tree(tmp_path, files))
    assert changes["pkg/apis/agents.py"] == ""
    assert package(changes) == {
        "__init__.py": "# Copyright\n\nfrom .models import *\nfrom .service import *\n",
        "models.py": '''\
# Copyright

from ..datatypes import Api


class Agent:
    """
    from .agents import Agent
    """

    api: Api
''',
        "service.py": """\
# Copyright

from typing import Protocol

from .models import Agent


class Agents(Protocol):
    async def find(self) -> Agent: ...
""",
    }
