"""A function or class that has another name now, perhaps in another module, in the file of somebody who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from llama_router_codemod.model.move import Move
from llama_router_codemod.rewrite.imports.imported_names import Importer
from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports


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
    if renamed.module != renamed.new_module:
        homes = {**dict.fromkeys(others, renamed.module), renamed.name: renamed.new_module}
        move = Move(renamed.module, homes, reexports={}, star_homes=(renamed.module,), remains=True)
        text = rewrite_imports(text, here.module, here.is_package, {renamed.module: move})
    tree = cst.parse_module(text)
    imported = any(here.names_from(node, renamed.new_module, {renamed.name}) for node in _imports(tree))
    names = {renamed.name: renamed.new_name} if imported or here.module == renamed.module else {}
    return tree.visit(_Uses(names, renamed)).code


def _imports(node: cst.CSTNode) -> Iterator[cst.ImportFrom]:
    if isinstance(node, cst.ImportFrom):
        yield node
    elif not isinstance(node, cst.BaseExpression):
        for child in node.children:
            yield from _imports(child)


class _Uses(cst.CSTTransformer):
    """Renames identifiers, and the name in strings that spell it as one of a module."""

    def __init__(self, names: Mapping[str, str], renamed: Renamed) -> None:
        super().__init__()
        self._names = names
        self._renamed = renamed

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        new = self._names.get(updated_node.value)
        return updated_node if new is None else updated_node.with_changes(value=new)

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
