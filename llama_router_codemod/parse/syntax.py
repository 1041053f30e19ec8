"""Source text to `ast`, with positions; the one place that knows what the running interpreter cannot parse."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.errors import InputError
from llama_router_codemod.spec import Place

_TYPE_PARAMETERS = re.compile(r"^(?P<head>[ \t]*(?:async[ \t]+def|def|class)[ \t]+\w+)[ \t]*\[", re.MULTILINE)
_TYPE_ALIAS = re.compile(r"^(?P<indent>[ \t]*)type(?P<rest>[ \t]+\w+[ \t]*=)", re.MULTILINE)


def decode_source(data: bytes, path: PurePosixPath) -> str:
    """The text of a Python file. Raises InputError when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: not UTF-8 (byte {error.start})", "Save the file as UTF-8, or leave it out of the checkout."
        ) from error


def parse_source(text: str, path: PurePosixPath) -> ast.Module:
    """The syntax tree of a file. Raises InputError, naming the place, when it does not parse."""
    try:
        return ast.parse(text)
    except SyntaxError as first:
        # Python 3.11 does not know PEP 695; llama-stack uses it (schema_utils.py: `class ExtraBodyField[T]`).
        blanked = _blank_type_parameters(text)
        if blanked != text:
            try:
                return ast.parse(blanked)
            except SyntaxError:
                pass
        excerpt = (first.text or "").rstrip("\n")
        caret = f"\n    {excerpt}\n    {' ' * max((first.offset or 1) - 1, 0)}^" if excerpt else ""
        raise InputError(
            f"{path}:{first.lineno or 1}:{first.offset or 1}: does not parse: {first.msg}{caret}",
            "Mend the file first; nothing was written.",
        ) from first
    except (RecursionError, ValueError) as error:
        raise InputError(f"{path}: does not parse: {error}", "Mend the file first; nothing was written.") from error


def _blank_type_parameters(text: str) -> str:
    """The text with `[T]` of PEP 695 heads and the word `type` of aliases blanked; every position stays as it was."""
    pieces: list[str] = []
    position = 0
    for match in _TYPE_PARAMETERS.finditer(text):
        start, depth, end = match.end() - 1, 0, match.end() - 1
        for end in range(start, len(text)):
            depth += {"[": 1, "]": -1}.get(text[end], 0)
            if depth == 0:
                break
        pieces += [text[position:start], re.sub(r"[^\n]", " ", text[start : end + 1])]
        position = end + 1
    pieces.append(text[position:])
    return _TYPE_ALIAS.sub(r"\g<indent>    \g<rest>", "".join(pieces))


def place_of(node: ast.expr | ast.stmt, path: PurePosixPath) -> Place:
    """Where a node begins."""
    return Place(path, node.lineno, node.col_offset + 1)


def dotted(node: ast.expr) -> str | None:
    """`a.b.c` of a chain of names, None for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            head = dotted(value)
            return None if head is None else f"{head}.{attr}"
        case _:
            return None


@cache
def names_in(code: str) -> frozenset[str]:
    """All names that a piece of code refers to, see `names_of`."""
    return names_of(parse_source(code, PurePosixPath("<statement>")))


def names_of(tree: ast.AST) -> frozenset[str]:
    """All names that a syntax tree refers to: identifiers that are read, and strings that are identifiers.

    Strings count because forward references (`"OpenAIResponse"`) must find their class after a move.
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name):
                found.add(name)
            case ast.Constant(value=str(text)) if text.isidentifier():
                found.add(text)
            case _:
                pass
    return frozenset(found)
