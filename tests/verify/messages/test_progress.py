"""Lines of progress, and lines that are none."""

from __future__ import annotations

import pytest

from llama_router_codemod.verify.messages.progress import Progress, Sent, Step, progress_line, read_progress


@pytest.mark.parametrize("progress", [Step("Making answers"), Sent(100, 4650)])
def test_progress_is_read_as_it_was_written(progress: Progress) -> None:
    line = progress_line(progress)
    assert "\n" not in line
    assert read_progress(line) == progress


@pytest.mark.parametrize("line", ["Loading", "5", "[]", '{"loaded": 1}', '{"step": 5}', '{"done": 1}', ""])
def test_what_a_server_writes_is_no_progress(line: str) -> None:
    assert read_progress(line) is None
