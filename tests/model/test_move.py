import pytest

from llama_router_codemod.model.move import Move, new_home

AGENTS = Move(
    "pkg.agents.agents",
    {"Agent": "pkg.agents.models", "Agents": "pkg.agents.service"},
    {
        "Order": ("pkg.orders.orders", "Order"),
        "Batch": ("openai.types", "Batch"),
        "Settings": ("pkg.orders.orders", "Tuning"),
        "Lost": ("pkg.orders.orders", "Nowhere"),
        "Round": ("pkg.agents.agents", "Round"),
    },
    ("pkg.agents.models", "pkg.agents.service"),
    remains=False,
)
ORDERS = Move("pkg.orders.orders", {"Order": "pkg.orders.models"}, {"Tuning": ("pkg.tuning", "Tuned")}, (), False)
MODELS = Move(
    "pkg.models.models",
    {"Model": "pkg.models.models", "Models": "pkg.models.service"},
    {"Kind": ("enum", "Enum")},
    ("pkg.models.models", "pkg.models.service"),
    remains=True,
)
MOVES = {move.module: move for move in (AGENTS, ORDERS, MODELS)}


@pytest.mark.parametrize(
    ("module", "name", "home"),
    [
        pytest.param("pkg.other", "Agent", ("pkg.other", "Agent"), id="a module that does not move"),
        pytest.param("pkg.agents.agents", "Agent", ("pkg.agents.models", "Agent"), id="a moved name"),
        pytest.param("pkg.models.models", "Model", ("pkg.models.models", "Model"), id="a name that stays"),
        pytest.param("pkg.agents.agents", "Batch", ("openai.types", "Batch"), id="an import"),
        pytest.param("pkg.agents.agents", "Order", ("pkg.orders.models", "Order"), id="through a moved module"),
        pytest.param("pkg.agents.agents", "Settings", ("pkg.tuning", "Tuned"), id="through two, under another name"),
        pytest.param("pkg.agents.agents", "Nobody", None, id="unknown"),
        pytest.param("pkg.agents.agents", "Lost", None, id="unknown to the module that it came from"),
        pytest.param("pkg.agents.agents", "Round", None, id="in a circle"),
    ],
)
def test_new_home(module: str, name: str, home: tuple[str, str] | None) -> None:
    assert new_home(module, name, MOVES) == home


@pytest.mark.parametrize(("name", "lost"), [("Model", False), ("Nobody", False), ("Models", True), ("Kind", True)])
def test_what_a_module_that_remains_has_lost(name: str, lost: bool) -> None:
    assert MODELS.lost(name) is lost
