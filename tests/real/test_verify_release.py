"""A migrated release answers every request like the release itself, and publishes the same document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from migrated_copy import VERSIONS, MigratedRelease
from thorough import THOROUGH

from llama_router_codemod.report.verify_text import verdict
from llama_router_codemod.verify.result import VerifyResult
from llama_router_codemod.verify.verification import VerifyOptions, verify

ROUTES = {"0.3.5": 187, "0.3.0": 187, "0.2.23": 138}
EARLIER_SERVERS = {"0.2.24": 138, "0.2.20": 114, "0.2.12": 106, "0.2.4": 89}
TEXTS = {"0.3.5": 1367, "0.3.0": 1367, "0.2.23": 1075, "0.2.4": 473}
REQUESTS = {"0.3.5": 40 if THOROUGH else 15, "0.3.0": 20, "0.2.23": 20, **dict.fromkeys(EARLIER_SERVERS, 10)}
# An event's type is an enumeration that JSON text never matches, so no request reaches the service.
_EVENTS = (["telemetry.log_event"], ["POST /v1/telemetry/events"])
UNREACHABLE = dict.fromkeys(("0.2.24", "0.2.23", "0.2.20", "0.2.12"), _EVENTS)
UNMOUNTABLE = {"0.2.4": ["POST /v1/files/session:{upload_id}"]}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    earlier = EARLIER_SERVERS if metafunc.config.getoption("--eras") else ()
    metafunc.parametrize("verified", [*VERSIONS, *earlier], indirect=True, scope="module")


@pytest.fixture(scope="module")
def verified(
    request: pytest.FixtureRequest,
    migrated_release: Callable[[str], MigratedRelease],
    release_interpreter: Callable[[str], Path],
) -> tuple[str, VerifyResult]:
    version = request.param
    release = migrated_release(version)
    options = VerifyOptions(python=release_interpreter(version), requests=REQUESTS[version])
    return version, verify(str(release.legacy), str(release.tree), options)


@pytest.mark.real
def test_answers_every_request_alike(verified: tuple[str, VerifyResult], say: Callable[[str], None]) -> None:
    version, result = verified
    codes = Counter(item.finding for item in result.differences)
    say(f"llama-stack {version}: {verdict(result)}; by finding {dict(codes)}; {result.texts} texts")
    routes = {**ROUTES, **EARLIER_SERVERS}[version]
    assert (len(result.routes), result.requests) == (routes, routes * REQUESTS[version])
    assert result.unexplained == []
    assert set(codes) <= {"LRC102", "LRC105", "LRC110", "LRC201"}


@pytest.mark.real
def test_nothing_is_left_out(verified: tuple[str, VerifyResult]) -> None:
    """Every method is reached, every text of the old generator is compared."""
    version, result = verified
    assert (result.uncalled, result.refused) == UNREACHABLE.get(version, ([], []))
    assert (result.not_imported, result.without_method) == ([], [])
    assert result.unmountable == UNMOUNTABLE.get(version, [])
    assert result.texts == TEXTS.get(version, result.texts) > 0
