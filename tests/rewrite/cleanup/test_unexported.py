from llama_router_codemod.parse.referrers import Passed
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
    assert unexported(BEFORE, Passed("lab", "mark"), "lab.marks", "mark") == AFTER


def test_a_name_of_another_module() -> None:
    assert "import mark, Mark" in unexported(BEFORE, Passed("lab", "mark"), "lab.tides", "mark")


def test_a_name_that_is_called_otherwise() -> None:
    text = "from .marks import mark, mark as sign\n\n__all__ = ['mark', 'sign']\n"
    after = "from .marks import mark\n\n__all__ = ['mark']\n"
    assert unexported(text, Passed("lab", "sign"), "lab.marks", "mark") == after
