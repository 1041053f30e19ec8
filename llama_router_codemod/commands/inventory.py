"""`inventory`: what is there, as a list or as a page."""

from pathlib import Path

from llama_router_codemod.command_options import (
    CheckoutPath,
    ExcludeOption,
    HostOption,
    ProgressOption,
    ReportFormatOption,
    VerifiedOption,
)
from llama_router_codemod.console import ProgressFormat, input_errors, print_all, print_document, printing
from llama_router_codemod.console import progress as shown_progress
from llama_router_codemod.printed_results import ReportFormat, require_page


def inventory(
    checkout: CheckoutPath,
    exclude: ExcludeOption = None,
    host: HostOption = None,
    verified: VerifiedOption = None,
    progress: ProgressOption = ProgressFormat.AUTO,
    format: ReportFormatOption = ReportFormat.TEXT,  # noqa: A002
) -> None:
    """List the APIs of a checkout: Protocol, module, levels, state, and every route as declared and as served.

    Writes nothing. A route declared as PUT is served as POST, which is why both verbs are listed. With --format html it
    is a page that also shows what a migration would do, and what it would find.
    """
    from llama_router_codemod.conventions.host import with_host
    from llama_router_codemod.inventory.inventory import take_inventory
    from llama_router_codemod.report.markdown import inventory_markdown
    from llama_router_codemod.report.text import inventory_text
    from llama_router_codemod.tree.checkout import Checkout
    from llama_router_codemod.tree.parser_limits import parser_limits

    if format is ReportFormat.HTML:
        _print_plan(checkout, tuple(exclude or ()), host, verified, progress)
        return
    with input_errors(), parser_limits(checkout, exclude or ()):
        require_page(verified, format)
        found = take_inventory(with_host(Checkout.open(checkout, exclude or ()), host))
    with printing():
        match format:
            case ReportFormat.JSON:
                print_document(found.model_dump_json(indent=2))
            case ReportFormat.MARKDOWN:
                print_document(inventory_markdown(found))
            case ReportFormat.TEXT:
                print_all(inventory_text(found))


def _print_plan(
    checkout: Path, exclude: tuple[str, ...], host: Path | None, verified: Path | None, form: ProgressFormat
) -> None:
    from llama_router_codemod.conventions.host import with_host
    from llama_router_codemod.migrate.run import MigrateRun, Writing, migrate
    from llama_router_codemod.migrate.settings_of_checkout import options_of_checkout
    from llama_router_codemod.printed_results import print_page
    from llama_router_codemod.report.html.overview import overview, saved_evidence
    from llama_router_codemod.tree.checkout import Checkout
    from llama_router_codemod.tree.parser_limits import parser_limits
    from llama_router_codemod.verify.result import VerifyResult

    with input_errors(), parser_limits(checkout, exclude):
        evidence = saved_evidence(verified)
        with shown_progress(form) as report:
            shown = overview(with_host(Checkout.open(checkout, exclude), host))
            options = options_of_checkout(checkout, exclude, host)
            run: MigrateRun[VerifyResult] = migrate(checkout, options, Writing(enabled=False), None, report)
    with printing():
        print_page(checkout, shown, run, evidence)
