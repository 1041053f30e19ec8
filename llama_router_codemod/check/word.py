"""The word that everything of the webmethod system has in its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from llama_router_codemod.tree.checkout import Checkout

WORD = re.compile(rb"web_?method", re.IGNORECASE)


def files_with_word(checkout: Checkout) -> Sequence[PurePosixPath]:
    """The Python files of a checkout in which it stands, be it in a text or a comment."""
    return checkout.containing(WORD, b"web", b"Web", b"WEB")
