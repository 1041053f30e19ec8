"""The decorator that declares routes, under whatever name a module imports it, and what can be said with it.

In llama-stack it is `webmethod` in schema_utils.py; the fields of its dataclass differ from month to month.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import PurePosixPath
from typing import NamedTuple

from llama_router_codemod.parse.classes import ClassFacts, ancestors, class_of, own_fields
from llama_router_codemod.parse.given_names import given_names
from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.symbols import Definition, Symbols, absolute_module
from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.source.syntax import decode_source, dotted, with_defaults
from llama_router_codemod.tree.checkout import Checkout

DECORATOR = "webmethod"
#: Beside it: what registers a model that is published, and what a decorator may say of who may ask for a route.
SCHEMA_DECORATOR = "json_schema_type"
AUTHENTICATION, SCOPE = "require_authentication", "required_scope"
#: Its arguments that must be literals, since what is said of a route depends on them.
LITERAL_ARGUMENTS = ("deprecated", "experimental", AUTHENTICATION, "raw_bytes_request_body", "public")
_DEFINES = at_line_start(rf"def {DECORATOR}\(")
#: What it leaves on a method: the topmost of its decorators, and all of them.
ATTRIBUTES = frozenset({"__webmethod__", "__webmethods__"})
_NAMES_ATTRIBUTE = re.compile(rb"__webmethods?__")
#: Stands in every file that names the decorator.
WORD = re.compile(rf"\b{DECORATOR}\b".encode())
#: The directories whose programs serve no requests: code there may have a decorator of that name for itself.
APART = frozenset({"tests", "docs"})
#: What a route says by itself, so that it is no metadata beside it.
_OF_THE_ROUTE = frozenset({"route", "method", "level", "deprecated"})
#: What a decorator takes whose own dataclass cannot be seen: the arguments that llama-stack's has had.
_USUAL = (
    ("public", "bool", "False"),
    ("request_examples", "list[Any] | None", "None"),
    ("response_examples", "list[Any] | None", "None"),
    ("raw_bytes_request_body", "bool | None", "False"),
    ("descriptive_name", "str | None", "None"),
    ("experimental", "bool | None", "False"),
    ("required_scope", "str | None", "None"),
    ("require_authentication", "bool | None", "True"),
)
_USUAL_NAMES = _OF_THE_ROUTE | {name for name, _, _ in _USUAL}


class MetadataField(NamedTuple):
    """A field of the decorator's dataclass beyond route, method, level and deprecated, as source text.

    `default` is what a decorator without that argument says, None where the argument is required. `keeps_none` tells
    that None is a value as any other; where it is False, the decorator puts the default in its place. `comments` are
    the lines of comments above the field.
    """

    name: str
    annotation: str
    default: str | None
    keeps_none: bool = True
    comments: tuple[str, ...] = ()


class WebmethodConvention(NamedTuple):
    """The decorator of a checkout: the module that defines it, its positional arguments in order, those that it takes
    by name, and the metadata that it can give.

    `dataclass` is the class that it makes an instance of: its module and its name.
    """

    module: str | None
    arguments: tuple[str, ...]
    by_name: frozenset[str]
    metadata: tuple[MetadataField, ...]
    dataclass: tuple[str, str] | None = None

    def takes(self, argument: str) -> bool:
        """Whether the decorator has an argument of that name."""
        return argument in self.by_name


@cache
def webmethod_convention(symbols: Symbols) -> WebmethodConvention:
    """The decorator of a checkout; in a tree that does not define it, the one that llama-stack has had."""
    for path in symbols.checkout.containing(_DEFINES, DECORATOR.encode()):
        module = symbols.checkout.module_name(path)
        is_served = symbols.checkout.is_importable(path) and APART.isdisjoint(path.parts)
        for node in symbols.tree(path).body if is_served else ():
            if isinstance(node, ast.FunctionDef) and node.name == DECORATOR:
                return _read(symbols, module, node)
    return WebmethodConvention(None, ("route", "method", "level"), _USUAL_NAMES, _usual_fields(_USUAL_NAMES))


def _usual_fields(names: Collection[str]) -> tuple[MetadataField, ...]:
    return tuple(MetadataField(*field) for field in _USUAL if field[0] in names)


def _read(symbols: Symbols, module: str, function: ast.FunctionDef) -> WebmethodConvention:
    signature = function.args
    positional = tuple(argument.arg for argument in (*signature.posonlyargs, *signature.args))
    by_name = frozenset(argument.arg for argument in (*signature.args, *signature.kwonlyargs))
    made = _dataclass_call(symbols, module, function)
    if made is None:
        # A decorator without a dataclass keeps its arguments somehow; it is taken for llama-stack's.
        by_name |= _USUAL_NAMES if signature.kwarg is not None else frozenset()
        return WebmethodConvention(module, positional, by_name, _usual_fields(by_name))
    call, fields, made_class = made
    by_name |= fields.keys() if signature.kwarg is not None else frozenset()
    given = dict(zip(fields, call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None}
    defaults = {argument.arg: default for argument, default in with_defaults(signature)}
    metadata = tuple(
        _field(name, field, given.get(name), defaults) for name, field in fields.items() if name not in _OF_THE_ROUTE
    )
    return WebmethodConvention(module, positional, by_name, metadata, made_class)


class _DeclaredField(NamedTuple):
    node: ast.AnnAssign
    comments: tuple[str, ...]


def _dataclass_call(
    symbols: Symbols, module: str, function: ast.FunctionDef
) -> tuple[ast.Call, Mapping[str, _DeclaredField], tuple[str, str]] | None:
    """Where a decorator makes an instance of its dataclass, with all fields of that, also inherited ones, and which."""
    for node in ast.walk(function):
        facts = class_of(symbols, module, dotted(node.func) or "") if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and facts is not None:
            lineage = (facts, *ancestors(symbols, facts))
            fields = {name: field for item in reversed(lineage) for name, field in _fields(symbols, item).items()}
            if "route" in fields:
                return node, fields, facts.key
    return None


def _fields(symbols: Symbols, facts: ClassFacts) -> dict[str, _DeclaredField]:
    path = symbols.checkout.modules[facts.module]
    lines = lines_of(decode_source(symbols.checkout.contents[path], path))
    found = {}
    for name, node in own_fields(facts.node).items():
        above = takewhile(lambda line: line.startswith("#"), map(str.strip, reversed(lines[: node.lineno - 1])))
        found[name] = _DeclaredField(node, tuple(above)[::-1])
    return found


def _field(
    name: str, field: _DeclaredField, given: ast.expr | None, defaults: Mapping[str, ast.expr | None]
) -> MetadataField:
    """A field of the dataclass; `given` is what the decorator gives for it, `defaults` those of its arguments.

    `required_scope=required_scope` gives the argument as it is, `public=public or False` another value for None.
    """
    keeps_none = True
    match given:
        case ast.Name(id=argument) if argument == name and name in defaults:
            default = defaults[name]
        case None:
            default = field.node.value
        case _:
            default = field.node.value or defaults.get(name)
            keeps_none = False
    written = ast.unparse(default) if default is not None else None
    return MetadataField(name, ast.unparse(field.node.annotation), written, keeps_none, field.comments)


@cache
def webmethod_names(symbols: Symbols, module: str) -> frozenset[str]:
    """The dotted spellings under which the decorator can be called in a module, however it was imported."""
    path = symbols.checkout.modules.get(module)
    if path is None:
        return frozenset()
    spellings: set[str] = set()
    for node in import_statements(symbols.tree(path)):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    spellings.add(f"{alias.asname or alias.name}.{DECORATOR}")
                    spellings |= _attributes(symbols, alias, alias.name)
            case ast.ImportFrom(names=names):
                source = absolute_module(node, module, path.name == "__init__.py")
                for alias in names:
                    spellings |= _imported(symbols, source, alias)
    return frozenset(spellings.union(_renamed_here(symbols, module)))


def _imported(symbols: Symbols, source: str, alias: ast.alias) -> set[str]:
    """The spellings that a module has by one name which it imports from another."""
    is_given = alias.name in given_names(symbols, DECORATOR)
    if alias.name == DECORATOR or (is_given and _means_webmethod(symbols, source, alias.name)):
        return {alias.asname or alias.name}
    if alias.name == "*":
        return {DECORATOR} if _offers_webmethod(symbols, source) else set()
    inner = f"{source}.{alias.name}"
    found = _attributes(symbols, alias, inner)
    return found | {f"{alias.asname or alias.name}.{DECORATOR}"} if _offers_webmethod(symbols, inner) else found


def _attributes(symbols: Symbols, alias: ast.alias, module: str) -> set[str]:
    """The spellings of the decorator's other names as attributes of a module that is imported."""
    others = given_names(symbols, DECORATOR) - {DECORATOR}
    return {f"{alias.asname or alias.name}.{other}" for other in others if _means_webmethod(symbols, module, other)}


