"""The arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from llama_router_codemod.printed_results import Format


def directory_name(text: str) -> Path:
    """A name of a directory; an empty one would be the current directory."""
    if not text:
        raise typer.BadParameter("an empty name is no directory")
    return Path(text)


CheckoutPath = Annotated[
    Path,
    typer.Argument(
        metavar="CHECKOUT",
        help="A git checkout of llama-stack, or the directory of an unpacked wheel.",
        parser=directory_name,
    ),
]
InterpreterOption = Annotated[
    Path | None,
    typer.Option(
        "--python",
        metavar="EXE",
        help="An interpreter with the server's dependencies; else the environment of a tree, or the active one.",
    ),
]
AcceptOption = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="CODE", help="Accept the differences that this finding explains (repeatable)."),
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar="GLOB",
        help="Leave out the files that a pattern matches, written as in .gitignore (repeatable).",
    ),
]
HostOption = Annotated[
    Path | None,
    typer.Option(
        "--host",
        metavar="PATH",
        help="For a package that stands alone: a checkout of its llama-stack, or an environment that has it.",
        parser=directory_name,
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option("--format", metavar="FORMAT", help="text for people, json for programs, markdown for pull requests."),
]
