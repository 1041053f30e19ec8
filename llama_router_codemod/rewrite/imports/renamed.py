"""A function or class that has another name now, perhaps in another module, in the file of somebody who uses it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.move import Move
from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.symbols import absolute_module
from llama_router_codemod.rewrite.imports.imported_names import Importer, without_imported_names
from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports
from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.syntax import parse_source


@dataclass(frozen=True)
class Renamed:
    """A top-level name: its old module and name, and its new ones. Modules are dotted and absolute."""

    module: str
    name: str
    new_module: str
    new_name: str


def follow_renamed(text: str, here: Importer, renamed: Renamed, others: Iterable[str] = ()) -> str:
    """The text of a module with the name imported from where it is now, and used as it is called now.

    `others` are the names that stay in the old module, if the new one is another. Strings that are its dotted name, or
    spell it as one of another module, are followed too: tests replace it so. A module that is asked for the name as an
    attribute, and imports under an alias, are not followed.
    """
    is_here = here.module == renamed.module or _imports(text, here, renamed.module, renamed.name)
    if renamed.module != renamed.new_module:
        if _imports(text, here, renamed.new_module, renamed.new_name):
            text = without_imported_names(text, here, renamed.module, {renamed.name: renamed.name})
        homes = {**dict.fromkeys(others, renamed.module), renamed.name: renamed.new_module}
        move = Move(renamed.module, homes, reexports={}, star_homes=(renamed.module,), remains=True)
        text = rewrite_imports(text, here.module, here.is_package, {renamed.module: move})
    # A star import has become one of the name, too.
    is_here = is_here or _imports(text, here, renamed.new_module, renamed.name)
    names = {renamed.name: renamed.new_name} if is_here else {}
    return edit_statements(
        text,
        lambda _, lines: renamed.name in lines,
        lambda lines: cst.parse_module(lines).visit(_Uses(names, renamed)).code,
        innermost=True,
    )


def _imports(text: str, here: Importer, origin: str, name: str) -> bool:
    """Whether a module imports a name from another module, under no other name."""
    return any(
        alias.name == name and alias.asname is None
        for node in import_statements(parse_source(text, PurePosixPath("<module>")))
        if isinstance(node, ast.ImportFrom) and absolute_module(node, here.module, here.is_package) == origin
        for alias in node.names
    )


class _Uses(cst.CSTTransformer):
    """Renames identifiers, and the name in strings that spell it as one of a module; a union of the class before and
    the class it is now has one member."""

    def __init__(self, names: Mapping[str, str], renamed: Renamed) -> None:
        super().__init__()
        self._names = names
        self._renamed = renamed

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        new = self._names.get(updated_node.value)
        return updated_node if new is None else updated_node.with_changes(value=new)

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BaseExpression:
        match updated_node:
            case cst.BinaryOperation(
                left=cst.Name(value=left), operator=cst.BitOr(), right=cst.Name(value=right) as name
            ) if left == right == self._renamed.new_name:
                return name
            case _:
                return updated_node

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.SimpleString:
        renamed = self._renamed
        value = updated_node.evaluated_value
        if not isinstance(value, str) or not value.endswith(f".{renamed.name}"):
            return updated_node
        holder = value.removesuffix(f".{renamed.name}")
        if not all(part.isidentifier() for part in holder.split(".")):
            return updated_node
        home = renamed.new_module if holder == renamed.module else holder
        return updated_node.with_changes(value=updated_node.value.replace(value, f"{home}.{renamed.new_name}"))
