import pytest
from rewrites import comments

from llama_router_codemod.rewrite.split.split_module import Home, joined, split_module


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
    found = parts(source)
    assert found == {
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
    split = split_module(source, {"P", "Q"})
    assert comments(split.header + "".join(item.code for _, item in split.statements) + split.footer) == comments(
        source
    )


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


def test_order() -> None:
    source = "import a\nclass M: ...\nimport b\nclass P: ...\nclass N: ...\n"
    assert [(home, item.code) for home, item in split_module(source, {"P"}).statements] == [
        (Home.WHERE_NEEDED, "import a\n"),
        (Home.MODELS, "class M: ...\n"),
        (Home.WHERE_NEEDED, "import b\n"),
        (Home.SERVICE, "class P: ...\n"),
        (Home.MODELS, "class N: ...\n"),
    ]


def test_exports_go_to_both() -> None:
    found = parts("x = 1\n__all__ = ['M', 'P']\n")
    assert (found["models"], found["service"]) == (["x = 1\n", "__all__ = ['M']\n"], ["\n__all__ = ['P']\n"])


def test_comments_of_a_module_without_statements() -> None:
    split = split_module("# Copyright\n\n# About it.\n", {"P"})
    assert (split.header, split.note, split.statements) == ("# Copyright\n\n", "# About it.\n", ())


@pytest.mark.parametrize(
    ("becomes_package", "expected"), [(False, "from .a import b\n"), (True, "from ..a import b\n")]
)
def test_a_module_that_becomes_a_package(becomes_package: bool, expected: str) -> None:
    assert parts("from .a import b\n", becomes_package=becomes_package)["imports"] == [expected]


GUARDED = "import a\nif TYPE_CHECKING:\n    from b import c, d\nfrom e import f\nclass M: ...\n"


def test_names() -> None:
    split = split_module(GUARDED, {"P"})
    assert split.model_names == {"M"}
    assert split.imported_names == {"a", "c", "d", "f"}
    assert split.guarded_names == {"c", "d"}


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        pytest.param(set(), set(), id="nothing"),
        pytest.param({"f"}, {"f"}, id="another"),
        pytest.param({"c"}, {"c", "TYPE_CHECKING"}, id="some"),
    ],
)
def test_with_guards(used: set[str], expected: set[str]) -> None:
    assert split_module(GUARDED, {"P"}).with_guards(frozenset(used)) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("", "\n\nx\n", "x\n", id="no head"),
        pytest.param("# c\n", "\n\nx\n", "# c\n\n\nx\n", id="head"),
        pytest.param("# c\n\n", "\n\nx\n", "# c\n\nx\n", id="head with a blank line"),
    ],
)
def test_joined(head: str, body: str, expected: str) -> None:
    assert joined(head, body) == expected