def _renamed_here(symbols: Symbols, module: str) -> Iterator[str]:
    """The names that a module assigns the decorator to, or has from star imports of modules that renamed it."""
    bindings = symbols.bindings(module)
    if bindings is None:
        return iter(())
    stars = {name for star in bindings.stars for name in symbols.public_names(star)}
    assigned = {name for name, node in bindings.names.items() if isinstance(node, ast.Assign | ast.AnnAssign)}
    return (
        name for name in given_names(symbols, DECORATOR) & (assigned | stars) if _means_webmethod(symbols, module, name)
    )


def _means_webmethod(symbols: Symbols, module: str, name: str) -> bool:
    """Whether a name of a module is the decorator, imported or assigned under another name."""
    known = _known_meanings(symbols)
    way: list[Definition] = []
    meaning = False
    while (found := symbols.resolve(module, name)) is not None:
        if found in known:
            meaning = known[found]
            break
        known[found] = False  # so for names that lead to each other
        way.append(found)
        match found.node:
            case (
                ast.Assign(value=ast.Name() | ast.Attribute() as value)
                | ast.AnnAssign(value=ast.Name() | ast.Attribute() as value)
            ):
                module, name = found.module, dotted(value) or ""
            case _:
                meaning = found.name == DECORATOR
                break
    known.update(dict.fromkeys(way, meaning))
    return meaning


