"""An API module's statements, sorted into service.py and models.py."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import libcst as cst

from llama_router_codemod.rewrite.split.deepened_imports import DeepenRelativeImports
from llama_router_codemod.rewrite.split.outline import outline
from llama_router_codemod.rewrite.split.shared_exports import shared_exports
from llama_router_codemod.rewrite.split.statements import Statement, statements_of
from llama_router_codemod.source.header import split_header


class Home(enum.Enum):
    """The file that a statement goes to; an import goes to each file that needs it."""

    MODELS = enum.auto()
    SERVICE = enum.auto()
    WHERE_NEEDED = enum.auto()


@dataclass(frozen=True)
class SplitModule:
    """The parts of a module, each statement with its home, in their old order.

    The comments before the first statement are the `header`, which every new file repeats, and the `note`.
    """

    module: cst.Module
    header: str
    note: str
    docstring: str
    statements: tuple[tuple[Home, Statement], ...]
    footer: str

    @cached_property
    def imports(self) -> tuple[Statement, ...]:
        return self._going_to(Home.WHERE_NEEDED)

    @cached_property
    def models(self) -> tuple[Statement, ...]:
        return self._going_to(Home.MODELS)

    @cached_property
    def service(self) -> tuple[Statement, ...]:
        return self._going_to(Home.SERVICE)

    def _going_to(self, home: Home) -> tuple[Statement, ...]:
        return tuple(statement for place, statement in self.statements if place is home)

    @property
    def model_names(self) -> frozenset[str]:
        return _union(statement.defines for statement in self.models)

    @property
    def imported_names(self) -> frozenset[str]:
        return _union(statement.defines for statement in self.imports)

    @property
    def guarded_names(self) -> frozenset[str]:
        """The names that a block for type checkers imports."""
        return _union(statement.defines for statement in self.imports if statement.is_guarded)

    @property
    def side_effects(self) -> frozenset[str]:
        """The names of `import x` statements that nothing uses: they are there for what the module does."""
        used = _union(statement.uses for statement in (*self.models, *self.service))
        return _union(statement.modules for statement in self.imports) - used

    def with_guards(self, used: frozenset[str]) -> frozenset[str]:
        """Used names with those that the blocks for type checkers need which import some of them."""
        return used | _union(statement.uses for statement in self.imports if statement.defines & used)


def split_module(text: str, service: Collection[str], *, becomes_package: bool = False) -> SplitModule:
    """Sort a module's statements: those that define a name of the service, or only refer to one, go there.

    `becomes_package` deepens relative imports by one level, for a flat module that turns into a package.
    """
    if becomes_package:
        text = cst.parse_module(text).visit(DeepenRelativeImports()).code
    module = cst.parse_module(outline(text, service))
    statements = statements_of(module, text)
    docstring = statements.pop(0).code if module.get_docstring() is not None else ""
    header, note = split_header("".join(module.code_for_node(line) for line in module.header))
    return SplitModule(
        module=module,
        header=header,
        note=note,
        docstring=docstring,
        statements=tuple(part for statement in statements for part in _homes(statement, module, service)),
        footer="".join(module.code_for_node(line) for line in module.footer),
    )


def _homes(statement: Statement, module: cst.Module, service: Collection[str]) -> Iterator[tuple[Home, Statement]]:
    if statement.is_import:
        yield Home.WHERE_NEEDED, statement
    elif shared := shared_exports(statement, module, service):
        yield Home.MODELS, shared.models
        yield Home.SERVICE, shared.service
    elif (statement.defines or statement.uses).isdisjoint(service):
        yield Home.MODELS, statement
    else:
        yield Home.SERVICE, statement


def _union(names: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*names)


def joined(head: str, body: str) -> str:
    """The two parts of a file without a second blank line where what stood between them is gone."""
    return head + (body.lstrip("\n") if not head or head.endswith("\n\n") else body)
