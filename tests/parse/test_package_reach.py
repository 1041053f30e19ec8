from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.parse.package_reach import home, may_reach
from llama_router_codemod.tree.checkout import Checkout

FILES = {
    "goal/a.py": "x = 1\n",
    "names/a.py": "module = 'goal.a'\n",
    "imports/a.py": "def f():\n    if x: from names.a import module\n",
    "circle/a.py": "import circle.b, imports\n",
    "circle/b.py": "from round import x\n",
    "round/a.py": "import circle\n",
    "apart/a.py": "import json, goals\n",
    "double/a.py": "import json; from twins import y\n",
    "one/twins/a.py": "y = 1\n",
    "two/twins/a.py": "import goal\n",
    "alone.py": "import goal.a as a\n",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Two packages have the same name."""
    tree(tmp_path, FILES)
    for name in ("one", "two"):
        (tmp_path / name / "__init__.py").unlink()
    return Checkout.open(tmp_path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("goal/a.py", True),
        ("names/a.py", True),
        ("imports/a.py", True),
        ("circle/b.py", False),
        ("round/a.py", False),
        ("apart/a.py", False),
        ("double/a.py", True),
        ("one/twins/a.py", False),
        ("alone.py", True),
    ],
)
def test_what_a_package_may_reach(checkout: Checkout, path: str, expected: bool) -> None:
    assert may_reach(checkout, home(checkout, PurePosixPath(path)), "goal.a") is expected


def test_homes(checkout: Checkout) -> None:
    paths = ("goal/a.py", "two/twins/a.py", "alone.py")
    assert [str(home(checkout, PurePosixPath(path))) for path in paths] == ["goal", "two/twins", "alone.py"]
