import libcst as cst

from llama_router_codemod.source.pruned_transformer import PrunedTransformer


class _Upper(PrunedTransformer):
    enters = (cst.Module, cst.ClassDef, cst.IndentedBlock)

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        self.seen.append(node.name.value)
        return node.name.value != "closed"

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        raise AssertionError("is not entered")

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        return updated_node.with_changes(name=cst.Name(original_node.name.value.upper()))


def test_enters_some_kinds_and_leaves_their_children() -> None:
    text = """\
class open:
    def a():
        def inner(): ...
class closed:
    def b(): ...
if c:
    def d(): ...
"""
    upper = _Upper()
    assert cst.parse_module(text).visit(upper).code == text.replace("def a", "def A")
    assert upper.seen == ["open", "closed"]
