"""The requests that are sent to both trees, made from the first tree's own OpenAPI operation of each route."""

from __future__ import annotations

from itertools import zip_longest
from random import Random
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.request import Case, CaseKind
from llama_router_codemod.verify.probe.drafts import Draft
from llama_router_codemod.verify.probe.field_cases import field_cases
from llama_router_codemod.verify.probe.place_cases import body_cases, other_place_cases, path_cases
from llama_router_codemod.verify.probe.random_cases import random_case
from llama_router_codemod.verify.probe.service_cases import answer_cases, stream_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.request import Request
    from llama_router_codemod.verify.probe.basis import Basis


def all_cases(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Every case of an operation that is not random."""
    yield Case(CaseKind.FULL), basis.full
    yield Case(CaseKind.REQUIRED), basis.bare
    yield Case(CaseKind.EMPTY), Draft()
    yield from field_cases(basis)
    yield from body_cases(basis)
    yield from path_cases(basis)
    yield from stream_cases(basis)
    yield from other_place_cases(basis)
    yield from answer_cases(basis)


def chosen_requests(basis: Basis, count: int, seed: int) -> tuple[Request, ...]:
    """`count` requests of an operation: of each kind in turn, then random ones; the same for the same seed.

    Of each kind the first come first.
    """
    kinds: dict[CaseKind, list[tuple[Case, Draft]]] = {}
    for case, draft in all_cases(basis):
        kinds.setdefault(case.kind, []).append((case, draft))
    turns = zip_longest(*kinds.values())
    found = [item for turn in turns for item in turn if item is not None][:count]
    source = Random(f"{seed} {basis.operation.route}")
    found += [random_case(basis, source) for _ in range(count - len(found))]
    return tuple(draft.request(basis.operation, case) for case, draft in found)