@cache
def _known_meanings(symbols: Symbols) -> dict[Definition, bool]:
    """Which definitions are the decorator, as far as was asked: a long chain of names is followed once."""
    return {}


def files_naming_attributes(checkout: Checkout) -> Sequence[PurePosixPath]:
    """The Python files that name what the decorator leaves on a method: those that read it, and its own."""
    return checkout.containing(_NAMES_ATTRIBUTE, b"__webmethod")


def names_attributes(tree: ast.Module) -> bool:
    """Whether a module uses what the decorator leaves on a method; comments and docstrings may name it."""
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in ATTRIBUTES:
                return True
            case ast.Constant(value=str(text)) if node not in texts and any(name in text for name in ATTRIBUTES):
                return True
            case _:
                pass
    return False


@cache
def files_naming_webmethod(symbols: Symbols) -> tuple[PurePosixPath, ...]:
    """The Python files that hold the name of the decorator, or one that some file gives it."""
    words = [name.encode() for name in sorted(given_names(symbols, DECORATOR))]
    pattern = WORD if len(words) == 1 else re.compile(rb"\b(?:%s)\b" % b"|".join(words))
    return tuple(symbols.checkout.containing(pattern, *words))


def _offers_webmethod(symbols: Symbols, module: str) -> bool:
    if module.endswith("schema_utils"):
        return True
    path = symbols.checkout.modules.get(module)
    data = symbols.checkout.contents[path] if path is not None else b""
    # Most modules need not be parsed for that.
    return (DECORATOR.encode() in data or b"import *" in data) and DECORATOR in symbols.public_names(module)


def is_webmethod(decorator: ast.expr, spellings: frozenset[str]) -> bool:
    """Whether a decorator is `@webmethod`, called or bare."""
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return dotted(target) in spellings


def is_asked_for(node: ast.AST) -> bool:
    """Whether an expression asks something that is not known for the decorator: `getattr(module, "webmethod")`, or
    `import_module("schema_utils").webmethod`."""
    match node:
        case ast.Attribute(attr=name, ctx=ast.Load()) if name == DECORATOR:
            return dotted(node) is None
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=name), *_]):
            return name == DECORATOR
        case _:
            return False
