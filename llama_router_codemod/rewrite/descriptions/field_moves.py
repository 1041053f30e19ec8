"""What becomes of one field text of a class: to which declaration it goes, or why it stays."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.classes import ClassFacts, ClassKind, kind_of, own_fields
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.descriptions.field_forms import Described, Refused, describe
from llama_router_codemod.rewrite.descriptions.inherited_fields import has_unknown_base, inherited_field, redeclared
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames
from llama_router_codemod.rewrite.descriptions.two_texts import DroppedText
from llama_router_codemod.rewrite.descriptions.unknown_field import UnknownField
from llama_router_codemod.rewrite.descriptions.unmoved_text import UnmovedText
from llama_router_codemod.source.syntax import place_of


@dataclass(frozen=True)
class ModuleSetting:
    """What the classes of a module share. `indent` and `newline` are its defaults, in case a suite has none."""

    path: PurePosixPath
    names: ModuleNames
    newline: str
    indent: str
    docstring_wins: bool


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

    @property
    def name(self) -> str:
        return self.facts.node.name

    def finding(self, facts: Facts, field: str | None = None) -> Finding:
        """A finding about the class or about a field; it stands at the declaration of that, if the class has it."""
        node = self.facts.node
        return Finding(place_of(own_fields(node).get(field or "", node), self.setting.path), facts)

    def unmoved(self, reason: str, field: str | None = None) -> Finding:
        """The finding that the text of a field, or all texts of the class, stay where they are."""
        return self.finding(UnmovedText(self.name if field is None else f"{self.name}.{field}", reason), field)


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
    match describe(node, text, setting.names, setting.docstring_wins, subject.kind is ClassKind.TYPED_DICT):
        case Refused(reason):
            return _stays(subject.unmoved(reason, name))
        case Described(new, needs, other_text):
            findings = () if other_text is None else (_dropped(subject, name, other_text),)
            return FieldMove(True, node, new, needs, findings)


def move_to_inherited(subject: Subject, name: str, text: str) -> FieldMove:
    """A text for a field that the class does not declare."""
    symbols, setting = subject.symbols, subject.setting
    inherited = inherited_field(symbols, subject.facts, name)
    if inherited is None:
        if has_unknown_base(symbols, subject.facts):
            return _stays(subject.unmoved("a base class is outside the checkout", name))
        return _stays(subject.finding(UnknownField(subject.name, name), name))
    if setting.docstring_wins:
        current = inherited.published or inherited.declared
    else:
        current = inherited.declared or inherited.published
    if not text or text == current:
        return FieldMove()
    if inherited.declared and not setting.docstring_wins:
        return FieldMove(findings=(_dropped(subject, name, text),))
    declaration = redeclared(symbols, subject.facts, inherited.owner, name, setting.names.before(subject.scope))
    if isinstance(declaration, Refused):
        return _stays(subject.unmoved(declaration.reason, name))
    match describe(declaration, text, setting.names, wins=True, typed_dict=False):
        case Refused(reason):
            return _stays(subject.unmoved(reason, name))
        case Described(new):
            return FieldMove(new=new, needs=frozenset({"Field"}))


def _stays(finding: Finding) -> FieldMove:
    return FieldMove(moved=False, findings=(finding,))


def _dropped(subject: Subject, name: str, text: str) -> Finding:
    return subject.finding(DroppedText(subject.name, name, text), name)
