"""What a name means in the text of a module that may have been edited since the checkout was read."""

import ast
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import libcst as cst

from llama_router_codemod.parse.annotations import MARKERS
from llama_router_codemod.parse.bound_names import is_for_type_checkers
from llama_router_codemod.parse.symbols import Definition, Imported, ModuleBindings, Symbols, bindings_of
from llama_router_codemod.source.dotted_name import dotted_name
from llama_router_codemod.source.syntax import dotted

# The callables of FastAPI are subclasses of pydantic's FieldInfo and take the same `description`.
_FIELD_MAKERS = {"pydantic": frozenset({"Field"}), "fastapi": MARKERS - {"Depends", "Security"}}
_HOMES = {"Field": frozenset({"pydantic"}), "Annotated": frozenset({"typing", "typing_extensions"})}


@dataclass(frozen=True)
class ModuleNames:
    """The names of one module: bound as `tree`, the parsed text, binds them; defined where the checkout says."""

    symbols: Symbols
    module: str
    tree: ast.Module
    is_package: bool

    @cached_property
    def _bindings(self) -> ModuleBindings:
        body = [node for node in self.tree.body if not is_for_type_checkers(node)]
        return bindings_of(ast.Module(body, []), self.module, self.is_package)

    def before(self, class_name: str) -> Self:
        """The names that are bound where the top-level class of that name begins."""
        body: list[ast.stmt] = []
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef) and node.name == class_name:
                break
            body.append(node)
        return replace(self, tree=ast.Module(body, []))

    def meaning(self, name: str) -> Definition | None:
        """The definition of a name that is bound at run time, None for any other."""
        if name not in self._bindings.names:
            return self.symbols.resolve(self.module, name) if self._bindings.stars else None
        return self.symbols.resolve(self.module, name) or self._meaning_in_text(name)

    def _meaning_in_text(self, name: str) -> Definition:
        binding = self._bindings.names[name]
        if not isinstance(binding, Imported):
            return Definition(self.module, name, binding)
        if binding.name is None:
            return Definition(binding.module, "", None)
        return self.symbols.resolve(binding.module, binding.name) or Definition(binding.module, binding.name, None)

    def is_foreign(self, name: str) -> bool:
        """Whether `Field` or `Annotated` is bound to something else than pydantic's or typing's."""
        found = self.meaning(name)
        return found is not None and (found.name != name or found.module.split(".")[0] not in _HOMES[name])

    def is_field_maker(self, function: cst.BaseExpression) -> bool:
        """Whether a call of `function` gives a FieldInfo. A `Field` that nothing binds counts as pydantic's."""
        name = dotted_name(function)
        if name is None:
            return False
        head, _, tail = name.rpartition(".")
        found = self.meaning(head.split(".")[0] if head else name)
        if found is None:
            return name == "Field"
        return (tail if head else found.name) in _FIELD_MAKERS.get(found.module.split(".")[0], ())

    def may_be_field_info(self, value: cst.BaseExpression) -> bool:
        """Whether a default that is no plain `Field(...)` call could still be a FieldInfo when the module runs."""
        match value:
            case cst.Call(func=function):
                name = dotted_name(function) or ""
                made_here = isinstance(self._node(name), ast.FunctionDef | ast.AsyncFunctionDef)
                return made_here or name.endswith("Field") or name.rpartition(".")[2] in MARKERS
            case cst.Name(value=name):
                match self._node(name):
                    case ast.Assign(value=ast.Call(func=made_by)) | ast.AnnAssign(value=ast.Call(func=made_by)):
                        return (dotted(made_by) or "").endswith("Field")
                    case _:
                        return False
            case _:
                return False

    def _node(self, name: str) -> ast.stmt | None:
        found = self.meaning(name)
        return None if found is None else found.node
