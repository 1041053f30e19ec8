"""`:param` texts of class docstrings become `Field(description=...)`.

The legacy generator published the docstring texts and nothing else (llama_stack/strong_typing/schema.py:79-108);
pydantic, and with it FastAPI, publishes only what a Field says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.parse.classes import ancestors
from llama_router_codemod.parse.docstrings import strip_fields
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.descriptions.class_bodies import with_fields
from llama_router_codemod.rewrite.descriptions.class_texts import ClassTexts, class_texts
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass, described_classes
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames
from llama_router_codemod.rewrite.descriptions.unmoved_text import unmoved_text
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.class_transformer import ClassTransformer
from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.syntax import parse_source
from llama_router_codemod.source.written_docstring import with_docstring, written_docstring

_FIELD = re.compile(r"^\s*:", re.MULTILINE)
_SOURCES = {"Field": "pydantic", "Annotated": "typing"}


@dataclass(frozen=True)
class DescribedModule:
    """A module's text after the move, and what a person must know about it."""

    text: str
    findings: tuple[Finding, ...] = ()


def move_descriptions(text: str, module: str, path: PurePosixPath, symbols: Symbols) -> DescribedModule:
    """Move the field texts of a module's models and TypedDicts from their docstrings into `Field(description=...)`.

    `text` is what the module says now; `module` and `path` name it in the checkout that `symbols` reads, where the same
    classes are. All else in the text stays to the letter, except that `Field` and `Annotated` get imported. Where a
    field has two texts, that of the docstring was published and stays. A text that cannot be moved stays where it is,
    with a finding. Raises InputError when the text does not parse.
    """
    names = ModuleNames(symbols, module, parse_source(text, path), path.name == "__init__.py")
    mover = _MoveDescriptions(described_classes(symbols.tree(path), names, path))
    described = edit_statements(text, mover.may_change, lambda lines: cst.parse_module(lines).visit(mover).code)
    if not mover.is_changed:
        return DescribedModule(text, tuple(mover.findings))
    for name, owner in mover.needs.items():
        if names.is_foreign(name):
            reason = f"`{name}` has another meaning in the module; none of its texts is moved"
            return DescribedModule(text, (unmoved_text(owner, None, reason),))
    for name in sorted(mover.needs):
        if names.meaning(name) is None:
            described = with_import(described, _SOURCES[name], name)
    return DescribedModule(described, tuple(mover.findings))


class _MoveDescriptions(ClassTransformer):
    """Collects the findings, and the names that the new source needs, each with the first class that needs it.

    Classes without changes are not entered, unless some are nested in them.
    """

    enters = (*ClassTransformer.enters, cst.SimpleStatementLine)

    def __init__(self, classes: Mapping[str, DescribedClass]) -> None:
        super().__init__()
        self.findings: list[Finding] = []
        self.needs: dict[str, DescribedClass] = {}
        self.is_changed = False
        self._top = classes
        self._classes: dict[cst.ClassDef, DescribedClass] = {}
        self._texts: dict[cst.IndentedBlock, ClassTexts] = {}
        self._replaced: dict[cst.AnnAssign, cst.AnnAssign] = {}

    def may_change(self, node: ast.stmt, lines: str) -> bool:
        """Whether a statement is a class that some docstring gives field texts to, or one with classes in it."""
        owner = self._top.get(node.name) if isinstance(node, ast.ClassDef) else None
        if owner is None or not isinstance(node, ast.ClassDef):
            return False
        known = [node, *(ancestor.node for ancestor in ancestors(owner.symbols, owner.facts))]
        docstrings = (ast.get_docstring(item, clean=False) for item in known)
        has_nested = any(isinstance(inner, ast.ClassDef) for inner in node.body)
        return has_nested or any(_FIELD.search(docstring or "") for docstring in docstrings)

    def visit_Module(self, node: cst.Module) -> None:
        super().visit_Module(node)
        here = [item for item in node.body if isinstance(item, cst.ClassDef)]
        self._classes = {item: self._top[item.name.value] for item in here if item.name.value in self._top}

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        described = self._classes.get(node)
        if described is None or not isinstance(node.body, cst.IndentedBlock):
            return False
        texts = class_texts(described, node.body)
        self.findings += texts.findings
        self.needs = {**dict.fromkeys(sorted(texts.needs), described), **self.needs}
        self._texts[node.body] = texts
        self._replaced |= texts.replaced
        nested = described.nested(node.body)
        self._classes |= nested
        self.is_changed |= texts.change_code
        return texts.change_code or bool(nested)

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> bool:
        return any(small in self._replaced for small in node.body)

    def leave_AnnAssign(self, original_node: cst.AnnAssign, updated_node: cst.AnnAssign) -> cst.AnnAssign:
        return self._replaced.get(original_node, updated_node)

    def leave_IndentedBlock(
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        block = super().leave_IndentedBlock(original_node, updated_node)
        texts = self._texts[original_node]
        block = with_fields(block, texts.added)
        docstring = written_docstring(block)
        if docstring is None or not texts.moved:
            return block
        text = strip_fields(docstring.value, texts.moved, drop_returns=False)
        return with_docstring(block, text, self.style_of(original_node), empty=cst.Pass())
