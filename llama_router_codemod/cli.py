"""The command line: parse options, call one function, print, leave with its exit code. No logic."""

# Annotations are no texts here, nor in commands/: Typer would compile each of them at every start.

import sys
from collections.abc import Sequence
from copy import copy
from typing import Annotated

import typer

from llama_router_codemod import __version__
from llama_router_codemod.command_options import (
    AcceptOption,
    CheckoutPath,
    ExcludeOption,
    FormatOption,
    HostOption,
    InterpreterOption,
    KeepLegacyOption,
    KeepShimsOption,
    KeepUndeclaredFieldsOption,
    LayoutOption,
    MachineryOption,
    ProgressOption,
    PutOption,
    RatchetOption,
    RenameProtocolsOption,
    RequestsOption,
    SeedOption,
    TimeoutOption,
    VerifiedOption,
    compared_tree,
    is_given,
)
from llama_router_codemod.commands.config import config
from llama_router_codemod.commands.explain import explain
from llama_router_codemod.commands.inventory import inventory
from llama_router_codemod.console import (
    ProgressFormat,
    input_errors,
    prepare_streams,
    print_all,
    print_beside,
    printing,
)
from llama_router_codemod.console import progress as shown_progress
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.printed_results import CheckFormat, Format, ReportFormat, print_checked, print_verified

