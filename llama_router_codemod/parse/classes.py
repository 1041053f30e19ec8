"""What a class is: a Protocol, a Pydantic model, an enum, a TypedDict; its ancestors and its own fields."""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator
from typing import NamedTuple

from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.symbols import Definition, Symbols, absolute_module
from llama_router_codemod.source.syntax import dotted, last_part


class ClassKind(enum.StrEnum):
    """What a class ultimately derives from."""

    PROTOCOL = "protocol"
    MODEL = "model"
    ENUM = "enum"
    TYPED_DICT = "typed_dict"
    OTHER = "other"


_ROOTS = {
    "Protocol": ClassKind.PROTOCOL,
    "BaseModel": ClassKind.MODEL,
    "RootModel": ClassKind.MODEL,
    "Enum": ClassKind.ENUM,
    "StrEnum": ClassKind.ENUM,
    "IntEnum": ClassKind.ENUM,
    "Flag": ClassKind.ENUM,
    "IntFlag": ClassKind.ENUM,
    "TypedDict": ClassKind.TYPED_DICT,
}


class ClassFacts(NamedTuple):
    """A class of the tree: where it is and its statement."""

    module: str
    node: ast.ClassDef

    @property
    def key(self) -> tuple[str, str]:
        return (self.module, self.node.name)


def class_of(symbols: Symbols, module: str, name: str) -> ClassFacts | None:
    """The class that a name means in a module, also by another name (`Other = Agents`); None when it is no class of the
    tree."""
    seen: set[Definition] = set()
    other: str | None = name
    while other is not None and (found := symbols.resolve(module, other)) is not None and found not in seen:
        seen.add(found)
        module, other = found.module, None
        match found.node:
            case ast.ClassDef() as node:
                return ClassFacts(module, node)
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                other = dotted(value)
            case _:
                pass
    return None


def class_anywhere(symbols: Symbols, module: str, name: str) -> ClassFacts | None:
    """The class that a name means in a module or in a function of it, which may import it for itself."""
    if (found := class_of(symbols, module, name)) is not None:
        return found
    if (path := symbols.checkout.modules.get(module)) is None:
        return None
    first, _, rest = name.partition(".")
    origins = (
        (absolute_module(node, module, path.name == "__init__.py"), alias.name)
        for node in import_statements(symbols.tree(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if first == (alias.asname or alias.name)
    )
    known = (
        class_of(symbols, f"{home}.{own}", rest) if rest else class_of(symbols, home, own) for home, own in origins
    )
    return next((facts for facts in known if facts is not None), None)


def base_names(node: ast.ClassDef) -> tuple[str, ...]:
    """The bases as dotted names, without subscripts (`Generic[T]` is `Generic`)."""
    plain = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
    return tuple(name for name in map(dotted, plain) if name is not None)


def ancestors(symbols: Symbols, facts: ClassFacts) -> Iterator[ClassFacts]:
    """All base classes that the tree defines, nearest first, each once (close to the method resolution order)."""
    seen = {facts.key}
    queue = [facts]
    while queue:
        current = queue.pop(0)
        for name in base_names(current.node):
            found = class_of(symbols, current.module, name)
            if found is not None and found.key not in seen:
                seen.add(found.key)
                queue.append(found)
                yield found


def kind_of(symbols: Symbols, facts: ClassFacts) -> ClassKind:
    """What the class derives from, through all its ancestors in the tree."""
    kinds = {_ROOTS.get(name) for name in _external_bases(symbols, facts)}
    for kind in (ClassKind.PROTOCOL, ClassKind.TYPED_DICT, ClassKind.ENUM, ClassKind.MODEL):
        if kind in kinds:
            return kind
    return ClassKind.OTHER


def is_root_model(symbols: Symbols, facts: ClassFacts) -> bool:
    """Whether the class is a model of one value, that of its field `root`."""
    return "RootModel" in _external_bases(symbols, facts)


def root_kind(symbols: Symbols, module: str, name: str) -> ClassKind | None:
    """What a base class from outside the tree makes of a class (`Protocol`, also as `typing.Protocol` or `P`)."""
    return _ROOTS.get(_external_name(symbols, module, name) or "")


def _external_bases(symbols: Symbols, facts: ClassFacts) -> frozenset[str]:
    """The names of the classes from outside the tree that the class or an ancestor derives from."""
    bases = (
        _external_name(symbols, ancestor.module, name)
        for ancestor in (facts, *ancestors(symbols, facts))
        for name in base_names(ancestor.node)
    )
    return frozenset(base for base in bases if base is not None)


def _external_name(symbols: Symbols, module: str, name: str) -> str | None:
    """The name that something has outside the tree; None for what the tree defines."""
    match symbols.resolve(module, name):
        case None:
            return name.rpartition(".")[2]
        case Definition(name=original, node=None):
            return original
        case _:
            return None


def is_field(node: ast.stmt) -> bool:
    """Whether a statement of a model's body declares a field."""
    match node:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
            head = annotation.value if isinstance(annotation, ast.Subscript) else annotation
            kind = last_part(head)
            return kind not in {"ClassVar", "Final"} and not name.startswith("_") and name != "model_config"
        case _:
            return False


def own_methods(node: ast.ClassDef) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """The methods that a class body defines, by name, the last of each name."""
    return {item.name: item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)}


def own_fields(node: ast.ClassDef) -> dict[str, ast.AnnAssign]:
    """The fields that a class body declares, by name."""
    return {
        statement.target.id: statement
        for statement in node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and is_field(statement)
    }
