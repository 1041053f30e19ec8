from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.empty_answers import empty_answers_are_none


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def _normalize_empty_responses(schema): ...\n", True, id="a program that does"),
        pytest.param("_normalize_empty_responses({})\n", False, id="a call"),
    ],
)
def test_programs(tmp_path: Path, text: str, expected: bool) -> None:
    assert empty_answers_are_none(tiny_checkout(tmp_path, {"scripts/transforms.py": text}).checkout) == expected
