import libcst as cst
import pytest

from llama_router_codemod.rewrite.split.deepened_imports import DeepenRelativeImports


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("", id="nothing"),
        pytest.param("import a\nfrom b.c import d\n", id="absolute"),
        pytest.param('x = """\nfrom .a import b\n"""\n', id="string"),
    ],
)
def test_nothing_to_deepen(source: str) -> None:
    assert deepened(source) == source


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("from +. import a\n", id="package"),
        pytest.param("from   +.b import c\n", id="spaces"),
        pytest.param("from +..d import (\n    e,  # e\n)\n", id="comment"),
        pytest.param("x = 1; from +.f import g\n", id="beside another"),
        pytest.param("if x: from +.a import b\n", id="suite on one line"),
        pytest.param("class P:\n    def f(self):\n        with a:\n            from +.b import c\n", id="function"),
        pytest.param("try:\n    from +.a import b\nexcept E:\n    from +.c import d\n", id="except"),
        pytest.param("if x:\n    from +.a import b\nelse:\n    from +.c import d\n", id="else"),
        pytest.param("try:\n    from +.a import b\nfinally:\n    from +.c import d\n", id="finally"),
        pytest.param("match a:\n    case 1:\n        from +.b import c\n", id="case"),
    ],
)
def test_one_more_dot(source: str) -> None:
    assert deepened(source.replace("+", "")) == source.replace("+", ".")


def deepened(source: str) -> str:
    # A second run would do it again, unlike any other rewrite: it belongs to the move of the file.
    return cst.parse_module(source).visit(DeepenRelativeImports()).code
