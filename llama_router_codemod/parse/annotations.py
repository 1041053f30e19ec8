"""What a type annotation is on the wire, by the rules with which FastAPI tells query from body parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Annotated, get_args, get_origin

from llama_router_codemod.model.operation import Shape
from llama_router_codemod.parse.bound_names import names_bound_by
from llama_router_codemod.parse.classes import ClassFacts, ClassKind, ancestors, class_of, kind_of, own_fields
from llama_router_codemod.parse.model_config import extra_of
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted, last_part, names_in, parse_expression
from llama_router_codemod.source.type_parameters import is_type_statement

_SCALARS = frozenset(
    {
        "str",
        "int",
        "float",
        "bool",
        "bytes",
        "complex",
        "None",
        "Decimal",
        "UUID",
        "datetime",
        "date",
        "time",
        "timedelta",
    }
)
_SEQUENCES = frozenset(
    {"list", "set", "frozenset", "tuple", "List", "Set", "FrozenSet", "Tuple", "Sequence", "Iterable"}
)
_MAPPINGS = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "TypedDict"})
_UNIONS = frozenset({"Union", "Optional"})
#: With this method a class tells Pydantic what it is.
_CORE_SCHEMA = "__get_pydantic_core_schema__"
MARKERS = frozenset({"Body", "File", "Form", "Depends", "Security", "Query", "Path", "Header", "Cookie"})
#: Markers that read a request by themselves, and have no description.
DEPENDENCIES = frozenset({"Depends", "Security"})
_PYDANTIC = "pydantic"
#: What Pydantic makes an `Annotated[...]` with: one of a scalar, and any.
_SCALAR_MAKERS = frozenset({"conbytes", "condate", "condecimal", "confloat", "conint", "constr"})
_MAKERS = _SCALAR_MAKERS | {"confrozenset", "conlist", "conset"}
#: The marker of llama-stack for fields that clients send apart from those of a body; FastAPI does not know it.
EXTRA_BODY = "ExtraBodyField"


@dataclass(frozen=True)
class Annotations:
    """Annotations of one module, with the names that its imports bring."""

    symbols: Symbols
    module: str

    def shape(self, annotation: str) -> Shape:
        """The shape of an annotation's source text; an empty text is an absent annotation."""
        return Shape.ANY if not annotation else self._shape(parse_expression(annotation), frozenset())

    def _shape(self, node: ast.expr, seen: frozenset[tuple[str, str]]) -> Shape:
        match node:
            case ast.Constant(value=None):
                return Shape.SCALAR
            case ast.Constant(value=str(text)):
                return self._shape(parse_expression(text), seen)
            case ast.BinOp(op=ast.BitOr(), left=left, right=right):
                return _join([self._shape(left, seen), self._shape(right, seen)])
            case ast.Subscript(value=head, slice=index):
                alias = self.symbols.resolve(self.module, dotted(head) or "")
                if alias is not None and isinstance(alias.node, ast.Assign):
                    return Shape.UNKNOWN
                return self._subscript(self._called(head), index, seen)
            case ast.Name() | ast.Attribute():
                return self._named(node, seen)
            case ast.Call(func=function) if self._maker(function) in _SCALAR_MAKERS:
                return Shape.SCALAR
            case _:
                return Shape.UNKNOWN

    def _subscript(self, head: str, index: ast.expr, seen: frozenset[tuple[str, str]]) -> Shape:
        items = index.elts if isinstance(index, ast.Tuple) else [index]
        if head == "Literal":
            return Shape.SCALAR
        if head == "Annotated":
            return self._shape(items[0], seen)
        if head in _UNIONS:
            return _join([self._shape(item, seen) for item in items])
        if head in _SEQUENCES:
            inner = _join([self._shape(item, seen) for item in items if not _is_ellipsis(item)])
            # FastAPI lists an unknown scalar-like member among the scalars too (an alias of Literals, say).
            return Shape.COMPLEX if inner in {Shape.COMPLEX, Shape.SEQUENCE} else Shape.SEQUENCE
        return Shape.COMPLEX

    def _named(self, used: ast.expr, seen: frozenset[tuple[str, str]]) -> Shape:
        name, last = dotted(used) or "", self._called(used)
        if (self.module, name) in seen:
            return Shape.COMPLEX
        match self.symbols.resolve(self.module, name):
            case Definition(module=module, node=ast.ClassDef() as node):
                return _shape_of_class(self.symbols, ClassFacts(module, node))
            # `type X = ...` exists from Python 3.12 on, so aliases cannot be matched by class here.
            case Definition(module=module, node=alias) if isinstance(value := getattr(alias, "value", None), ast.expr):
                return Annotations(self.symbols, module)._shape(value, seen | {(self.module, name)})
            case Definition(module=module, name=name, node=None) if kind := _annotated_by_pydantic(module, name):
                return Shape.SCALAR if kind in _SCALARS else Shape.UNKNOWN
            case _ if last == "Any":
                return Shape.ANY
            case _ if last in _SCALARS:
                return Shape.SCALAR
            case _ if last in _SEQUENCES:
                return Shape.SEQUENCE
            case _ if last in _MAPPINGS:
                return Shape.COMPLEX
            case _:
                return Shape.UNKNOWN

    def metadata(self, annotation: str) -> tuple[str, ...]:
        """What an `Annotated[...]` is annotated with, also one behind an alias of the tree, the innermost first: the
        names that each has where it is defined (`Body`, `Field`, `ExtraBodyField`), "" for what has none."""
        return tuple(name for name, _ in self._metadata(parse_expression(annotation), frozenset()))

    def _metadata(self, node: ast.expr, seen: frozenset[Definition]) -> Iterator[tuple[str, ast.expr]]:
        """Each with what is written there."""
        match node:
            case ast.Subscript(value=head, slice=ast.Tuple(elts=[inner, *items])) if self._called(head) == "Annotated":
                yield from self._metadata(inner, seen)
                yield from ((self._called(item.func if isinstance(item, ast.Call) else item), item) for item in items)
            case ast.Name() | ast.Attribute():
                match self.symbols.resolve(self.module, dotted(node) or ""):
                    case Definition(module=module, node=ast.Assign() | ast.AnnAssign() as alias) as found:
                        if alias.value is not None and found not in seen:
                            yield from Annotations(self.symbols, module)._metadata(alias.value, seen | {found})
                    case Definition(module=module, name=name, node=None) if _annotated_by_pydantic(module, name):
                        yield name, node
                    case _:
                        pass
            case ast.Call(func=function) if (made := self._maker(function)) in _MAKERS:
                yield made, node

    def _maker(self, function: ast.expr) -> str:
        """The name that a function has in Pydantic; "" for one from elsewhere."""
        found = self.symbols.resolve(self.module, dotted(function) or "")
        return found.name if found is not None and found.module.partition(".")[0] == _PYDANTIC else ""

    def marker(self, annotation: str, default: str | None = None) -> str | None:
        """The FastAPI marker of an `Annotated[...]` (`Body`, `File`, `Depends`, ...), or `ExtraBodyField`, or None.

        Of several markers the last one counts. A default may be one, too.
        """
        if default is not None and (call := self.marker_call("", default)) is not None:
            return self._called(call.func)
        names = self.metadata(annotation)
        markers = [name for name in names if name in MARKERS]
        return markers[-1] if markers else EXTRA_BODY if EXTRA_BODY in names else None

    def has_field_info(self, annotation: str) -> bool:
        """Whether the type is `Annotated` with a `Field(...)` of Pydantic, by itself or as an alias of the tree."""
        return "Field" in self.metadata(annotation)

    def discriminator(self, annotation: str) -> str | None:
        """The field that tells the members of a union apart, where a `Field` of Pydantic says that and nothing else."""
        match [item for name, item in self._metadata(parse_expression(annotation), frozenset()) if name == "Field"]:
            case [ast.Call(args=[], keywords=[ast.keyword(arg="discriminator", value=ast.Constant(value=str(field)))])]:
                return field
            case _:
                return None

    def marker_call(self, annotation: str, default: str | None = None) -> ast.Call | None:
        """The call of the FastAPI marker that a parameter is written with: in its `Annotated[...]`, or as its default.

        A marker without parentheses is a call without arguments; one behind an alias is none that is written here.
        """
        items: list[ast.expr] = [] if default is None else [parse_expression(default)]
        match parse_expression(annotation):
            case ast.Subscript(value=head, slice=ast.Tuple(elts=[_, *metadata])) if self._called(head) == "Annotated":
                items += metadata
        calls = [item if isinstance(item, ast.Call) else ast.Call(item, [], []) for item in items]
        markers = [call for call in calls if self._called(call.func) in MARKERS]
        return markers[-1] if markers else None

    def extra_body_text(self, annotation: str) -> str | None:
        """The description given to `ExtraBodyField("...")`: the legacy generator published it before any `:param`."""
        for node in ast.walk(parse_expression(annotation)):
            if isinstance(node, ast.Call) and self._called(node.func) == EXTRA_BODY:
                for value in (*node.args, *(keyword.value for keyword in node.keywords)):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        return value.value
        return None

    def without_extra_body(self, annotation: str) -> str:
        """The annotation without its `ExtraBodyField` marker: a request model has the text as a description."""
        match parse_expression(annotation):
            case ast.Subscript(value=head, slice=ast.Tuple(elts=[inner, *metadata])) if (
                self._called(head) == "Annotated"
            ):
                kept = [item for item in metadata if self._called(getattr(item, "func", item)) != EXTRA_BODY]
                if len(kept) < len(metadata):
                    parts = ", ".join(map(ast.unparse, [inner, *kept]))
                    return f"{ast.unparse(head)}[{parts}]" if kept else parts
        return annotation

    def without_type_statements(self, annotation: str) -> str:
        """The annotation with what `type X = ...` of the module means in place of X, which FastAPI takes for a scalar
        wherever it looks for lists in a query; one with arguments, `X[int]`, stays."""
        node = parse_expression(annotation)
        written = _WithoutTypeStatements(self).visit(deepcopy(node))
        return annotation if ast.dump(written) == ast.dump(node) else ast.unparse(written)

    def has_type_statement(self, annotation: str) -> bool:
        """Whether a name of the annotation is that of a `type X = ...`."""
        return next(self._type_statements(annotation, frozenset()), None) is not None

    def has_annotated_type_statement(self, annotation: str) -> bool:
        """Whether such a type is an `Annotated[...]`, whose markers only newer versions of FastAPI see."""
        return any(there.metadata(value) for there, value in self._type_statements(annotation, frozenset()))

    def _type_statements(self, annotation: str, seen: frozenset[Definition]) -> Iterator[tuple[Annotations, str]]:
        """What each `type X = ...` means that the annotation is made of, and where that is written."""
        for found in (self.symbols.resolve(self.module, name) for name in names_in(annotation)):
            if found is None or found in seen or found.node is None or not is_type_statement(found.node):
                continue
            there, value = Annotations(self.symbols, found.module), ast.unparse(found.node.value)  # type: ignore[attr-defined]
            yield there, value
            yield from there._type_statements(value, seen | {found})

    def is_constant_default(self, default: str) -> bool:
        """Whether a default is plain data: literals, enum members, arithmetic of names that the tree defines so."""
        return all(self._is_data(node) for node in ast.walk(parse_expression(default)))

    def _is_data(self, node: ast.AST) -> bool:
        match node:
            case ast.Name(id=name):
                found = self.symbols.resolve(self.module, name)
                if found is None:
                    return name in {"list", "dict", "set", "float", "True", "False", "None"}
                value = getattr(found.node, "value", None)
                return isinstance(found.node, ast.ClassDef) or isinstance(
                    value, ast.Constant | ast.BinOp | ast.List | ast.Dict
                )
            case _:
                return True

    def has_field(self, annotation: str, field: str) -> bool:
        """Whether an annotation's type (markers apart) is a model of the tree that declares or inherits a field."""
        return any(field in own_fields(facts.node) for facts in self.model_lineage(annotation))

    def allows_extra(self, annotation: str) -> bool:
        """Whether the type is a model of the tree that allows extra fields, by itself or its nearest such ancestor."""
        said = (extra_of(facts.node) for facts in self.model_lineage(annotation))
        return next(filter(None, said), None) == "allow"

    def model_lineage(self, annotation: str) -> list[ClassFacts]:
        """The model class that an annotation names, and its ancestors in the tree; empty for anything else."""
        node = parse_expression(annotation)
        if (
            isinstance(node, ast.Subscript)
            and self._called(node.value) == "Annotated"
            and isinstance(node.slice, ast.Tuple)
        ):
            node = node.slice.elts[0]
        facts = class_of(self.symbols, self.module, dotted(node) or "")
        return [] if facts is None else [facts, *ancestors(self.symbols, facts)]

    def _called(self, node: ast.expr) -> str:
        """The name that something has where it is defined (`Annotated`, also for `typing.Annotated` or an alias)."""
        name = dotted(node) or ""
        found = self.symbols.resolve(self.module, name)
        return found.name if found is not None and found.name else name.rpartition(".")[2]


