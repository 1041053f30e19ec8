"""The decorator that declares routes, under whatever name a module imports it, and what can be said with it.

In llama-stack it is `webmethod` in schema_utils.py; the fields of its dataclass differ from month to month.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache

from llama_router_codemod.parse.classes import class_of, own_fields
from llama_router_codemod.parse.symbols import Symbols, absolute_module
from llama_router_codemod.source.syntax import dotted

DECORATOR = "webmethod"
_DEFINES = re.compile(rf"^def {DECORATOR}\(".encode(), re.MULTILINE)
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


@dataclass(frozen=True)
class MetadataField:
    """A field of the decorator's dataclass beyond route, method, level and deprecation, as source text."""

    name: str
    annotation: str
    default: str | None


@dataclass(frozen=True)
class WebmethodConvention:
    """The decorator of a checkout: the module that defines it, its arguments in order, and the metadata it can give."""

    module: str | None
    arguments: tuple[str, ...]
    metadata: tuple[MetadataField, ...]

    def takes(self, argument: str) -> bool:
        """Whether the decorator has an argument."""
        return argument in self.arguments or argument in {field.name for field in self.metadata}


@cache
def webmethod_convention(symbols: Symbols) -> WebmethodConvention:
    """The decorator of a checkout; in a tree that does not define it, the one that llama-stack has had."""
    for path in symbols.checkout.containing(_DEFINES):
        module = symbols.checkout.module_name(path)
        for node in symbols.tree(path).body:
            if isinstance(node, ast.FunctionDef) and node.name == DECORATOR:
                return _read(symbols, module, node)
    usual = tuple(MetadataField(*field) for field in _USUAL)
    return WebmethodConvention(None, ("route", "method", "level", "deprecated"), usual)


def _read(symbols: Symbols, module: str, function: ast.FunctionDef) -> WebmethodConvention:
    named = function.args
    arguments = tuple(argument.arg for argument in (*named.posonlyargs, *named.args, *named.kwonlyargs))
    fields = _fields(symbols, module, function)
    if fields is None:
        # A decorator without a dataclass keeps its arguments somehow; it is taken for llama-stack's.
        fields = tuple(MetadataField(*field) for field in _USUAL if named.kwarg or field[0] in arguments)
        arguments = (*arguments, "deprecated") if named.kwarg else arguments
    return WebmethodConvention(module, arguments, tuple(item for item in fields if item.name not in _OF_THE_ROUTE))


def _fields(symbols: Symbols, module: str, function: ast.FunctionDef) -> tuple[MetadataField, ...] | None:
    """The fields of the dataclass that a decorator makes an instance of, None when it makes none."""
    for node in ast.walk(function):
        facts = class_of(symbols, module, dotted(node.func) or "") if isinstance(node, ast.Call) else None
        fields = own_fields(facts.node) if facts is not None else {}
        if "route" in fields:
            return tuple(
                MetadataField(
                    name, ast.unparse(field.annotation), ast.unparse(field.value) if field.value is not None else None
                )
                for name, field in fields.items()
            )
    return None


@cache
def webmethod_names(symbols: Symbols, module: str) -> frozenset[str]:
    """The dotted spellings under which the decorator can be called in a module, however it was imported."""
    path = symbols.checkout.modules.get(module)
    if path is None:
        return frozenset()
    spellings: set[str] = set()
    for node in ast.walk(symbols.tree(path)):
        match node:
            case ast.Import(names=names):
                spellings |= {f"{alias.asname or alias.name}.{DECORATOR}" for alias in names}
            case ast.ImportFrom(names=names):
                source = absolute_module(node, module, path.name == "__init__.py")
                for alias in names:
                    if alias.name == DECORATOR:
                        spellings.add(alias.asname or alias.name)
                    elif alias.name == "*" and _offers_webmethod(symbols, source):
                        spellings.add(DECORATOR)
                    elif _offers_webmethod(symbols, f"{source}.{alias.name}"):
                        spellings.add(f"{alias.asname or alias.name}.{DECORATOR}")
            case _:
                pass
    return frozenset(spellings)


def _offers_webmethod(symbols: Symbols, module: str) -> bool:
    return module.endswith("schema_utils") or DECORATOR in symbols.public_names(module)


def is_webmethod(decorator: ast.expr, spellings: frozenset[str]) -> bool:
    """Whether a decorator is `@webmethod`, called or bare."""
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return dotted(target) in spellings
