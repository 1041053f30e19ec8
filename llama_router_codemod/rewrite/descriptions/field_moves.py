"""What becomes of one field text of a class: to which declaration it goes, or why it stays."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from llama_router_codemod.conventions.fastapi_document import fastapi_document
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.parse.classes import ClassKind, is_root_model
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass
from llama_router_codemod.rewrite.descriptions.field_forms import Described, Refused, describe
from llama_router_codemod.rewrite.descriptions.inherited_fields import (
    alias_description,
    has_unknown_base,
    inherited_field,
    redeclared,
)
from llama_router_codemod.rewrite.descriptions.two_texts import dropped_text
from llama_router_codemod.rewrite.descriptions.unknown_field import unknown_field
from llama_router_codemod.rewrite.descriptions.unmoved_text import unmoved_text


@dataclass(frozen=True)
class FieldMove:
    """One text: `new` replaces the declaration `old`, or is a declaration that the class gets; None: none changes.

    `moved` tells that the text leaves the docstring, `needs` what names the new source uses.
    """

    moved: bool = True
    old: cst.AnnAssign | None = None
    new: cst.AnnAssign | None = None
    needs: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def move_to_own(owner: DescribedClass, node: cst.AnnAssign, name: str, text: str) -> FieldMove:
    """A text for a field that the class declares in `node`. An empty text is no description and just goes."""
    if not text:
        return FieldMove()
    if name == "root" and is_root_model(owner.symbols, owner.facts):
        return _stays(unmoved_text(owner, name, "the docstring of a root model describes its value"))
    match describe(node, text, owner.names, is_typed_dict=owner.kind is ClassKind.TYPED_DICT):
        case Refused(reason):
            return _stays(unmoved_text(owner, name, reason))
        case Described(other_text=other_text) if _publishes_fields(owner) and (
            other_text is not None or alias_description(owner.symbols, owner.facts, name) is not None
        ):
            return FieldMove(findings=(dropped_text(owner, name, text),))
        case Described(new, needs, other_text):
            findings = () if other_text is None else (dropped_text(owner, name, other_text),)
            return FieldMove(old=node, new=new, needs=needs, findings=findings)


def move_to_inherited(owner: DescribedClass, name: str, text: str) -> FieldMove:
    """A text for a field that the class does not declare: the class declares it too, unless its text is the same."""
    inherited = inherited_field(owner.symbols, owner.facts, name)
    if inherited is None:
        if has_unknown_base(owner.symbols, owner.facts):
            return _stays(unmoved_text(owner, name, "a base class is outside the checkout"))
        return _stays(unknown_field(owner, name))
    if not text or text == (inherited.published or inherited.declared):
        return FieldMove()
    if inherited.declared and _publishes_fields(owner):
        return FieldMove(findings=(dropped_text(owner, name, text),))
    declaration = redeclared(owner.symbols, owner.facts, inherited.owner, name, owner.names.before(owner.scope))
    if isinstance(declaration, Refused):
        return _stays(unmoved_text(owner, name, declaration.reason))
    match describe(declaration, text, owner.names, is_typed_dict=False):
        case Refused(reason):
            return _stays(unmoved_text(owner, name, reason))
        case Described(new):
            return FieldMove(new=new, needs=frozenset({"Field"}))


def _publishes_fields(owner: DescribedClass) -> bool:
    """Whether what a `Field` says was published, so that no other text may take its place."""
    return fastapi_document(owner.symbols) is not None


def _stays(finding: Finding) -> FieldMove:
    return FieldMove(moved=False, findings=(finding,))
