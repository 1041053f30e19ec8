"""Classes of a checkout that get another name where they are, in every file that refers to them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from llama_router_codemod.parse.bound_names import bindings_besides_imports
from llama_router_codemod.parse.symbols import Symbols, absolute_module
from llama_router_codemod.source.spans import Edit, SourceLines
from llama_router_codemod.source.syntax import dotted, named_nodes


@dataclass(frozen=True)
class RenamedClass:
    """A top-level class by its module, its name and the new one."""

    module: str
    name: str
    new_name: str


def rename_in_text(text: str, renamed: RenamedClass, holders: Iterable[str]) -> str:
    """A text with the dotted name of a class as it is now; `holders` are the modules that have the class."""
    return _dotted_name(renamed, holders).sub(rf"\1.{renamed.new_name}", text)


def _dotted_name(renamed: RenamedClass, modules: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(modules, reverse=True))
    return re.compile(rf"(?<![\w.])({names})\.{renamed.name}(?!\w)")


@dataclass(frozen=True)
class ClassInFile:
    """A Python file as one that may refer to a class."""

    symbols: Symbols
    path: PurePosixPath
    renamed: RenamedClass

    @cached_property
    def has_name(self) -> bool:
        """Whether the class is known by its own name here, be it in one function only."""
        imported = (alias.asname in (None, alias.name) for _, alias in self._imports())
        return self._means_class(self._module, self.renamed.name) or any(imported)

    def other_meanings(self) -> Iterator[ast.expr | ast.stmt | ast.arg]:
        """What the name of the class stands for besides the class, in a file where it is known."""
        if not self.has_name:
            return
        imported = {id(alias) for _, alias in self._imports()}
        for binding in bindings_besides_imports(self._tree, self.renamed.name):
            if not self._is_definition(binding):
                yield binding
        for node in self._nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                bound = ((alias, alias.asname or alias.name.partition(".")[0]) for alias in node.names)
                if any(name == self.renamed.name and id(alias) not in imported for alias, name in bound):
                    yield node

    def edits(self, text: str, holders: Iterable[str]) -> set[Edit]:
        """The edits that rename the class here: its definition, imports, uses, exports, and its dotted name in
        strings. None of them overlap, nor do those of several classes."""
        source = SourceLines.of(text)
        return {
            *self._definition(source),
            *self._imported(source),
            *self._used(source),
            *self._asked_for(source),
            *self._spelled(source, holders),
        }

    @property
    def _module(self) -> str:
        return self.symbols.checkout.module_name(self.path)

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        return list(ast.walk(self._tree))

    @property
    def _tree(self) -> ast.Module:
        return self.symbols.tree(self.path)

    def _means_class(self, module: str, name: str) -> bool:
        found = self.symbols.resolve(module, name)
        return found is not None and (found.module, found.name) == (self.renamed.module, self.renamed.name)

    def _is_definition(self, node: ast.AST) -> bool:
        is_class = isinstance(node, ast.ClassDef) and node.name == self.renamed.name
        return is_class and self._module == self.renamed.module and node in self._tree.body

    def _imports(self) -> Iterator[tuple[ast.ImportFrom, ast.alias]]:
        for node in self._nodes:
            if isinstance(node, ast.ImportFrom) and any(alias.name == self.renamed.name for alias in node.names):
                origin = absolute_module(node, self._module, self.path.name == "__init__.py")
                for alias in node.names:
                    if alias.name == self.renamed.name and self._means_class(origin, alias.name):
                        yield node, alias

    def _definition(self, source: SourceLines) -> Iterator[Edit]:
        for node in filter(self._is_definition, self._tree.body):
            start, end = source.span(node)
            found = re.compile(rb"\bclass\s+").search(source.data, start, end)
            if found:
                yield self._edit(found.end())

    def _imported(self, source: SourceLines) -> Iterator[Edit]:
        for _, alias in self._imports():
            start, end = source.span(alias)
            yield self._edit(start)
            if alias.asname == self.renamed.name:
                yield self._edit(end - len(self.renamed.name.encode()))

    def _used(self, source: SourceLines) -> Iterator[Edit]:
        word = re.compile(rf"(?<![\w.]){self.renamed.name}(?!\w)".encode())
        for name, node in named_nodes(self._tree) if self.has_name else ():
            if name == self.renamed.name:
                yield from (self._edit(found.start()) for found in word.finditer(source.data, *source.span(node)))

    def _asked_for(self, source: SourceLines) -> Iterator[Edit]:
        for node in self._nodes:
            if isinstance(node, ast.Attribute) and node.attr == self.renamed.name:
                dotted_name = dotted(node)
                if dotted_name is not None and self._means_class(self._module, dotted_name):
                    yield self._edit(source.span(node)[1] - len(self.renamed.name.encode()))

    def _spelled(self, source: SourceLines, holders: Iterable[str]) -> Iterator[Edit]:
        pattern = _dotted_name(self.renamed, holders)
        in_bytes = re.compile(pattern.pattern.encode())
        for node in self._nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and pattern.search(node.value):
                start, end = source.span(node)
                for found in in_bytes.finditer(source.data, start, end):
                    yield self._edit(found.end() - len(self.renamed.name.encode()))

    def _edit(self, start: int) -> Edit:
        return Edit(start, start + len(self.renamed.name.encode()), self.renamed.new_name)
