"""Whether a type can be a response model: FastAPI rejects what Pydantic has no schema for.

The legacy server declared no response models, so that any type did.
"""

from __future__ import annotations

import ast
import builtins
import sys

from llama_router_codemod.parse.classes import ClassFacts, ClassKind, ancestors, base_names, kind_of
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.parse.type_parts import TypePart
from llama_router_codemod.source.syntax import dotted

_BUILTINS = frozenset(
    {"bool", "bytes", "complex", "dict", "float", "frozenset", "int", "list", "object", "set", "str", "tuple", "type"}
)
_TYPING = frozenset(
    {"AbstractSet", "Annotated", "Any", "Counter", "Deque", "Dict", "FrozenSet", "Iterable", "List", "Literal"}
    | {"Mapping", "MutableMapping", "MutableSequence", "MutableSet", "NamedTuple", "NewType", "Optional"}
    | {"OrderedDict", "Pattern", "Sequence", "Set", "Text", "Tuple", "Type", "TypedDict", "Union"}
)
#: The names that Pydantic and its JSON schema know, of the standard library and what stands for it; no others of it.
_WITH_SCHEMA = {
    "collections": frozenset({"Counter", "OrderedDict", "deque"}),
    "collections.abc": frozenset(
        {"Iterable", "Mapping", "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Set"}
    ),
    "datetime": frozenset({"date", "datetime", "time", "timedelta"}),
    "decimal": frozenset({"Decimal"}),
    "enum": frozenset({"Enum", "Flag", "IntEnum", "IntFlag", "StrEnum"}),
    "fractions": frozenset({"Fraction"}),
    "ipaddress": frozenset(f"IPv{version}{kind}" for version in (4, 6) for kind in ("Address", "Interface", "Network")),
    "pathlib": frozenset({"Path", "PosixPath", "PurePath", "PurePosixPath"}),
    "re": frozenset({"Pattern"}),
    "types": frozenset({"NoneType"}),
    "typing": _TYPING,
    "typing_extensions": _TYPING,
    "uuid": frozenset({"UUID"}),
}
#: A class with one of these says itself how Pydantic treats it.
_HOOKS = frozenset({"__get_pydantic_core_schema__", "__get_validators__"})


def is_response_field(part: TypePart) -> bool:
    """Whether all that a type is made of has a schema, as far as that is known."""
    return all(map(_has_schema, part.walk()))


def is_response(part: TypePart) -> bool:
    """Whether a type is a response object of FastAPI or Starlette, or a class of the tree that derives from one."""
    match part.definition:
        case Definition(module=module, name=name, node=None):
            return name.endswith("Response") and module.partition(".")[0] in {"fastapi", "starlette"}
        case Definition(module=module, node=ast.ClassDef() as node):
            lineage = _lineage(part.symbols, ClassFacts(module, node))
            return any(
                is_response(TypePart(part.symbols, item.module, base)) for item in lineage for base in item.node.bases
            )
        case _:
            return False


def _has_schema(part: TypePart) -> bool:
    match part.definition:
        case Definition(module=module, node=ast.ClassDef() as node):
            return _class_has_schema(part.symbols, ClassFacts(module, node))
        case Definition(module=module, name=name, node=None) if module in _WITH_SCHEMA or _is_standard(module):
            return name in _WITH_SCHEMA.get(module, ())
        case Definition():
            return not is_response(part)
        case None:
            name = dotted(part.node.value if isinstance(part.node, ast.Subscript) else part.node) or ""
            return name in _BUILTINS or not isinstance(getattr(builtins, name, None), type)


def _is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def _class_has_schema(symbols: Symbols, facts: ClassFacts) -> bool:
    match kind_of(symbols, facts):
        case ClassKind.PROTOCOL:
            return False
        case ClassKind.TYPED_DICT:
            # Before Python 3.12 Pydantic takes that of typing_extensions only; which Python will run it is not known.
            return not any(
                symbols.resolve(item.module, base) == Definition("typing", "TypedDict", None)
                for item in _lineage(symbols, facts)
                for base in base_names(item.node)
            )
        case ClassKind.OTHER:
            return any(_knows_schema(symbols, item) for item in _lineage(symbols, facts))
        case _:
            return True


def _knows_schema(symbols: Symbols, facts: ClassFacts) -> bool:
    """Whether a class is a dataclass or a named tuple, has a hook, or derives from a class that cannot be seen."""
    node = facts.node
    decorators = (item.func if isinstance(item, ast.Call) else item for item in node.decorator_list)
    defined = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    if any((dotted(item) or "").endswith("dataclass") for item in decorators) or defined & _HOOKS:
        return True
    outside = [found for name in base_names(node) if (found := symbols.resolve(facts.module, name)) and not found.node]
    return any(
        found.name == "NamedTuple"
        or found.module.partition(".")[0] not in {*sys.stdlib_module_names, "fastapi", "starlette"}
        for found in outside
    )


def _lineage(symbols: Symbols, facts: ClassFacts) -> list[ClassFacts]:
    return [facts, *ancestors(symbols, facts)]
