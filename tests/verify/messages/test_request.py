"""What people see of a case."""

from __future__ import annotations

import pytest

from llama_router_codemod.verify.messages.request import Case, CaseKind


@pytest.mark.parametrize(
    ("case", "text"),
    [
        (Case(CaseKind.FULL), "full"),
        (Case(CaseKind.MISSING, "model"), "missing:model"),
        (Case(CaseKind.TYPE, "limit", 2), "type:limit:2"),
        (Case(CaseKind.TYPE, "limit", 0), "type:limit:0"),
        (Case(CaseKind.STREAM_FAILS, variant=1), "stream-fails:1"),
        (Case(CaseKind.IDS, "encoded-slash"), "ids:encoded-slash"),
        (Case(CaseKind.MISSING, ""), "missing:"),
    ],
)
def test_text_of_a_case(case: Case, text: str) -> None:
    assert str(case) == text
