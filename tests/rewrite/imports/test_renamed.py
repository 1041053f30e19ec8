import pytest

from llama_router_codemod.rewrite.imports.imported_names import Importer
from llama_router_codemod.rewrite.imports.renamed import Renamed, follow_renamed

HERE = Importer("lab.here", is_package=False)
SAME = Renamed("lab.old", "ring", "lab.old", "call")
OTHER = Renamed("lab.old", "Ring", "lab.new", "Call")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("from lab.other import ring\nring()\n", "from lab.other import ring\nring()\n", id="another one"),
        pytest.param("from lab.old import ring, x\nring(x)\n", "from lab.old import call, x\ncall(x)\n", id="a name"),
        pytest.param("from .old import ring\nring()\n", "from .old import call\ncall()\n", id="relative"),
        pytest.param(
            'patch("lab.old.ring", "lab.user.ring", "a ring", "/ring.ring")\n',
            'patch("lab.old.call", "lab.user.call", "a ring", "/ring.ring")\n',
            id="strings",
        ),
    ],
)
def test_another_name(before: str, after: str) -> None:
    assert follow_renamed(before, HERE, SAME) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("from lab.old import x\nRing = x\n", "from lab.old import x\nRing = x\n", id="its own"),
        pytest.param("from lab.old import Ring\nx: Ring\n", "from lab.new import Call\nx: Call\n", id="alone"),
        pytest.param(
            "from lab.old import Ring, x\nRing(x)\n",
            "from lab.new import Call\nfrom lab.old import x\nCall(x)\n",
            id="beside others",
        ),
        pytest.param(
            "def f():\n    # late\n    from lab.old import Ring\n\n    return Ring()\n",
            "def f():\n    # late\n    from lab.new import Call\n\n    return Call()\n",
            id="in a function",
        ),
        pytest.param(
            "from lab.old import Ring\nfrom lab.new import Call\nA = list[Ring | Call]\nB = Ring | None\n",
            "from lab.new import Call\nA = list[Call]\nB = Call | None\n",
            id="a union of both",
        ),
        pytest.param('patch("lab.old.Ring")\n', 'patch("lab.new.Call")\n', id="a string"),
    ],
)
def test_another_module(before: str, after: str) -> None:
    assert follow_renamed(before, HERE, OTHER, others=["x"]) == after


def test_the_module_itself() -> None:
    assert follow_renamed("ring()\n", Importer("lab.old", is_package=False), SAME) == "call()\n"
