import libcst as cst
import pytest

from llama_router_codemod.rewrite.split.pruned_import import pruned_import
from llama_router_codemod.rewrite.split.statements import Statement


@pytest.mark.parametrize(
    ("source", "needed", "kept"),
    [
        pytest.param("import a\n", {"a", "z"}, "import a\n", id="all of it"),
        pytest.param("import a\n", {"z"}, "", id="none of it"),
        pytest.param("# Why.\nimport a, b as c, d.e  # now\n", {"c"}, "# Why.\nimport b as c  # now\n", id="modules"),
        pytest.param("import a.b, c\n", {"a"}, "import a.b\n", id="dotted"),
        pytest.param("from a import b, c as d, e\n", {"d"}, "from a import c as d\n", id="names"),
        pytest.param("from a import *\n", set(), "from a import *\n", id="star"),
        pytest.param(
            "from __future__ import annotations\n", set(), "from __future__ import annotations\n", id="future"
        ),
        pytest.param(
            "import a; from b import c; import d\n", {"a", "c"}, "import a; from b import c\n", id="semicolons"
        ),
        pytest.param(
            "from a import (\n    b,  # about b\n    # above c\n    c,\n    d,  # about d\n)  # behind\n",
            {"b"},
            "from a import (\n    b,  # about b\n)  # behind\n",
            id="comments stay with their name",
        ),
        pytest.param(
            "from a import (\n    b,  # about b\n    # above c\n    c,\n    d,  # about d\n)\n",
            {"c"},
            "from a import (\n    # above c\n    c,\n)\n",
            id="comments above a name",
        ),
        pytest.param("from a import (b, c)\n", {"c"}, "from a import c\n", id="parentheses around one name"),
        pytest.param("from a import (b, c, d)\n", {"b", "d"}, "from a import (b, d)\n", id="parentheses"),
        pytest.param("from a import (\n    b,\n    c,\n)\n", {"c"}, "from a import c\n", id="one name a line"),
        pytest.param(
            "from a import (\n    b,\n    c,\n    d,\n)\n",
            {"c", "d"},
            "from a import (\n    c,\n    d,\n)\n",
            id="two names a line",
        ),
        pytest.param(
            "from a import (  # noqa\n    b, c,  # why\n)\n",
            {"b"},
            "from a import (  # noqa\n    b,  # why\n)\n",
            id="comment of a line that stays",
        ),
        pytest.param(
            "\n\n# Late.\nfrom a import b, c  # noqa\n", {"b"}, "\n\n# Late.\nfrom a import b  # noqa\n", id="late"
        ),
        pytest.param(
            "if TYPE_CHECKING:\n    from a import b, c\n",
            {"b"},
            "if TYPE_CHECKING:\n    from a import b, c\n",
            id="a block for type checkers",
        ),
        pytest.param("if TYPE_CHECKING:\n    from a import b\n", {"z"}, "", id="a block that nothing needs"),
    ],
)
def test_pruned_import(source: str, needed: set[str], kept: str) -> None:
    module = cst.parse_module(f"x = 1\n{source}")
    assert pruned_import(Statement.of(module.body[1], module), needed) == kept
