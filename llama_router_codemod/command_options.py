"""The arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from llama_router_codemod.console import ProgressFormat, input_errors
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.printed_results import Format, ReportFormat


def directory_name(text: str) -> Path:
    """A name of a directory; an empty one would be the current directory."""
    if not text:
        raise typer.BadParameter("an empty name is no directory")
    return Path(text)


def settings_of(context: typer.Context, root: Path) -> None:
    """Lets the options that are not given have the values that the checkout at `root` sets.

    `exclude` is read with the checkout, since its patterns add to those of the command.
    """
    from llama_router_codemod.tree.settings import read_settings

    with input_errors():
        values = {key.replace("-", "_"): value for key, value in read_settings(root).values.items() if key != "exclude"}
    if "ratchet" in values:
        values["ratchet"] = str(root / str(values["ratchet"]))
    context.default_map = {**values, **(context.default_map or {})}


def with_settings(context: typer.Context, root: Path) -> Path:
    """A checkout whose settings are read before the other options are."""
    if not context.resilient_parsing:
        settings_of(context, root)
    return root


def compared_tree(context: typer.Context, after: str) -> str:
    """A tree, or a revision of the repository here, whose settings are read before the other options are."""
    with_settings(context, Path(after) if Path(after).is_dir() else Path())
    return after


def is_given(context: typer.Context, parameter: str) -> bool:
    """Whether an option stands on the command line."""
    source = context.get_parameter_source(parameter)
    return source is not None and source.name == "COMMANDLINE"


def codes(incomplete: str) -> list[str]:
    """The codes of findings, for a shell that completes one."""
    from llama_router_codemod.model.catalogue import CATALOGUE

    return [code for code in CATALOGUE if code.startswith(incomplete.upper())]


CheckoutPath = Annotated[
    Path,
    typer.Argument(
        metavar="CHECKOUT",
        help="A git checkout of llama-stack, or the directory of an unpacked wheel.",
        parser=directory_name,
        callback=with_settings,
        is_eager=True,
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
    typer.Option(
        "--accept",
        metavar="CODE",
        help="Accept the differences that this finding explains (repeatable).",
        autocompletion=codes,
    ),
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
ReportFormatOption = Annotated[
    ReportFormat,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="text for people, json for programs, markdown for pull requests, html for a page to look at.",
    ),
]
VerifiedOption = Annotated[
    Path | None,
    typer.Option(
        "--verified", metavar="FILE", help="For a page: what `verify --format json` printed, as its evidence."
    ),
]
ProgressOption = Annotated[
    ProgressFormat,
    typer.Option(
        "--progress",
        metavar="FORMAT",
        help="On stderr: auto is a bar on a terminal, json a line for each step, none is nothing.",
    ),
]
MachineryOption = Annotated[
    bool,
    typer.Option(
        "--machinery/--no-machinery", help="Fail also for other names of the webmethod system, which are listed."
    ),
]
RatchetOption = Annotated[
    Path | None,
    typer.Option(
        "--ratchet",
        metavar="FILE",
        help="A list of methods that may still have one. Fail for others, and for entries that have none any more.",
    ),
]
KeepUndeclaredFieldsOption = Annotated[
    bool,
    typer.Option(
        "--keep-undeclared-fields/--no-keep-undeclared-fields",
        help="Answer with all fields of the result, also those that the response model does not declare.",
    ),
]
KeepLegacyOption = Annotated[
    bool,
    typer.Option(
        "--keep-legacy/--no-keep-legacy",
        help="Leave the webmethod system in place after the last API, for packages elsewhere that still use it.",
    ),
]
KeepShimsOption = Annotated[
    bool,
    typer.Option(
        "--keep-shims/--no-keep-shims",
        help="Leave modules at the old paths that pass on the names and warn, for packages elsewhere.",
    ),
]
LayoutOption = Annotated[
    Layout,
    typer.Option(
        "--layout",
        metavar="FORM",
        help="The form of routers: that of the tree where it has some, else this tool's (tree); this tool's, or an "
        "error where the tree has others (ours); that of llama-stack's own migration (upstream).",
    ),
]
RenameProtocolsOption = Annotated[
    bool,
    typer.Option(
        "--rename-protocols/--no-rename-protocols",
        help="Give the Protocols behind the routes of the migrated APIs the names of services: `Batches` becomes "
        "`BatchService`, wherever it is named.",
    ),
]
PutOption = Annotated[
    PutRoutes,
    typer.Option(
        "--put",
        metavar="VERB",
        help="Routes declared as PUT, which were served as POST: served, declared, or both.",
    ),
]
RequestsOption = Annotated[int, typer.Option("--requests", metavar="N", min=1, help="Requests to each route.")]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", help="For the random ones among them.")]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", min=1, help="The longest that each tree may run.")
]
