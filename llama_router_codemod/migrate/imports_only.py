"""Plans what a package outside has to import from elsewhere after the migration of its host, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from llama_router_codemod.contract.early_import import early_imports
from llama_router_codemod.contract.unknown_import import UnknownImport, unknown_imports
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.edits import follow_mentions, follow_moves
from llama_router_codemod.migrate.host_moves import HostMoves, host_moves
from llama_router_codemod.migrate.left_behind import uses_left_behind
from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.style import styled_changeset
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.progress import Report
from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.symbols import Symbols, absolute_module
from llama_router_codemod.rewrite.imports.unmovable import Reason, UnmovableUse
from llama_router_codemod.tree.checkout import Checkout

_DOTTED = re.compile(rb"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")


def plan_imports(package: Checkout, host: Checkout, options: MigrateOptions, report: Report) -> Migration:
    """Plan the imports of a package that is no part of its host.

    Raises InputError for a file that does not parse.
    """
    report("Reading the imports of the package")
    symbols = Symbols(package)
    asked = {module for path in package.python_files for module in _asked(symbols, path)}
    moves = host_moves(Symbols(host), sorted(asked), options, report)
    draft = follow_moves(Draft(package), moves.all)
    draft = draft.noted(_left_behind(symbols, moves)).noted(_missing(symbols, draft, moves, host))
    draft = follow_mentions(draft, moves.all)
    report("Formatting")
    findings = tuple(sorted(set(draft.findings)))
    changes = styled_changeset(draft)
    return Migration(changes, findings, (), len(package.python_files), package.exclusions, draft.purposes)


def _asked(symbols: Symbols, path: PurePosixPath) -> Iterator[str]:
    """What a file imports, or spells anywhere, that may be a module."""
    for found in _DOTTED.findall(symbols.checkout.contents[path]):
        parts = found.decode().split(".")
        yield from (".".join(parts[:end]) for end in range(2, len(parts) + 1))
    for node in import_statements(symbols.tree(path)):
        match node:
            case ast.ImportFrom(names=names):
                origin = absolute_module(node, symbols.checkout.module_name(path), path.name == "__init__.py")
                # Else it is a class, that the host has or has not.
                yield from (f"{origin}.{alias.name}" for alias in names if alias.name.islower())
            case _:
                pass


def _left_behind(symbols: Symbols, moves: HostMoves) -> Iterator[Finding]:
    """Refusals for uses of modules that are gone, or will be, and that no import can be led from."""
    for module, finding in uses_left_behind(symbols, moves.gone):
        facts = finding.facts
        if module in moves.lost and isinstance(facts, UnmovableUse) and facts.reason is Reason.UNKNOWN_NAME:
            finding = replace(finding, facts=replace(facts, reason=Reason.UNTOLD_NAME))
        yield finding


def _missing(symbols: Symbols, draft: Draft, moves: HostMoves, host: Checkout) -> Iterator[Finding]:
    """What the host does not have: refusals for what nothing is known of, and notes for what its migration brings."""
    after = symbols.over(draft.as_checkout)
    homes = {home for move in moves.planned.values() for home in (*move.homes.values(), *move.star_homes)}
    for path in symbols.checkout.python_files:
        for finding in unknown_imports(symbols, path, host.modules):
            if isinstance(finding.facts, UnknownImport) and finding.facts.module not in moves.lost:
                yield finding
        yield from early_imports(after, path, host.modules, homes)
