import json

import pytest

from llama_router_codemod.model.progress import Counted
from llama_router_codemod.report.progress_line import ProgressLine, progress_line


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("Formatting", ProgressLine(step="Formatting")),
        (Counted("Reading agents", 3, 21), ProgressLine(step="Reading agents", done=3, total=21)),
        ("a\nb\udc80", ProgressLine(step="a\nb\\x80")),
    ],
)
def test_one_line(event: str | Counted, expected: ProgressLine) -> None:
    line = progress_line(event)
    assert "\n" not in line
    assert ProgressLine.model_validate(json.loads(line)) == expected
