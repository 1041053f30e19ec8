import ast
from pathlib import PurePosixPath

import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.server.path_pattern import SlashesUnknown, match_slashes, unmatched_slashes

PATH = PurePosixPath("lab/routes.py")
WRONG = """def table(paths):
    def _convert_path_to_regex(path):
        return [".+" if part.endswith(':path') else "[^/]+" for part in path]  # greedy

    return [_convert_path_to_regex(path) for path in paths]
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("def other(x):\n    return x.endswith(':path')\n", id="another-function"),
        pytest.param("x.endswith(':path')\n\n\ndef _convert_path_to_regex(x): ...\n", id="outside-of-it"),
        pytest.param("def _convert_path_to_regex(path):\n    return path\n", id="another-way"),
        pytest.param("def other():\n    return 1\n", id="no-table"),
        pytest.param(WRONG.replace(":path'", ":path}'"), id="mended"),
    ],
)
def test_noop(text: str) -> None:
    check_rewrite(match_slashes, text, text)
    assert unmatched_slashes(ast.parse(text), PATH) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WRONG, id="in-a-function"),
        pytest.param(WRONG.replace('[".+"', '["ü" and ".+"'), id="wide-characters"),
        pytest.param(WRONG.replace("':path'", '":path"'), id="double-quotes"),
        pytest.param(
            "def _convert_path_to_regex(path):\n"
            "    return re.sub(path, lambda m: f\"(?P<{m}>{'a' if not m.group(0).endswith(':path') else '.+'})\")\n",
            id="upstream",
        ),
    ],
)
def test_brace_is_part_of_the_match(text: str) -> None:
    check_rewrite(match_slashes, text, text.replace(":path", ":path}", 1))


def test_finding() -> None:
    finding = unmatched_slashes(ast.parse(WRONG), PATH)
    assert finding is not None
    assert (finding.code, str(finding.place)) == ("LRC115", "lab/routes.py:3:1")
    assert finding.facts == SlashesUnknown("_convert_path_to_regex")
