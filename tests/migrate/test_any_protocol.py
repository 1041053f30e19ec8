"""Protocols of all shapes answer after a migration as before, or are refused for a reason."""

import tempfile
from pathlib import Path

import pytest
from any_protocol import OWN, TYPES, AnyMethod, protocols
from harbour import answers, harbour
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from thorough import THOROUGH
from wire import declared, implemented, migrated_copy, parsed

METHODS = 12
CHECKS = list(HealthCheck)
EXAMPLES = 420 if THOROUGH else 8


@pytest.mark.filterwarnings("ignore:Field name:UserWarning")
@seed(12)
@settings(max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=CHECKS)
@given(protocols(METHODS))
def test_any_protocol(found: tuple[AnyMethod, ...]) -> None:
    types = f"from port.apis.berths.berths import {', '.join(OWN.split())}\nfrom datetime import date\n"
    types += "from collections.abc import Sequence\nfrom fastapi import Body, Query\n"
    types += "from typing import Literal, Optional, Union\n"
    files = declared("\n".join(item.declared for item in found), TYPES)
    files |= implemented("\n".join(item.implemented for item in found), types)
    sent = [request for item in found for request in item.requests()]
    with tempfile.TemporaryDirectory() as directory:
        old, new = harbour(Path(directory, "old"), files), Path(directory, "new")
        migration = migrated_copy(old, new)
        note(files["port/apis/berths/berths.py"])
        assert [item.outcome for item in migration.packages] == ["migrated"], migration.findings
        note((new / "port/apis/berths/routes.py").read_text(encoding="utf-8"))
        before, after = (answers(tree, *map(parsed, sent)) for tree in (old, new))
    for request, one, other in zip(sent, before, after, strict=True):
        assert _seen(one) == _seen(other), request


def _seen(answer: tuple[int, object]) -> object:
    status, body = answer
    return body if status < 300 else status
