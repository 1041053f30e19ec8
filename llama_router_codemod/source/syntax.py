"""Source text to `ast`, with positions; the one place that knows what the running interpreter cannot parse."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import warnings
from codecs import BOM_UTF8
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import TypeAlias

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.place import Place

_MEND = "Mend the file first; nothing was written."
TOO_DEEP = "nested too deep to be followed"
BREAK_IT = "Break the expression or the block into several; nothing was written."
#: LibCST nests the operands of a chain of `and` or `or` in each other. A text that is nested so deep brings down the
#: process in which it is parsed, from some thousands on.
_MOST_OPERANDS = 1_000
_CODING = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_NO_CODE = re.compile(rb"[ \t\f]*(?:#.*)?$")
_UTF8 = ("utf-8", "utf8", "utf-8-sig", "u8")
_LIBCST_PARSES = "import sys, libcst; libcst.parse_module(sys.stdin.buffer.read().decode())"
_SECONDS = 20
#: More than two lines that declare an encoding ever need.
_FIRST_LINES = 1_000


def decode_source(data: bytes, path: PurePosixPath) -> str:
    """The text of a Python file. Raises InputError when it is not UTF-8, or declares to be something else.

    A declaration of another encoding does no harm as long as everything is ASCII, and means the same in both.
    """
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: not UTF-8 (byte {error.start})", "Save the file as UTF-8, or leave it out of the checkout."
        ) from error
    declared = declared_encoding(data)
    if declared is not None and not _is_same_in_ascii(data, declared):
        raise InputError(
            f"{path}: declared to be in {declared}, not UTF-8", "Save the file as UTF-8, without that declaration."
        )
    return text


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a file declares in its first two lines (PEP 263), None for UTF-8 or without a declaration."""
    for line in re.split(rb"\r\n|\r|\n", data[:_FIRST_LINES], maxsplit=2)[:2]:
        found = _CODING.match(line.removeprefix(b"\xef\xbb\xbf"))
        if found:
            name = found[1].decode("ascii")
            return None if name.lower().replace("_", "-") in _UTF8 else name
        if not _NO_CODE.match(line):
            return None
    return None


def _is_same_in_ascii(data: bytes, encoding: str) -> bool:
    try:
        return data.isascii() and data.decode(encoding) == data.decode("ascii")
    except (LookupError, UnicodeError):
        return False


def parse_source(text: str, path: PurePosixPath) -> ast.Module:
    """The syntax tree of a file; it is shared, so it must not be changed.

    Raises InputError, naming the place, when the text does not parse.
    """
    try:
        tree = _parsed(text)
    except SyntaxError as first:
        from llama_router_codemod.source.type_parameters import blanked_type_parameters, with_type_statements

        # Python 3.11 does not know PEP 695; llama-stack uses it (schema_utils.py: `class ExtraBodyField[T]`).
        blanked = blanked_type_parameters(text)
        if blanked != text:
            try:
                return with_type_statements(_parsed(blanked))
            except SyntaxError:
                pass
        excerpt = (first.text or "").rstrip("\n")
        caret = f"\n    {excerpt}\n    {' ' * max((first.offset or 1) - 1, 0)}^" if excerpt else ""
        place = f"{path}:{first.lineno or 1}:{first.offset or 1}"
        remedy = _MEND
        if _may_be_newer_syntax(text):
            running = ".".join(map(str, sys.version_info[:2]))
            remedy = (
                f"If its syntax is newer, run llama-router-codemod with a Python newer than {running}; else mend it."
                " Nothing was written."
            )
        raise InputError(f"{place}: does not parse: {first.msg}{caret}", remedy) from first
    except (MemoryError, RecursionError, ValueError) as error:
        # The first two tell of brackets and of expressions that are nested too deep for Python itself.
        raise InputError(f"{path}: does not parse: {error}", _MEND) from error
    if (line := _too_deep_for_libcst(text)) is not None:
        raise InputError(f"{path}:{line}: {TOO_DEEP}", BREAK_IT)
    return tree


@lru_cache(maxsize=64)
def _too_deep_for_libcst(text: str) -> int | None:
    """The line of an expression that LibCST nests too deep, though Python does not."""
    if text.count("and") + text.count("or") < _MOST_OPERANDS:
        return None
    chains = (node for node in ast.walk(_parsed(text)) if isinstance(node, ast.BoolOp))
    return next((chain.lineno for chain in chains if len(chain.values) > _MOST_OPERANDS), None)


@lru_cache(maxsize=64)  # one step after the other reads a file; to keep all trees takes too much memory
def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        # Invalid escapes are for those to know who run the file.
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        return ast.parse(text)


