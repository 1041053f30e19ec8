import ast

import pytest

from llama_router_codemod.rewrite.split_module import own_names, pruned_import, service_names, split_module


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("", set(), id="nothing"),
        pytest.param("class P: ...", set(), id="the Protocol"),
        pytest.param("class P: ...\nclass M: ...", set(), id="a model"),
        pytest.param("class M:\n    p: P\nclass P: ...", {"M"}, id="what refers to it"),
        pytest.param("class M:\n    p: 'list[P]'\nclass P: ...", {"M"}, id="a forward reference"),
        pytest.param("class M:\n    kind: Literal['P']\nclass P: ...", set(), id="a literal of its name"),
        pytest.param("A = P\nB = A\nC = 1\nclass P: ...", {"A", "B"}, id="through a third"),
        pytest.param("from x import P as P\nclass P: ...", set(), id="an import"),
        pytest.param("__all__ = ['P']\nclass P: ...", set(), id="exports"),
    ],
)
def test_service_names(source: str, names: set[str]) -> None:
    assert service_names(ast.parse(source), {"P"}) == {"P", *names}


def test_own_names() -> None:
    source = """\
import a
from b import c
if TYPE_CHECKING:
    from d import e
try:
    from f import g
except ImportError:
    h = None
finally:
    i = 1
if x:
    import j
else:
    k = 1
class L: ...
"""
    assert own_names(ast.parse(source)) == {"g", "h", "i", "j", "k", "L"}


def parts(source: str, *, becomes_package: bool = False) -> dict[str, object]:
    split = split_module(source, {"P", "Q"}, becomes_package=becomes_package)
    return {
        "header": split.header,
        "docstring": split.docstring,
        "imports": [item.code for item in split.imports],
        "models": [item.code for item in split.models],
        "service": [item.code for item in split.service],
        "footer": split.footer,
    }


def test_an_empty_module() -> None:
    assert parts("") == {"header": "", "docstring": "", "imports": [], "models": [], "service": [], "footer": ""}


def test_every_kind_of_statement() -> None:
    source = '''\
# Copyright

"""Docs."""

# Why.
import a; import b
from c import d  # d
if TYPE_CHECKING:
    from e import f
import g; h = 1


# About P.
class P: ...


class M: ...


register(M)
register(P)  # now
M.model_rebuild()
# The end.
'''
    assert parts(source) == {
        "header": "# Copyright\n\n",
        "docstring": '"""Docs."""\n',
        "imports": [
            "\n# Why.\nimport a; import b\n",
            "from c import d  # d\n",
            "if TYPE_CHECKING:\n    from e import f\n",
        ],
        "models": ["import g; h = 1\n", "\n\nclass M: ...\n", "\n\nregister(M)\n", "M.model_rebuild()\n"],
        "service": ["\n\n# About P.\nclass P: ...\n", "register(P)  # now\n"],
        "footer": "# The end.\n",
    }


@pytest.mark.parametrize(
    ("source", "models", "service"),
    [
        pytest.param("__all__ = ['M']\n", ["__all__ = ['M']\n"], [], id="only models"),
        pytest.param("__all__ = [*names]\n", ["__all__ = [*names]\n"], [], id="computed"),
        pytest.param(
            "# What is public.\n__all__ = ['M', 'P', 'N', 'Q']\n",
            ["# What is public.\n__all__ = ['M', 'N']\n"],
            ["\n__all__ = ['P', 'Q']\n"],
            id="both",
        ),
        pytest.param(
            "__all__: list[str] = ['P']\n", ["__all__ = []\n"], ["\n__all__ = ['P']\n"], id="only the service"
        ),
    ],
)
def test_exports(source: str, models: list[str], service: list[str]) -> None:
    found = parts(f"x = 1\n{source}")
    assert (found["models"], found["service"]) == (["x = 1\n", *models], service)


def test_relative_imports_of_a_module_that_becomes_a_package() -> None:
    source = '''\
from . import a
from   .b import c
from ..d import e; from .f import (
    g,
)
from h import i
TEXT = """
from .j import k
"""


class P:
    def find(self):
        from .l import m
'''
    expected = (
        source.replace("from . ", "from .. ").replace(".b", "..b").replace("..d", "...d").replace(".f", "..f")
    ).replace(".l", "..l")
    found = split_module(source, {"P"}, becomes_package=True)
    assert found.module.code == expected
    assert split_module(source, {"P"}).module.code == source


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("import a\nx = a.b\n", set(), id="used"),
        pytest.param("import a\n@a.f\nclass P: ...\n", set(), id="used by the service"),
        pytest.param("from a import b\n", set(), id="an unused name"),
        pytest.param("# Registers.\nimport a.b\nimport c as d\n", {"a", "d"}, id="unused modules"),
    ],
)
def test_side_effects(source: str, names: set[str]) -> None:
    assert split_module(source, {"P"}).side_effects == names


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
            "import a; from b import c; import d\n", {"a", "c"}, "import a\nfrom b import c\n", id="semicolons"
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
        pytest.param("from a import (b, c)\n", {"c"}, "from a import c\n", id="parentheses"),
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
    (statement,) = split_module(f"x = 1\n{source}", ()).imports
    assert pruned_import(statement, needed) == kept
