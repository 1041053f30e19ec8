"""One rewrite of a source text, with what must hold for every result."""

import io
import tokenize
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath

from llama_router_codemod.source.syntax import parse_source


def check_rewrite(rewrite: Callable[[str], str], before: str, after: str) -> None:
    """Exact text; it parses, every comment survives, a second run changes nothing."""
    assert rewrite(before) == after
    parse_source(after, PurePosixPath("<after>"))
    assert comments(before) - comments(after) == Counter()
    assert rewrite(after) == after


def comments(text: str) -> Counter[str]:
    """The comments of a source text, each with how often it stands there."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)
