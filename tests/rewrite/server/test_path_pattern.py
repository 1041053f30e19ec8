import pytest

from llama_router_codemod.rewrite.server.path_pattern import match_slashes

WRONG = """def table(paths):
    def _convert_path_to_regex(path):
        return [".+" if part.endswith(':path') else "[^/]+" for part in path]  # greedy

    return [_convert_path_to_regex(path) for path in paths]
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def other(x):\n    return x.endswith(':path')\n", id="another-function"),
        pytest.param("def _convert_path_to_regex(path):\n    return path\n", id="another-way"),
        pytest.param("def other():\n    return 1\n", id="no-table"),
        pytest.param(WRONG.replace(":path'", ":path}'"), id="mended"),
    ],
)
def test_noop(text: str) -> None:
    assert match_slashes(text) == text


def test_brace_is_part_of_the_match() -> None:
    assert match_slashes(WRONG) == WRONG.replace(":path'", ":path}'")


def test_line_with_wide_characters() -> None:
    text = WRONG.replace('[".+"', '["ü" and ".+"')
    assert match_slashes(text) == text.replace(":path'", ":path}'")