def _may_be_newer_syntax(text: str) -> bool:
    """Whether LibCST can parse a text that this Python cannot: its parser knows newer syntax, but less of literals.

    It is asked in a process of its own, which it brings down with a text that is nested too deep.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _LIBCST_PARSES],
            input=text.encode(errors="replace"),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def place_of(node: ast.expr | ast.stmt | ast.arg | ast.alias, path: PurePosixPath) -> Place:
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


def last_part(node: ast.expr) -> str:
    """`c` of a chain of names `a.b.c`, the empty text for anything else."""
    return (dotted(node) or "").rpartition(".")[2]


def with_defaults(arguments: ast.arguments) -> list[tuple[ast.arg, ast.expr | None]]:
    """The arguments of a signature in order, each with its default, None where it has none; without `*` and `**`."""
    positional = [*arguments.posonlyargs, *arguments.args]
    required: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    return [
        *zip(positional, [*required, *arguments.defaults], strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]


@cache
def parse_expression(code: str) -> ast.expr:
    """The syntax tree of an expression; it is shared, so it must not be changed. An empty text is `None`."""
    return ast.parse(code or "None", mode="eval").body


@cache
def names_in(code: str) -> frozenset[str]:
    """All names that a piece of code refers to, see `names_of`."""
    return names_of(parse_source(code, PurePosixPath("<statement>")))


def names_read_in(code: str) -> frozenset[str]:
    """Those of them that are more than the target of an assignment, as the fields of a class are."""
    nodes = named_nodes(parse_source(code, PurePosixPath("<statement>")))
    return frozenset(name for name, node in nodes if not isinstance(getattr(node, "ctx", None), ast.Store))


def names_of(tree: ast.AST) -> frozenset[str]:
    """All names that a syntax tree refers to: identifiers, and those in forward references (`list["OpenAIResponse"]`).

    Other strings are no names: `Literal["json"]` does not need the module json. Those in `__all__` are.
    """
    return frozenset(name for name, _ in named_nodes(tree))


def attributes_of(text: str) -> frozenset[str]:
    """The dotted names of two parts in a module, as `a.b`: an attribute of a variable."""
    nodes = (node for node in ast.walk(_parsed(text)) if isinstance(node, ast.Attribute))
    return frozenset(f"{node.value.id}.{node.attr}" for node in nodes if isinstance(node.value, ast.Name))


#: A name, and the node that has it.
_Named: TypeAlias = tuple[str, ast.Name | ast.Constant]


def named_nodes(tree: ast.AST) -> list[_Named]:
    """Each of these names, and where it stands: the identifier, or the string that it is in."""
    found: list[_Named] = []
    _find_names(tree, found, is_type=False)
    return found


_TAKES_TYPES = frozenset({"ForwardRef", "NewType", "TypeVar", "cast"})
_BUILTIN_GENERICS = frozenset({"dict", "frozenset", "list", "set", "tuple", "type"})


def _find_names(node: ast.AST, found: list[_Named], *, is_type: bool) -> None:
    # The nodes of a checkout are many: those that are most stand first, and nothing is yielded through all levels.
    match node:
        case ast.Name(id=name):
            found.append((name, node))
        case ast.Attribute(value=value):
            _find_names(value, found, is_type=False)
        case ast.Constant(value=text):
            if is_type and isinstance(text, str):
                found += ((name, node) for name in _forward_names(text))
        case ast.Call(func=function):
            takes_types = last_part(function) in _TAKES_TYPES
            for child in parts(node):
                _find_names(child, found, is_type=takes_types)
        case ast.Subscript(value=head, slice=index):
            _find_names(head, found, is_type=False)
            generic = last_part(head)
            holds_types = generic != "Literal" and (is_type or generic[:1].isupper() or generic in _BUILTIN_GENERICS)
            items = index.elts if isinstance(index, ast.Tuple) else [index]
            for position, item in enumerate(items):
                _find_names(item, found, is_type=holds_types and not (generic == "Annotated" and position > 0))
        case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=elts) | ast.Tuple(elts=elts)):
            found += (
                (item.value, item) for item in elts if isinstance(item, ast.Constant) and isinstance(item.value, str)
            )
        case ast.BinOp() | ast.Tuple() | ast.List() | ast.keyword():
            for child in parts(node):
                _find_names(child, found, is_type=is_type)
        case _:
            annotations = (getattr(node, "annotation", None), getattr(node, "returns", None))
            for child in parts(node):
                _find_names(child, found, is_type=child in annotations)


def parts(node: ast.AST) -> list[ast.AST]:
    """The nodes in a node, but for operators and contexts, which have no parts themselves."""
    found: list[ast.AST] = []
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and value._fields:
            found.append(value)
    return found


def _forward_names(text: str) -> list[str]:
    found: list[_Named] = []
    try:
        _find_names(ast.parse(text, mode="eval").body, found, is_type=True)
    except (SyntaxError, ValueError):
        return []
    return [name for name, _ in found]
