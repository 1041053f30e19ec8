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
from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.syntax import parse_source
from llama_router_codemod.source.written_docstring import BodyStyle, with_docstring, written_docstring

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
    mover = _Mover(described_classes(symbols.tree(path), names, path))
    described = edit_statements(text, mover.may_change, mover.described)
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


class _Mover:
    """Collects the findings, and the names that the new source needs, each with the first class that needs it."""

    def __init__(self, classes: Mapping[str, DescribedClass]) -> None:
        self.findings: list[Finding] = []
        self.needs: dict[str, DescribedClass] = {}
        self.is_changed = False
        self._classes = classes

    def may_change(self, node: ast.stmt, lines: str) -> bool:
        """Whether a statement is a class that some docstring gives field texts to, or one with classes in it."""
        owner = self._classes.get(node.name) if isinstance(node, ast.ClassDef) else None
        if owner is None or not isinstance(node, ast.ClassDef):
            return False
        known = [node, *(ancestor.node for ancestor in ancestors(owner.symbols, owner.facts))]
        docstrings = (ast.get_docstring(item, clean=False) for item in known)
        has_nested = any(isinstance(inner, ast.ClassDef) for inner in node.body)
        return has_nested or any(_FIELD.search(docstring or "") for docstring in docstrings)

    def described(self, lines: str) -> str:
        """Lines of the module with the texts of their classes moved."""
        module = cst.parse_module(lines)
        body = [
            self._class(module, item, self._classes[item.name.value], "")
            if isinstance(item, cst.ClassDef) and item.name.value in self._classes
            else item
            for item in module.body
        ]
        return module.with_changes(body=body).code

    def _class(self, module: cst.Module, node: cst.ClassDef, owner: DescribedClass, indent: str) -> cst.ClassDef:
        """A class, whose line has the white space `indent` before it, and those that are nested in it."""
        block = node.body
        if not isinstance(block, cst.IndentedBlock):
            return node
        texts = class_texts(owner, block)
        self.findings += texts.findings
        self.needs = {**dict.fromkeys(sorted(texts.needs), owner), **self.needs}
        self.is_changed |= texts.change_code
        nested = owner.nested(block)
        if not texts.change_code and not nested:
            return node
        indent += module.default_indent if block.indent is None else block.indent
        body = [
            self._class(module, item, nested[item], indent)
            if isinstance(item, cst.ClassDef) and item in nested
            else _with_fields_replaced(item, texts)
            for item in block.body
        ]
        block = with_fields(block.with_changes(body=body), texts.added)
        docstring = written_docstring(block)
        if docstring is not None and texts.moved:
            text = strip_fields(docstring.value, texts.moved, drop_returns=False)
            block = with_docstring(block, text, BodyStyle(indent, module.default_newline), empty=cst.Pass())
        return node.with_changes(body=block)


def _with_fields_replaced(line: cst.BaseStatement, texts: ClassTexts) -> cst.BaseStatement:
    if not isinstance(line, cst.SimpleStatementLine) or texts.replaced.keys().isdisjoint(line.body):
        return line
    return line.with_changes(body=[texts.replaced.get(item, item) for item in line.body])
