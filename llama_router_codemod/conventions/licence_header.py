"""What every file of a checkout begins with."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.api_root import DATATYPES, api_root
from llama_router_codemod.source.spans import lines_of

if TYPE_CHECKING:
    from llama_router_codemod.tree.checkout import Checkout


def licence_header(checkout: Checkout) -> str:
    """The comments at the top of the module that defines `Api`, with an empty line below; "" where it has none."""
    text = checkout.contents[api_root(checkout) / DATATYPES].decode("utf-8-sig")
    lines = [line.rstrip("\r\n") for line in takewhile(lambda line: line.startswith("#"), lines_of(text))]
    return "\n".join([*lines, "", ""]) if lines else ""
