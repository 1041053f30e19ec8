from llama_router_codemod.rewrite.cleanup.unexported import unexported

BEFORE = """\
from .marks import mark, Mark
from .tides import Tide

__all__ = [
    "Mark",
    "Tide",
    "mark",
]
"""
AFTER = """\
from .marks import Mark
from .tides import Tide

__all__ = [
    "Mark",
    "Tide",
]
"""


def test_a_name_that_a_package_passes_on() -> None:
    assert unexported(BEFORE, "lab", "lab.marks", "mark").replace("Mark\n", "Mark\n") == AFTER


def test_a_name_of_another_module() -> None:
    assert "import mark, Mark" in unexported(BEFORE, "lab", "lab.tides", "mark")
