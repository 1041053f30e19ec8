"""A release that has both routers made by hand and webmethods: `verify` sends requests to all of its routes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from llama_router_codemod.report.verify_text import verdict
from llama_router_codemod.verify.verification import VerifyOptions, verify

VERSION = "0.4.0"
REQUESTS = 20
#: APIs whose routers came from 7f43051a6 on, and how many routes each has.
BY_HAND = {"admin": 5, "batches": 4, "benchmarks": 4, "datasets": 4, "files": 5, "inspect": 3, "providers": 2}


@pytest.mark.real
def test_release_and_itself(
    release_tree: Callable[..., Path], release_interpreter: Callable[[str], Path], say: Callable[[str], None]
) -> None:
    tree = str(release_tree(VERSION))
    result = verify(tree, tree, VerifyOptions(python=release_interpreter(VERSION), requests=REQUESTS))
    say(f"llama-stack {VERSION}: {verdict(result)}")
    assert result.differences == []
    assert {route.requests for route in result.routes} == {REQUESTS}
    assert (result.refused, result.uncalled, result.without_method) == ([], [], [])
    routes = Counter(route.api for route in result.routes)
    assert {api: routes[api] for api in BY_HAND} == BY_HAND
