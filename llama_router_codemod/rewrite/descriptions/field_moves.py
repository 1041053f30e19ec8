"""What becomes of one field text of a class: to which declaration it goes, or why it stays."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.spec import Finding
from llama_router_codemod.parse.classes import ClassFacts, ClassKind, kind_of, own_fields
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.descriptions.field_forms import Described, Refused, describe
from llama_router_codemod.rewrite.descriptions.inherited_fields import has_unknown_base, inherited_field, redeclared
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames
from llama_router_codemod.source.literals import string_literal
from llama_router_codemod.source.syntax import place_of


@dataclass(frozen=True)
class ModuleSetting:
    """What the classes of a module share. `indent` and `newline` are its defaults, in case a suite has none."""

    path: PurePosixPath
    names: ModuleNames
    newline: str
    indent: str


@dataclass(frozen=True)
class Subject:
    """The class whose texts move; `scope` is the top-level class that it is or is nested in."""

    facts: ClassFacts
    scope: str
    setting: ModuleSetting

    @property
    def symbols(self) -> Symbols:
        return self.setting.names.symbols

    @cached_property
    def kind(self) -> ClassKind:
        return kind_of(self.symbols, self.facts)

    def finding(self, code: str, message: str, field: str | None = None) -> Finding:
        """A finding about the class or about a field; it stands at the declaration of that, if the class has it."""
        node = self.facts.node
        place = place_of(own_fields(node).get(field or "", node), self.setting.path)
        return Finding(place, code, f"`{node.name if field is None else f'{node.name}.{field}'}`: {message}")


@dataclass(frozen=True)
class FieldMove:
    """One text: `new` replaces the declaration `old`, or is a declaration that the class gets; None: none changes.

    `moved` tells that the text leaves the docstring.
    """

    moved: bool = True
    old: cst.AnnAssign | None = None
    new: cst.AnnAssign | None = None
    needs: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def move_to_own(subject: Subject, node: cst.AnnAssign, name: str, text: str) -> FieldMove:
    """A text for a field that the class declares in `node`. An empty text is no description and just goes."""
    if not text:
        return FieldMove()
    setting = subject.setting
    match describe(node, text, setting.names, typed_dict=subject.kind is ClassKind.TYPED_DICT):
        case Refused(reason):
            return _stays(subject, "LRC204", name, reason)
        case Described(new, needs, other_text):
            findings = () if other_text is None else (_dropped(subject, name, other_text),)
            return FieldMove(True, node, new, needs, findings)


def move_to_inherited(subject: Subject, name: str, text: str) -> FieldMove:
    """A text for a field that the class does not declare."""
    symbols, setting = subject.symbols, subject.setting
    inherited = inherited_field(symbols, subject.facts, name)
    if inherited is None:
        if has_unknown_base(symbols, subject.facts):
            return _stays(subject, "LRC204", name, "a base class is outside the checkout")
        return _stays(subject, "LRC202", name, "no such field")
    if not text or text == (inherited.published or inherited.declared):
        return FieldMove()
    declaration = redeclared(symbols, subject.facts, inherited.owner, name, setting.names.before(subject.scope))
    if isinstance(declaration, Refused):
        return _stays(subject, "LRC204", name, declaration.reason)
    match describe(declaration, text, setting.names, typed_dict=False):
        case Refused(reason):
            return _stays(subject, "LRC204", name, reason)
        case Described(new):
            return FieldMove(new=new, needs=frozenset({"Field"}))


def _stays(subject: Subject, code: str, name: str, message: str) -> FieldMove:
    return FieldMove(moved=False, findings=(subject.finding(code, message, name),))


def _dropped(subject: Subject, name: str, text: str) -> Finding:
    return subject.finding("LRC201", f"{string_literal(text)} is dropped", name)
