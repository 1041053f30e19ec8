"""The word that everything of the webmethod system has in its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from llama_router_codemod.tree.checkout import Checkout

WORD = re.compile(rb"web_?method", re.IGNORECASE)


class _Word:
    """Finds it. That it stands somewhere is told much faster by the text in small letters."""

    def search(self, data: bytes) -> re.Match[bytes] | None:
        small = data.lower()
        return WORD.search(data) if b"webmethod" in small or b"web_method" in small else None


_WORD = _Word()


def files_with_word(checkout: Checkout) -> Sequence[PurePosixPath]:
    """The Python files of a checkout in which it stands, be it in a text or a comment."""
    return checkout.containing(_WORD, b"ethod", b"ETHOD")