app = typer.Typer(
    name="llama-router-codemod",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Migrate a llama-stack checkout from @webmethod Protocols to FastAPI routers.

    Start with `inventory CHECKOUT` to see what is there, read the patch of `migrate CHECKOUT --diff`, then run
    `migrate CHECKOUT`. `verify BEFORE AFTER` gives the evidence that no client can tell. In CI, `check CHECKOUT` fails
    while a @webmethod remains. `explain CODE` says what a finding means.

    Exit codes: 0 done or clean; 1 `check` found a @webmethod, or `verify` a difference; 2 bad usage or input, or an
    internal error, and nothing written, or an interrupted run stands in the checkout (`migrate --undo`); 3 `migrate`
    refused some APIs and did the rest; 4 written, but the result could not be printed.""",
)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    if version:
        with printing():
            print_all([f"llama-router-codemod {__version__}"])
        raise typer.Exit


app.command()(inventory)


@app.command()
def check(
    context: typer.Context,
    checkout: CheckoutPath,
    api: Annotated[
        list[str] | None, typer.Option("--api", metavar="NAME", help="Only the methods of this API (repeatable).")
    ] = None,
    machinery: MachineryOption = False,
    ratchet: RatchetOption = None,
    update_ratchet: Annotated[
        bool,
        typer.Option(
            "--update-ratchet",
            help="Remove from the ratchet what is gone, or write it, if there is none. Adds nothing.",
        ),
    ] = False,
    exclude: ExcludeOption = None,
    format: Annotated[  # noqa: A002
        CheckFormat,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="text for people, json for programs, markdown for pull requests, github for annotations, "
            "sarif for code scanning.",
        ),
    ] = CheckFormat.TEXT,
) -> None:
    """Fail while a @webmethod remains: exit 1 and every place, exit 0 when there is none.

    Uses count however the decorator was imported, assigned or called; the word in strings and comments does not.
    """
    from llama_router_codemod.check.check import check_checkout
    from llama_router_codemod.report.exit_codes import exit_code
    from llama_router_codemod.tree.checkout import Checkout
    from llama_router_codemod.tree.parser_limits import parser_limits

    with input_errors(), parser_limits(checkout, exclude or ()):
        if ratchet is None and update_ratchet:
            raise InputError("--update-ratchet is for --ratchet", "Name the list with --ratchet FILE.")
        if not is_given(context, "ratchet") and api:
            ratchet = None  # that of the settings is for all APIs
        if ratchet is not None and api:
            raise InputError("--ratchet lists what is left of all APIs", "Leave out --api.")
        result = check_checkout(Checkout.open(checkout, exclude or ()), api or (), fails_on_machinery=machinery)
        if ratchet is not None:
            from llama_router_codemod.check.ratchet import allowed_by_file

            result = allowed_by_file(result, ratchet, is_updated=update_ratchet)
    with printing():
        print_checked(result, format)
    raise typer.Exit(exit_code(result))


@app.command()
def migrate(
    context: typer.Context,
    checkout: CheckoutPath,
    api: Annotated[
        list[str] | None,
        typer.Option("--api", metavar="NAME", help="Only this API (repeatable). APIs of one package go together."),
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; print a patch that `git apply` accepts.")
    ] = False,
    keep_undeclared_fields: KeepUndeclaredFieldsOption = False,
    keep_legacy: KeepLegacyOption = False,
    keep_shims: KeepShimsOption = False,
    imports_only: Annotated[
        bool,
        typer.Option(
            "--imports-only",
            help="Only lead the imports of a package outside to where its host has, or will have, the names.",
        ),
    ] = False,
    layout: LayoutOption = Layout.TREE,
    put: PutOption = PutRoutes.SERVED,
    rename_protocols: RenameProtocolsOption = False,
    exclude: ExcludeOption = None,
    host: HostOption = None,
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="Change files even if they have uncommitted changes.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Put back what an interrupted run changed, and do nothing else.")
    ] = False,
    commit: Annotated[
        bool,
        typer.Option(
            "--commit",
            help="Commit: what the checkout needs once, one commit for each API, and the clean-up after the last.",
        ),
    ] = False,
    branch_prefix: Annotated[
        str | None,
        typer.Option(
            "--branch-prefix",
            metavar="PREFIX",
            help="For --commit: a branch for each commit, on top of each other; yours stays as it is.",
        ),
    ] = None,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help="First run the server as it is and as it will be; write only if no client can tell."
        ),
    ] = False,
    python: InterpreterOption = None,
    requests: RequestsOption = 50,
    seed: SeedOption = 0,
    accept: AcceptOption = None,
    timeout: TimeoutOption = 600,
    verified: VerifiedOption = None,
    progress: ProgressOption = ProgressFormat.AUTO,
    format: Annotated[  # noqa: A002
        ReportFormat,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="text; json, markdown or html print the result and its findings, with --diff in place of the patch.",
        ),
    ] = ReportFormat.TEXT,
) -> None:
    """Split every API into service.py, models.py and routes.py, lead all imports to where the names now live, and
    remove the webmethod system when no API is left that needs it.

    Reads the whole checkout and does not run it. All edits are computed before the first byte is written; a second run
    changes nothing. Findings (on stderr) name every place a person must know of; a refused API is left as it was
    (exit 3). With --verify the checkout's code is run, as by `verify`, and nothing is written when something differs
    that --accept does not name (exit 1). Where a run was interrupted while it wrote, --undo puts the files back.

    With --commit each API is a commit to be read by itself: at each of them the server serves what is migrated and what
    is not, and the last leaves the tree that one run without --commit writes. `--api NAME --commit` adds the commits of
    one API to the branch, `--commit` those that are left; `--commit --branch-prefix routers/` makes the branches
    routers/infrastructure, one for each API, and routers/clean-up instead, for one pull request each, whose texts
    `--format markdown` prints. Files with uncommitted changes that are not concerned stay as they are.
    """
    from llama_router_codemod.commands.migration import Proof, Wishes, run_migration, undo_interrupted
    from llama_router_codemod.migrate.migration import MigrateOptions

    for_verify = tuple(
        f"--{name}" for name in ("python", "requests", "seed", "accept", "timeout") if is_given(context, name)
    )
    if undo:
        others = (name for name in context.params if name not in {"checkout", "undo"})
        undo_interrupted(checkout, is_alone=not any(is_given(context, name) for name in others))
    options = MigrateOptions(
        apis=tuple(api or ()),
        keep_undeclared_fields=keep_undeclared_fields,
        keep_legacy=keep_legacy,
        put=put,
        rename_protocols=rename_protocols,
        exclude=tuple(exclude or ()),
        host=host,
        keep_shims=keep_shims,
        imports_only=imports_only,
        layout=layout,
    )
    proof = Proof(
        python=python,
        requests=requests,
        seed=seed,
        accept=tuple(accept or ()),
        seconds=timeout,
        given=for_verify,
    )
    wishes = Wishes(
        diff=diff,
        allow_dirty=allow_dirty,
        commit=commit,
        branch_prefix=branch_prefix,
        verify=verify,
        proof=proof,
        verified=verified,
        progress=progress,
        format=format,
    )
    run_migration(checkout, options, wishes)


@app.command()
def verify(
    before: Annotated[
        str,
        typer.Argument(
            metavar="BEFORE", help="A tree, or a git revision of the repository here, as HEAD~1.", is_eager=True
        ),
    ],
    after: Annotated[
        str,
        typer.Argument(
            metavar="AFTER",
            help="A tree or a revision to compare it with.",
            callback=compared_tree,
            is_eager=True,
        ),
    ],
    python: InterpreterOption = None,
    requests: RequestsOption = 50,
    seed: SeedOption = 0,
    api: Annotated[
        list[str] | None, typer.Option("--api", metavar="NAME", help="Only the routes of this API (repeatable).")
    ] = None,
    accept: AcceptOption = None,
    exclude: ExcludeOption = None,
    timeout: TimeoutOption = 600,
    progress: ProgressOption = ProgressFormat.AUTO,
    format: FormatOption = Format.TEXT,  # noqa: A002
) -> None:
    """Prove that the wire did not change: serve both trees the same requests and compare all that can be seen.

    Compared are the tables of routes, the OpenAPI documents, the answers and the calls of the implementations, and
    whether Protocol, routes and implementations agree. Runs the code of both trees, in processes of their own,
    with implementations that only record; nothing goes over the network and the trees are not written to.

    Exit 0 when all is equal, or explained by findings that --accept names; 1 when something differs; 2 when it could
    not run.
    """
    from llama_router_codemod.report.exit_codes import exit_code
    from llama_router_codemod.verify.verification import VerifyOptions
    from llama_router_codemod.verify.verification import verify as verify_trees

    with input_errors():
        options = VerifyOptions(
            python=python,
            requests=requests,
            seed=seed,
            apis=tuple(api or ()),
            accept=tuple(accept or ()),
            seconds=timeout,
            exclude=tuple(exclude or ()),
        )
        with shown_progress(progress) as report:
            result = verify_trees(before, after, options, report)
    with printing():
        print_verified(result, format)
    raise typer.Exit(exit_code(result))


app.command()(explain)
app.command()(config)


def _asked(arguments: Sequence[str]) -> typer.Typer:
    """The command line for some arguments: with the command that they begin with alone, since Typer makes the options
    of all that it has; with all where they begin with none."""
    named = [item for item in app.registered_commands if getattr(item.callback, "__name__", None) in arguments[:1]]
    asked = copy(app)
    asked.registered_commands = named or app.registered_commands
    return asked


def main() -> None:
    """The console script. An internal error is exit code 2, since 1 means that work is left."""
    prepare_streams()
    try:
        with printing():
            _asked(sys.argv[1:])()
    except Exception:  # the last frame: nothing is left to handle it
        import traceback

        from llama_router_codemod.report.exit_codes import ExitCode
        from llama_router_codemod.report.styled import Styled

        traceback.print_exc()
        print_beside(
            [
                Styled("error: internal error in llama-router-codemod", "bold red"),
                "Please report it with the lines above; see `git status` for what was written, if anything.",
            ]
        )
        sys.exit(ExitCode.BAD_INPUT)