def _annotated_by_pydantic(module: str, name: str) -> str:
    """The name of the type that is `Annotated[...]` under a name of Pydantic, `int` for `PositiveInt`; else ""."""
    if module.partition(".")[0] != _PYDANTIC:
        return ""
    # Not at the top: most types are of the tree.
    import pydantic

    alias = getattr(pydantic, name, None)
    return getattr(get_args(alias)[0], "__name__", "") if get_origin(alias) is Annotated else ""


class _WithoutTypeStatements(ast.NodeTransformer):
    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        node.slice = self.visit(node.slice)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self._annotations.symbols.resolve(self._annotations.module, node.id)
        is_own = found is not None and found.module == self._annotations.module
        if found is None or found.node is None or not is_own or not is_type_statement(found.node):
            return node
        value: ast.expr = self.visit(deepcopy(found.node.value))  # type: ignore[attr-defined]
        return value


def _shape_of_class(symbols: Symbols, facts: ClassFacts) -> Shape:
    """What FastAPI makes of a class of the tree; one that tells Pydantic nothing is a scalar to it, unless a base from
    elsewhere does (`_annotation_is_complex` in fastapi/_compat), so that FastAPI must go on to decide."""
    kind = kind_of(symbols, facts)
    if kind is not ClassKind.OTHER:
        return Shape.SCALAR if kind is ClassKind.ENUM else Shape.COMPLEX
    family = [item.node for item in (facts, *ancestors(symbols, facts))]
    is_known = any(_is_dataclass(node) or _CORE_SCHEMA in names_bound_by(node.body) for node in family)
    return Shape.COMPLEX if is_known else Shape.UNKNOWN


def _is_dataclass(node: ast.ClassDef) -> bool:
    heads = (item.func if isinstance(item, ast.Call) else item for item in node.decorator_list)
    return any(last_part(head) == "dataclass" for head in heads)


def _join(shapes: list[Shape]) -> Shape:
    """The shape of a union: the one that decides for FastAPI."""
    for decisive in (Shape.COMPLEX, Shape.SEQUENCE, Shape.UNKNOWN, Shape.ANY):
        if decisive in shapes:
            return decisive
    return Shape.SCALAR


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...
