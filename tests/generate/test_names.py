from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.generate.names import Names
from llama_router_codemod.model.move import Move
from llama_router_codemod.source.import_set import ImportSet

MODULE = "pkg.apis.agents.agents"
MOVES = {
    MODULE: Move(
        MODULE,
        {"Agent": "pkg.apis.agents.models", "Agents": "pkg.apis.agents.service", "Fallback": "pkg.apis.agents.models"},
        {"Order": ("pkg.apis.orders", "Order")},
        ("pkg.apis.agents.models", "pkg.apis.agents.service"),
        remains=False,
    )
}
FILES = {
    "pkg/apis/agents/__init__.py": "from .agents import *\nfrom .parts import Part\n",
    "pkg/apis/agents/parts.py": "class Part: ...\n",
    "pkg/apis/agents/agents.py": """\
        import datetime
        import xml.dom, xml.sax as sax

        from pydantic import BaseModel

        from pkg.apis.agents import Part
        from pkg.apis.orders import Order
        from pkg.apis.version import *

        try:
            from fancy import Fallback
        except ImportError:
            Fallback = None

        class Agent(BaseModel): ...
        class Agents: ...
        """,
    "pkg/apis/orders.py": "class Order: ...\n",
    "pkg/core/impl.py": "from pkg.apis.agents.agents import Agent as A, Order\nclass Own: ...\n",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return Names(tree(tmp_path_factory.mktemp("tree"), FILES), MOVES)


@pytest.mark.parametrize(
    ("module", "code", "imports"),
    [
        pytest.param(MODULE, "", "", id="nothing"),
        pytest.param(MODULE, "str | None", "", id="builtins"),
        pytest.param(MODULE, "unknown", "", id="an unknown name"),
        pytest.param("elsewhere", "Agent", "", id="an unknown module"),
        pytest.param(MODULE, "list[Agent]", "from .models import Agent\n", id="a moved name"),
        pytest.param(MODULE, "'Agents'", "", id="a string is no name"),
        pytest.param(MODULE, "list['Agents']", "from .service import Agents\n", id="a forward reference"),
        pytest.param(MODULE, "Fallback", "from .models import Fallback\n", id="an import in a try"),
        pytest.param(MODULE, "Order", "from pkg.apis.orders import Order\n", id="an import"),
        pytest.param(MODULE, "Part", "from .parts import Part\n", id="from the package itself"),
        pytest.param(MODULE, "LLAMA_STACK_API_V1", "from pkg.apis.version import LLAMA_STACK_API_V1\n", id="a star"),
        pytest.param(MODULE, "datetime.date", "import datetime\n", id="a module"),
        pytest.param(MODULE, "xml.dom.Node", "import xml.dom\n", id="a dotted module"),
        pytest.param(MODULE, "sax.Handler", "import xml.sax as sax\n", id="a module with an alias"),
        pytest.param(
            "pkg.core.impl",
            "A | Order",
            "from .models import Agent as A\nfrom pkg.apis.orders import Order\n",
            id="through a moved module",
        ),
        pytest.param("pkg.core.impl", "Own", "from pkg.core.impl import Own\n", id="of another module"),
    ],
)
def test_require(names: Names, module: str, code: str, imports: str) -> None:
    found = ImportSet("pkg.apis.agents")
    found.include(names.needed(code, module, found.package))
    assert found.render() == imports


def test_a_file_does_not_import_from_itself(names: Names) -> None:
    found = ImportSet("pkg.apis.agents")
    found.include(names.needed("Agent | Agents", MODULE, found.package, local="pkg.apis.agents.models"))
    assert found.render() == "from .service import Agents\n"


def test_model_in(names: Names, tmp_path: Path) -> None:
    found = [names.model_in(MODULE, code) for code in ("str", "Annotated[Agent | None, f(Agents)]", "Agents")]
    assert found == [None, "Agent", None]
