"""`explain`: what a finding means, or why a file was touched or not."""

from pathlib import Path
from typing import Annotated

import typer

from llama_router_codemod.command_options import ExcludeOption, HostOption, codes
from llama_router_codemod.console import input_errors, is_terminal, print_all, printing, progress


def explain(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="CODE|PATH", help="The code of a finding, or a file of a checkout.", autocompletion=codes
        ),
    ],
    checkout: Annotated[
        Path | None,
        typer.Option("--checkout", metavar="DIRECTORY", help="Of a file: its checkout, else that of git around it."),
    ] = None,
    exclude: ExcludeOption = None,
    host: HostOption = None,
) -> None:
    """Say what a finding means, with an example; or what `migrate` does to a file, and why.

    Writes nothing. The migration of the file's checkout is planned for that, with the settings of the checkout.
    """
    from llama_router_codemod.report.explanation import code_of, explanation, unknown_code

    code = code_of(subject)
    if code is not None:
        from llama_router_codemod.report.explain_text import explanation_text

        with printing():
            print_all(explanation_text(code, explanation(code), coloured=is_terminal("out")))
        return
    from llama_router_codemod.migrate.fate import fate_of
    from llama_router_codemod.migrate.settings_of_checkout import options_of_checkout
    from llama_router_codemod.report.explain_text import fate_text
    from llama_router_codemod.tree.enclosing import enclosing_checkout, within
    from llama_router_codemod.tree.parser_limits import parser_limits

    file = Path(subject)
    with input_errors():
        if not file.is_file():
            raise unknown_code(subject)
        root = checkout or enclosing_checkout(file)
        patterns = tuple(exclude or ())
        with parser_limits(root, patterns), progress():
            fate = fate_of(root, within(file, root), options_of_checkout(root, patterns, host))
    with printing():
        print_all(fate_text(fate))
