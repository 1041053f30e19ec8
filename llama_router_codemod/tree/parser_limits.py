"""What Python and LibCST can follow: beyond it, a run ends with the name of the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from traceback import walk_tb

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout

#: A text that is nested deeper brings down the process in which LibCST parses it.
_DEEP = 1_000
#: What no parser has trouble with, though it be the deepest of a tree.
_SHALLOW = 100


@contextmanager
def parser_limits(root: Path, exclude: Sequence[str] = ()) -> Iterator[None]:
    """Turns the errors of parsers that are at their limits into InputError that names the file of the checkout.

    That is the one at work, or else of all that which is nested most deeply, or which LibCST cannot parse though Python
    can. Files are looked at again, only then.
    """
    try:
        yield
    except Exception as error:
        is_too_deep = isinstance(error, RecursionError)
        if not is_too_deep and type(error).__name__ != "ParserSyntaxError":
            raise
        judge = too_deep if is_too_deep else _not_parsed
        checkout = Checkout.open(root, exclude)
        at_work = _at_work(error, checkout)
        found = judge(checkout, at_work) or judge(checkout, checkout.python_files)
        if found is None:
            raise
        raise found from error


def _at_work(error: Exception, checkout: Checkout) -> Collection[PurePosixPath]:
    """The files that the innermost function which has some in its variables was at work on.

    Any function that walks through a syntax tree may be the one that gives up, and few know whose tree it is.
    """
    files = frozenset(checkout.python_files)
    for frame, _ in reversed(list(walk_tb(error.__traceback__))):
        found = {value for value in list(frame.f_locals.values()) if isinstance(value, PurePosixPath)} & files
        if found:
            return found
    return ()


def too_deep(checkout: Checkout, paths: Iterable[PurePosixPath]) -> InputError | None:
    """The error that names the most deeply nested of some files; None when no parser has trouble with it."""
    # Not at the top: they are for a run that fails.
    from llama_router_codemod.source.nesting import deepest
    from llama_router_codemod.source.syntax import BREAK_IT, TOO_DEEP

    nestings = {path: deepest(text) for path, text in _texts(checkout, paths)}
    path = max(nestings, key=lambda path: nestings[path].depth, default=None)
    if path is None or nestings[path].depth <= _SHALLOW:
        return None
    return InputError(f"{path}:{nestings[path].line}: {TOO_DEEP}", BREAK_IT)


def _not_parsed(checkout: Checkout, paths: Collection[PurePosixPath]) -> InputError | None:
    import libcst as cst

    from llama_router_codemod.source.nesting import deepest
    from llama_router_codemod.source.syntax import BREAK_IT

    for path, text in _texts(checkout, paths):
        if not 0 < deepest(text).depth < _DEEP:
            continue
        try:
            cst.parse_module(text)
        except cst.ParserSyntaxError as error:
            place = f"{path}:{error.raw_line}"
            return InputError(f"{place}: has more parts than LibCST can parse ({error.message})", BREAK_IT)
    return too_deep(checkout, paths)


def _texts(checkout: Checkout, paths: Iterable[PurePosixPath]) -> Iterator[tuple[PurePosixPath, str]]:
    from llama_router_codemod.source.syntax import decode_source

    for path in paths:
        try:
            yield path, decode_source(checkout.contents[path], path)
        except InputError:
            continue
