"""What becomes of a description that a class gives to a field which it inherits."""

import ast
import builtins
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import libcst as cst

from llama_router_codemod.parse.classes import (
    ClassFacts,
    ClassKind,
    ancestors,
    base_names,
    class_of,
    kind_of,
    own_fields,
)
from llama_router_codemod.parse.docstrings import parse_docstring
from llama_router_codemod.parse.symbols import Definition, Symbols, bindings_of
from llama_router_codemod.rewrite.descriptions.class_bodies import declarations
from llama_router_codemod.rewrite.descriptions.field_forms import Refused
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames
from llama_router_codemod.source.syntax import decode_source, dotted

_ROOTS = frozenset({"BaseModel", "TypedDict", "Generic", "Protocol", "ABC", "object"})
_TYPE_PARAMETERS = ("TypeVar", "ParamSpec", "TypeVarTuple")


@dataclass(frozen=True)
class Inherited:
    """A field as a class inherits it: the ancestor that declares it, and the descriptions that reach the class.

    `published` is the text that the docstrings of the ancestors give, `declared` the one of the declaring Field.
    """

    owner: ClassFacts
    published: str | None
    declared: str | None


def inherited_field(symbols: Symbols, facts: ClassFacts, name: str) -> Inherited | None:
    """The field that a class inherits from its ancestors in the tree, None when none of them declares it."""
    for ancestor in ancestors(symbols, facts):
        field = own_fields(ancestor.node).get(name)
        if field is not None:
            return Inherited(ancestor, published_text(symbols, facts, name), field_description(field))
    return None


def published_text(symbols: Symbols, facts: ClassFacts, name: str) -> str | None:
    """The `:param` text of the nearest ancestor that has one (llama_stack/strong_typing/schema.py:99-107)."""
    docstrings = (ast.get_docstring(ancestor.node, clean=False) for ancestor in ancestors(symbols, facts))
    texts = (parse_docstring(docstring or "").params.get(name) for docstring in docstrings)
    return next((text for text in texts if text is not None), None)


def has_unknown_base(symbols: Symbols, facts: ClassFacts) -> bool:
    """Whether some ancestor is outside the tree, so that its fields are not known."""
    for known in (facts, *ancestors(symbols, facts)):
        bases = base_names(known.node)
        if len(bases) < len(known.node.bases):
            return True
        for base in bases:
            if base.rpartition(".")[2] not in _ROOTS and class_of(symbols, known.module, base) is None:
                return True
    return False


def redeclared(
    symbols: Symbols, facts: ClassFacts, owner: ClassFacts, name: str, names: ModuleNames
) -> cst.AnnAssign | Refused:
    """The declaration of an inherited field, to be repeated in a class; `names` are those bound where the class begins.

    Refused unless every name in it means the same there.
    """
    if kind_of(symbols, owner) is not ClassKind.MODEL:
        return Refused(f"{owner.node.name} is no model")
    scopes = _bound_in_body(facts.node) | _bound_in_body(owner.node)
    declaration = own_fields(owner.node)[name]
    for used in sorted(set(_names_in(declaration))):
        if used in scopes or not _means_the_same(symbols, owner.module, used, names):
            return Refused(f"`{used}` of {owner.module}.{owner.node.name} cannot be repeated here")
    return _source_of(symbols, owner, name)


def alias_description(symbols: Symbols, facts: ClassFacts, name: str) -> str | None:
    """What the `Annotated[...]` says that the type of a field is a name of, None where it says nothing."""
    annotation = own_fields(facts.node)[name].annotation
    match symbols.resolve(facts.module, dotted(annotation) or ""):
        case Definition(node=ast.Assign(value=ast.Subscript(value=head, slice=ast.Tuple(elts=[_, *metadata])))) if (
            dotted(head) or ""
        ).endswith("Annotated"):
            return next(filter(None, map(field_description, metadata)), None)
        case _:
            return None


def field_description(field: ast.AST) -> str | None:
    """What a declaration, or a call, says in `Field(description=...)`, None where it does not."""
    for node in ast.walk(field):
        match node:
            case ast.Call(func=function, keywords=keywords) if (dotted(function) or "").endswith("Field"):
                for keyword in keywords:
                    match keyword:
                        case ast.keyword(arg="description", value=ast.Constant(value=str(text))):
                            return text
                        case _:
                            pass
            case _:
                pass
    return None


def _bound_in_body(node: ast.ClassDef) -> set[str]:
    return set(bindings_of(ast.Module(node.body, []), "", False).names)


def _names_in(declaration: ast.AnnAssign) -> Iterator[str]:
    """The names that a declaration reads, those of forward references included."""
    yield from _names(declaration.annotation, in_annotation=True)
    if declaration.value is not None:
        yield from _names(declaration.value, in_annotation=False)


def _names(node: ast.AST, in_annotation: bool) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Constant(value=str(text)) if in_annotation:
            with suppress(SyntaxError):
                yield from _names(ast.parse(text, mode="eval"), in_annotation)
        case ast.Subscript(value=head, slice=index) if (dotted(head) or "").endswith("Literal"):
            yield from _names(head, in_annotation=False)
            yield from _names(index, in_annotation=False)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _names(child, in_annotation and not isinstance(node, ast.Call))


def _means_the_same(symbols: Symbols, module: str, name: str, names: ModuleNames) -> bool:
    there, here = symbols.resolve(module, name), names.meaning(name)
    if there is None:
        return here is None and hasattr(builtins, name)
    match there.node:
        case ast.Assign(value=ast.Call(func=function)) if (dotted(function) or "").endswith(_TYPE_PARAMETERS):
            return False
        case _:
            is_added = name == "Field" and here is None and there.module.split(".")[0] == "pydantic"
            return there == here or is_added


def _source_of(symbols: Symbols, owner: ClassFacts, name: str) -> cst.AnnAssign | Refused:
    path = symbols.checkout.modules[owner.module]
    for statement in cst.parse_module(decode_source(symbols.checkout.contents[path], path)).body:
        match statement:
            case cst.ClassDef(name=cst.Name(value=class_name)) if class_name == owner.node.name:
                if name in (fields := declarations(statement.body)):
                    return fields[name]
            case _:
                pass
    return Refused(f"{owner.module}.{owner.node.name} is not written at the top level")
