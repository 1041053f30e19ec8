"""Whether a real `@webmethod` is left anywhere in a checkout."""

from __future__ import annotations

from collections.abc import Collection

from llama_router_codemod.check.result import CheckResult
from llama_router_codemod.check.word import files_with_word
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.left_out import left_out


def check_checkout(checkout: Checkout, apis: Collection[str] = (), *, fails_on_machinery: bool = False) -> CheckResult:
    """Every use of `@webmethod` in a checkout, or in the named `apis`; strings and comments do not count.

    Raises InputError when a file that mentions `webmethod` does not parse, when one is left out that an API needs, and
    for the name of an API that does not exist.
    """
    if any(item.paths for item in checkout.exclusions):
        from llama_router_codemod.conventions.needed_files import require_needed_files

        require_needed_files(checkout)
    result = CheckResult(
        scanned=len(checkout.python_files),
        remaining=[],
        left_out=left_out(checkout.exclusions),
        fails_on_machinery=fails_on_machinery,
    )
    if not apis and not files_with_word(checkout):
        # A migrated checkout is checked most often; nothing of it needs to be understood.
        return result
    from llama_router_codemod.check.remaining import with_remaining

    return with_remaining(result, checkout, apis)
