"""What Python and LibCST can follow: beyond it, a run ends with the name of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.source.nesting import Nesting, deepest
from llama_router_codemod.source.syntax import BREAK_IT, TOO_DEEP, decode_source
from llama_router_codemod.tree.checkout import Checkout

#: A text that is nested deeper brings down the process in which LibCST parses it.
_DEEP = 1_000
#: What no parser has trouble with, though it be the deepest of a tree.
_SHALLOW = 100


@contextmanager
def parser_limits(root: Path, exclude: Sequence[str] = ()) -> Iterator[None]:
    """Turns the errors of parsers that are at their limits into InputError that names the file of the checkout.

    That is the one that is nested most deeply, or that LibCST cannot parse though Python can. All files are looked at
    again, only then.
    """
    try:
        yield
    except RecursionError as error:
        found = _too_deep(Checkout.open(root, exclude))
        if found is None:
            raise
        raise found from error
    except Exception as error:
        if type(error).__name__ != "ParserSyntaxError":
            raise
        checkout = Checkout.open(root, exclude)
        found = _not_parsed(checkout) or _too_deep(checkout)
        if found is None:
            raise
        raise found from error


def _too_deep(checkout: Checkout) -> InputError | None:
    nestings: dict[PurePosixPath, Nesting] = {path: deepest(text) for path, text in _texts(checkout)}
    path = max(nestings, key=lambda path: nestings[path].depth)
    if nestings[path].depth <= _SHALLOW:
        return None
    return InputError(f"{path}:{nestings[path].line}: {TOO_DEEP}", BREAK_IT)


def _not_parsed(checkout: Checkout) -> InputError | None:
    import libcst as cst

    for path, text in _texts(checkout):
        if not 0 < deepest(text).depth < _DEEP:
            continue
        try:
            cst.parse_module(text)
        except cst.ParserSyntaxError as error:
            place = f"{path}:{error.raw_line}"
            return InputError(f"{place}: has more parts than LibCST can parse ({error.message})", BREAK_IT)
    return None


def _texts(checkout: Checkout) -> Iterator[tuple[PurePosixPath, str]]:
    for path, data in checkout.contents.items():
        try:
            yield path, decode_source(data, path)
        except InputError:
            continue
