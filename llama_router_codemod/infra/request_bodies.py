"""How the FastAPI of a checkout reads the fields of a body, as far as its lock files or its requirements decide it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.fastapi_version import fastapi_is_at_least

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llama_router_codemod.tree.checkout import Checkout

NULL_IS_A_VALUE_SINCE = "0.151"
OTHER_BODIES_ARE_ABSENT_SINCE = "0.135.2"


@dataclass(frozen=True)
class RequestBodies:
    """Whether null is an absent field, and a body that is neither JSON nor a form an absent one; None: not known."""

    null_is_absent: bool | None = None
    other_bodies_are_absent: bool | None = None

    @property
    def constants(self) -> Mapping[str, str]:
        """The constants of the template that need no test of FastAPI's version, and their values as source."""
        known = {"NULL_IS_ABSENT": self.null_is_absent, "OTHER_BODIES_ARE_ABSENT": self.other_bodies_are_absent}
        decided = {name: str(value) for name, value in known.items() if value is not None}
        return decided | ({"_FASTAPI": "None"} if len(decided) == len(known) else {})


NOT_KNOWN = RequestBodies()


def request_bodies(checkout: Checkout) -> RequestBodies:
    """What is known of a checkout."""
    null_is_a_value = fastapi_is_at_least(checkout, NULL_IS_A_VALUE_SINCE)
    others_are_absent = fastapi_is_at_least(checkout, OTHER_BODIES_ARE_ABSENT_SINCE)
    return RequestBodies(None if null_is_a_value is None else not null_is_a_value, others_are_absent)
