import libcst as cst
import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.descriptions.class_bodies import declarations, with_fields


def _class(text: str) -> cst.ClassDef:
    match cst.parse_module(text).body:
        case [cst.ClassDef() as node]:
            return node
        case _:
            raise AssertionError(text)


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        pytest.param("pass", {}, id="nothing"),
        pytest.param("a = 1\n    def b(self): ...\n    c.d: int = 1", {}, id="others"),
        pytest.param("a: int\n    b: str = ''", {"a": "a: int", "b": "b: str = ''"}, id="two"),
        pytest.param("a: int; b: str", {"a": "a: int", "b": "b: str"}, id="on one line"),
        pytest.param("a: int\n    a: str", {"a": "a: str"}, id="twice"),
        pytest.param("if x:\n        a: int", {}, id="in a block"),
    ],
)
def test_declarations(body: str, declared: dict[str, str]) -> None:
    found = declarations(_class(f"class A:\n    {body}\n").body)
    code = cst.Module([]).code_for_node
    assert {name: code(node).removesuffix("; ") for name, node in found.items()} == declared


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("", "\n    x: int\n", id="docstring"),
        pytest.param("    pass\n", "\n    x: int\n", id="pass"),
        pytest.param("    pass  # c\n", "\n    x: int\n\n    pass  # c\n", id="pass with a comment"),
        pytest.param("\n\n    a: int\n", "\n    x: int\n    a: int\n", id="field"),
        pytest.param("    # c\n    a: int\n", "\n    x: int\n    # c\n    a: int\n", id="comment above a field"),
        pytest.param("    def f(self): ...\n", "\n    x: int\n\n    def f(self): ...\n", id="method"),
    ],
)
def test_with_fields(body: str, expected: str) -> None:
    new = _class("class A:\n    x: int\n").body.body[0]
    assert isinstance(new, cst.SimpleStatementLine)
    field = new.body[0]
    assert isinstance(field, cst.AnnAssign)

    def rewrite(text: str) -> str:
        module = cst.parse_module(text)
        (node,) = module.body
        assert isinstance(node, cst.ClassDef)
        assert isinstance(node.body, cst.IndentedBlock)
        fields = [] if "x" in declarations(node.body) else [field]
        return module.with_deep_changes(node, body=with_fields(node.body, fields)).code

    head = 'class A:\n    """An A."""\n'
    check_rewrite(rewrite, head + body, head + expected)
