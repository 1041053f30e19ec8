"""What every file of a checkout begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.conventions.api_root import api_root

if TYPE_CHECKING:
    from llama_router_codemod.tree.checkout import Checkout


def licence_header(checkout: Checkout) -> str:
    """The comments at the top of the module that defines `Api`, with an empty line below; "" where it has none."""
    text = checkout.contents[api_root(checkout) / "datatypes.py"].decode("utf-8-sig")
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line)
    return "\n".join([*lines, "", ""]) if lines else ""
