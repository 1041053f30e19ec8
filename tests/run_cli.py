"""Runs the command line inside the test process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.testing import CliRunner

from llama_router_codemod.cli import app

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env=env)
    return result.exit_code, result.stdout, result.stderr
