"""LRC902: a `@webmethod` call that cannot be read."""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.other_uses import other_uses
from llama_router_codemod.conventions.protocols import parse_route
from llama_router_codemod.conventions.webmethod import (
    LITERAL_ARGUMENTS,
    WebmethodConvention,
    is_webmethod,
    webmethod_convention,
    webmethod_names,
)
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.classes import ClassFacts
from llama_router_codemod.parse.constants import constant_text
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of


class Reason(enum.StrEnum):
    """What cannot be read."""

    NO_CALL = "no call"
    POSITIONAL = "positional arguments"
    UNPACKED = "unpacked arguments"
    UNKNOWN_ARGUMENT = "an unknown argument"
    ROUTE = "the route"
    NO_LITERAL = "an argument that is no literal"
    LEVEL = "the level"
    VERB = "the method"
    ELSEWHERE = "no decorator of a method"


@dataclass(frozen=True)
class UnreadableWebmethod(Facts):
    """Why a decorator cannot be read, and the argument that it is about."""

    code = "LRC902"
    reason: Reason
    argument: str | None = None


def unreadable_webmethods(symbols: Symbols, path: PurePosixPath, protocol: ClassFacts) -> Iterator[Finding]:
    """A refusal for each decorator of a Protocol in the file `path` that cannot be read."""
    spellings = webmethod_names(symbols, protocol.module)
    for node in protocol.node.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                if is_webmethod(decorator, spellings) and (facts := _unreadable(symbols, path, protocol, decorator)):
                    yield Finding(place_of(decorator, path), facts, method=node.name)


def webmethods_elsewhere(symbols: Symbols, path: PurePosixPath) -> Iterator[Finding]:
    """A refusal for each use of `webmethod` in a file that is none as a decorator of a method: its routes would
    vanish."""
    for node in other_uses(symbols, path):
        yield Finding(place_of(node, path), UnreadableWebmethod(Reason.ELSEWHERE, ast.unparse(node)))


def _unreadable(
    symbols: Symbols, path: PurePosixPath, protocol: ClassFacts, decorator: ast.expr
) -> UnreadableWebmethod | None:
    if not isinstance(decorator, ast.Call):
        return UnreadableWebmethod(Reason.NO_CALL)
    convention = webmethod_convention(symbols)
    return _unreadable_argument(convention, decorator) or _unknown_value(symbols, path, protocol.module, decorator)


def _unreadable_argument(convention: WebmethodConvention, call: ast.Call) -> UnreadableWebmethod | None:
    if len(call.args) > len(convention.arguments) or any(isinstance(argument, ast.Starred) for argument in call.args):
        return UnreadableWebmethod(Reason.POSITIONAL)
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if None in given:
        return UnreadableWebmethod(Reason.UNPACKED)
    if unknown := sorted(str(name) for name in given if name is not None and not convention.takes(name)):
        return UnreadableWebmethod(Reason.UNKNOWN_ARGUMENT, unknown[0])
    given |= dict(zip(convention.arguments, call.args, strict=False))
    for name in LITERAL_ARGUMENTS:
        if name in given and not isinstance(given[name], ast.Constant):
            return UnreadableWebmethod(Reason.NO_LITERAL, name)
    return None


def _unknown_value(symbols: Symbols, path: PurePosixPath, module: str, call: ast.Call) -> UnreadableWebmethod | None:
    route = parse_route(call, path, symbols, module)
    if route.level is not None and route.version is None:
        return UnreadableWebmethod(Reason.LEVEL, route.level)
    given = dict(zip(webmethod_convention(symbols).arguments, call.args, strict=False))
    written = given.get("route", next((item.value for item in call.keywords if item.arg == "route"), None))
    if constant_text(symbols, module, written) is None:
        return UnreadableWebmethod(Reason.ROUTE)
    verb = given.get("method", next((item.value for item in call.keywords if item.arg == "method"), None))
    if verb is not None and ast.unparse(verb) != "None" and route.declared_verb is None:
        return UnreadableWebmethod(Reason.VERB, ast.unparse(verb))
    return None
