"""A shell completes commands, options and codes."""

from __future__ import annotations

import pytest
from run_cli import run

NAME = "llama-router-codemod"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("ver", {"verify"}, id="a command"),
        pytest.param("migrate --keep-l", {"--keep-legacy"}, id="an option"),
        pytest.param("check . --format sa", {"sarif"}, id="a value"),
        pytest.param("explain LRC91", {f"LRC91{digit}" for digit in range(10)}, id="a code"),
        pytest.param(
            "verify a b --accept LRC30", {f"LRC30{digit}" for digit in range(1, 10)}, id="a code of an option"
        ),
    ],
)
def test_bash(words: str, found: set[str]) -> None:
    line = f"{NAME} {words}"
    given = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    _, out, err = run(env={"_LLAMA_ROUTER_CODEMOD_COMPLETE": "complete_bash", **given})
    assert (set(out.split()), err) == (found, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(shell: str) -> None:
    _, out, err = run(env={"_LLAMA_ROUTER_CODEMOD_COMPLETE": f"source_{shell}"})
    assert f"_LLAMA_ROUTER_CODEMOD_COMPLETE=complete_{shell}" in out
    assert (NAME in out, err) == (True, "")
