"""The module at an old path: what it passes on, and to whom it shows it."""

from pathlib import Path, PurePosixPath

import pytest
from trees import agents_tree, one_package

from llama_router_codemod.generate.package import layout_of
from llama_router_codemod.generate.shim import shim_source
from llama_router_codemod.model.layout import FACTORY_FILES
from llama_router_codemod.tree.formatting import format_files

WARNING = 'warnings.warn(f"{__name__} has moved: import from {__package__}", DeprecationWarning, stacklevel=2)\n'
PROTOCOL = 'class Agents(Protocol):\n    @webmethod("/agents", "GET", "v1")\n    async def find(self) -> int: ...\n'
AGENTS = PurePosixPath("pkg/apis/agents/agents.py")
IMPORTED = (
    "BaseModel",
    "LLAMA_STACK_API_V1",
    "LLAMA_STACK_API_V1ALPHA",
    "Protocol",
    "json_schema_type",
)


def shim(root: Path, body: str, others: dict[str, str] | None = None) -> str:
    """The shim of the agents, without what every API module imports."""
    symbols = agents_tree(root, body, others)
    layout = layout_of(symbols, one_package(symbols))
    text = shim_source(symbols, layout.module, {layout.module: layout.move}, "# Mine.\n\n", layout.files)
    formatted = format_files({AGENTS: text}, root)[AGENTS]
    lines = [line for line in formatted.splitlines(keepends=True) if line.strip(' ",\n') not in IMPORTED]
    usual = ("from pkg.apis.version", "from pkg.schema_utils", "from pydantic", "from typing import Protocol")
    return "".join(line for line in lines if not line.startswith(usual))


def test_names_of_both_files(tmp_path: Path) -> None:
    assert (
        shim(tmp_path, f"class Agent(BaseModel): ...\n\n\n{PROTOCOL}")
        == (
            '# Mine.\n\n"""The old path of what is in service.py and models.py now."""\n\n'
            "import warnings\n\n\n\n"
            "from .models import Agent\nfrom .service import Agents\n\n"
            '__all__ = [\n    "Agent",\n    "Agents",\n]\n\n'
        )
        + WARNING
    )


def test_files_of_another_name(tmp_path: Path) -> None:
    symbols = agents_tree(tmp_path, PROTOCOL)
    layout = layout_of(symbols, one_package(symbols), FACTORY_FILES)
    text = shim_source(symbols, layout.module, {layout.module: layout.move}, "", layout.files)
    assert text.startswith('"""The old path of what is in api.py and models.py now."""\n')


@pytest.mark.parametrize(
    ("body", "line"),
    [
        pytest.param("_LIMIT = 3\n", "from .models import _LIMIT as _LIMIT\n", id="a private name"),
        pytest.param("import json as _json\n", "import json as _json\n", id="a private module"),
        pytest.param("import os.path\n", "import os.path\n", id="a module"),
        pytest.param("from .other import *\n", "from .other import Other\n", id="a name of a star import"),
        pytest.param("from pkg.order import Order as Sort\n", "from pkg.order import Order as Sort\n", id="an alias"),
        pytest.param(
            "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from pkg.order import Order\n",
            "if TYPE_CHECKING:\n    from pkg.order import Order as Order\n",
            id="a name for type checkers",
        ),
    ],
)
def test_other_names(tmp_path: Path, body: str, line: str) -> None:
    others = {"pkg/apis/agents/other.py": "class Other: ...\n", "pkg/order.py": "class Order: ...\n"}
    assert line in shim(tmp_path, f"{body}\n\n{PROTOCOL}", others)


def test_a_list_of_exports(tmp_path: Path) -> None:
    """Names that are not in it have an alias, so that type checkers take them for re-exports."""
    text = shim(tmp_path, f'__all__ = ["Agents", "webmethod"]\n\n\nclass Agent(BaseModel): ...\n\n\n{PROTOCOL}')
    assert '__all__ = ["Agents"]\n' in text
    assert "from .models import Agent as Agent\nfrom .service import Agents\n" in text
