import libcst as cst
import pytest

from llama_router_codemod.source.class_transformer import ClassTransformer
from llama_router_codemod.source.written_docstring import BodyStyle


class _Styles(ClassTransformer):
    def __init__(self) -> None:
        super().__init__()
        self.styles: list[tuple[str, BodyStyle]] = []

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        assert isinstance(original_node.body, cst.IndentedBlock)
        self.styles.append((original_node.name.value, self.style_of(original_node.body)))
        return updated_node


@pytest.mark.parametrize(
    ("indent", "newline"), [("    ", "\n"), ("  ", "\n"), ("\t", "\r\n")], ids=["four", "two", "tab"]
)
def test_style_of_bodies(indent: str, newline: str) -> None:
    text = """\
class A:
>def f(self):
>>pass
>class B:
>>def g(self):
>>>pass
>def h(self):
>>pass
def i():
>pass
"""
    styles = _Styles()
    cst.parse_module(text.replace(">", indent).replace("\n", newline)).visit(styles)
    assert styles.styles == [
        (name, BodyStyle(indent * depth, newline)) for name, depth in [("f", 2), ("g", 3), ("h", 2), ("i", 1)]
    ]


def test_a_block_with_an_indentation_of_its_own() -> None:
    styles = _Styles()
    cst.parse_module("class A:\n  def f(self):\n      pass\n\n\nclass B:\n    x = 1\n").visit(styles)
    assert styles.styles == [("f", BodyStyle("      ", "\n"))]
