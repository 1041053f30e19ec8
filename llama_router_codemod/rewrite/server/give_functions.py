"""The server gives the routers of its APIs what they ask of it, where they may not import it."""

from __future__ import annotations

from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.infra.server_functions import GIVES, GivenFunctions
from llama_router_codemod.parse.bound_names import defined_names, names_bound_by
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.syntax import names_in, parse_source

_PATH = PurePosixPath("<module>")


def give_functions(text: str, functions: GivenFunctions) -> str:
    """The server module's text with the call that gives the functions below the last of them; the same text if it has
    one."""
    if f"{GIVES}(" in text:
        return text
    given, origins = functions.given, functions.origins
    needed = frozenset().union(*map(names_in, given.values()))
    arguments = "".join(f"    {name}={code},\n" for name, code in given.items())
    text = _below_definitions(text, needed, f"{GIVES}(\n{arguments})\n")
    bound = set(names_bound_by(parse_source(text, _PATH).body))
    for name in sorted(needed & origins.keys() - bound):
        origin = origins[name]
        text = with_import(text, origin.module, origin.name or name, None if origin.name == name else name)
    return with_import(text, functions.module, GIVES)


def _below_definitions(text: str, names: frozenset[str], code: str) -> str:
    """A module with a statement below the last of those that define the names."""
    module = cst.parse_module(text)
    tree = parse_source(text, _PATH)
    defining = [place for place, node in enumerate(tree.body, start=1) if names & set(defined_names(node))]
    place = max(defining, default=len(module.body))
    blank = [cst.EmptyLine(indent=False)] * 2
    statement = cst.parse_statement(code, module.config_for_parsing).with_changes(leading_lines=blank)
    return module.with_changes(body=[*module.body[:place], statement, *module.body[place:]]).code
