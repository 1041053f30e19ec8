import pytest

from llama_router_codemod.rewrite.imports.imported_names import Importer, without_imported_names

HERE = Importer("lab.core.here", is_package=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("from lab.core.a import *\n", "from lab.core.a import *\n", id="star"),
        pytest.param("from lab.core.b import x\n", "from lab.core.b import x\n", id="another module"),
        pytest.param("from lab.core.a import x as z\n", "from lab.core.a import x as z\n", id="an alias"),
        pytest.param("from lab.core.a import z\n", "from lab.core.a import z\n", id="another of that name"),
        pytest.param("from lab.core.a import x, y\n", "\n", id="all"),
        pytest.param("from lab.core.a import w as z, x as x\n", "\n", id="called so"),
        pytest.param("from lab.core.a import v, x\n", "from lab.core.a import v\n", id="the last"),
        pytest.param("from .a import x, v\n", "from .a import v\n", id="relative"),
        pytest.param("from ..core.a import (\n    v,\n    y,\n)\n", "from ..core.a import (\n    v,\n)\n", id="lines"),
        pytest.param(
            "from .a import (\n    v,  # kept\n    y,\n)\n", "from .a import (\n    v,  # kept\n    )\n", id="comments"
        ),
        pytest.param("def f():\n    from .a import x\n    g()\n", "def f():\n    g()\n", id="in a function"),
    ],
)
def test_without_imported_names(before: str, after: str) -> None:
    assert without_imported_names(before, HERE, "lab.core.a", {"x": "x", "y": "y", "z": "w"}) == after


def test_in_a_package() -> None:
    here = Importer("lab.core", is_package=True)
    assert without_imported_names("from .a import x\n", here, "lab.core.a", {"x": "x"}) == "\n"
