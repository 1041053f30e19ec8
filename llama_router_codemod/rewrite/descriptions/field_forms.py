"""A description for one declared field, in the form that the field has: `Field(...)` as value or inside `Annotated`."""

from dataclasses import dataclass

import libcst as cst

from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames
from llama_router_codemod.source.comma_lists import appended
from llama_router_codemod.source.comments import has_comment
from llama_router_codemod.source.dotted_name import dotted_name
from llama_router_codemod.source.literals import string_literal
from llama_router_codemod.source.spans import lines_of

_QUALIFIERS = frozenset({"Required", "NotRequired", "ReadOnly"})
_EMPTY = cst.Module([])


@dataclass(frozen=True)
class Described:
    """A field with its description: the names that its new source needs, and the other text that it had before."""

    node: cst.AnnAssign
    needs: frozenset[str] = frozenset()
    other_text: str | None = None


@dataclass(frozen=True)
class Refused:
    """Why nothing was changed."""

    reason: str


def describe(field: cst.AnnAssign, text: str, names: ModuleNames, is_typed_dict: bool) -> Described | Refused:
    """The field with `description=text`.

    A field of a TypedDict takes it inside `Annotated`, any other in `Field(...)` as its value, unless it has a call of
    Field already. When that has another description, `text` replaces it. Refused where the result could mean something
    else or would lose a comment.
    """
    call = _existing_call(field, names)
    if call is not None:
        return _with_keyword(field, call, text)
    made = cst.Call(cst.Name("Field"), [_description(text)])
    if is_typed_dict:
        annotation = field.annotation.with_changes(annotation=_annotated(field.annotation.annotation, made))
        return Described(field.with_changes(annotation=annotation), frozenset({"Field", "Annotated"}))
    if field.value is None:
        default = cst.Arg(cst.Ellipsis())
    elif names.may_be_field_info(field.value):
        return Refused("its value may be a Field already")
    else:
        default = cst.Arg(_argument(field.value), keyword=cst.Name("default"), equal=_TIGHT)
    return Described(field.with_changes(value=made.with_changes(args=[default, *made.args])), frozenset({"Field"}))


def _existing_call(field: cst.AnnAssign, names: ModuleNames) -> cst.Call | None:
    """The call of Field that counts: pydantic lets the value overrule Annotated, and a later Field an earlier one."""
    calls = [
        call
        for call in (field.value, *reversed(_metadata(field.annotation.annotation)))
        if isinstance(call, cst.Call) and names.is_field_maker(call.func)
    ]
    return next((call for call in calls if _may_describe(call)), calls[0] if calls else None)


def _may_describe(call: cst.Call) -> bool:
    return any(arg.star == "**" or (arg.keyword and arg.keyword.value == "description") for arg in call.args)


def _metadata(annotation: cst.BaseExpression) -> list[cst.BaseExpression]:
    match annotation:
        case cst.Subscript(value=head, slice=[cst.SubscriptElement(slice=cst.Index(value=inner)), *others]):
            kind = (dotted_name(head) or "").rpartition(".")[2]
            if kind in _QUALIFIERS:
                return _metadata(inner)
            if kind == "Annotated":
                return [other.slice.value for other in others if isinstance(other.slice, cst.Index)]
            return []
        case _:
            return []


def _with_keyword(field: cst.AnnAssign, call: cst.Call, text: str) -> Described | Refused:
    if any(arg.star == "**" for arg in call.args):
        return Refused("its Field takes `**` arguments")
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value == "description":
            return _with_value(field, arg, text)
    args = appended(call.args, _description(text), call.whitespace_before_args)
    return Described(_replaced(field, call, call.with_changes(args=args)))


def _with_value(field: cst.AnnAssign, arg: cst.Arg, text: str) -> Described | Refused:
    match arg.value:
        case cst.SimpleString(evaluated_value=str(old)) | cst.ConcatenatedString(evaluated_value=str(old)):
            if old == text:
                return Described(field)
        case _:
            old = _EMPTY.code_for_node(arg.value)
    if has_comment(arg.value):
        return Refused("a comment stands inside its description")
    return Described(_replaced(field, arg, arg.with_changes(value=_literal(text))), other_text=old)


def _replaced(field: cst.AnnAssign, old: cst.CSTNode, new: cst.CSTNode) -> cst.AnnAssign:
    changed = field.deep_replace(old, new)
    assert isinstance(changed, cst.AnnAssign)
    return changed


def _annotated(annotation: cst.BaseExpression, call: cst.Call) -> cst.BaseExpression:
    match annotation:
        case cst.Subscript(value=head, slice=[cst.SubscriptElement(slice=cst.Index(value=inner)) as first, *others]):
            kind = (dotted_name(head) or "").rpartition(".")[2]
            if kind in _QUALIFIERS:
                wrapped = first.with_changes(slice=cst.Index(_annotated(inner, call)))
                return annotation.with_changes(slice=[wrapped, *others])
            if kind == "Annotated":
                new = cst.SubscriptElement(cst.Index(call))
                opening = annotation.lbracket.whitespace_after
                return annotation.with_changes(slice=appended(annotation.slice, new, opening))
        case _:
            pass
    elements = [cst.SubscriptElement(cst.Index(annotation)), cst.SubscriptElement(cst.Index(call))]
    return cst.Subscript(cst.Name("Annotated"), elements)


def _argument(value: cst.BaseExpression) -> cst.BaseExpression:
    """A value as an argument: a tuple gets parentheses; those around anything simple on one line are not needed."""
    match value:
        case cst.Tuple(lpar=[]):
            return value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        case cst.Tuple() | cst.GeneratorExp() | cst.NamedExpr():
            return value
        case _:
            plain = value.with_changes(lpar=(), rpar=())
            parentheses = (*value.lpar, *value.rpar)
            if any(map(has_comment, parentheses)) or len(lines_of(_EMPTY.code_for_node(plain))) > 1:
                return value
            return plain


_TIGHT = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


def _literal(text: str) -> cst.SimpleString:
    return cst.SimpleString(string_literal(text))


def _description(text: str) -> cst.Arg:
    return cst.Arg(_literal(text), keyword=cst.Name("description"), equal=_TIGHT)
