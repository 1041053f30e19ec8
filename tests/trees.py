"""Tiny checkouts for the tests: what a test states, on top of a package with one `Api` enum and no server."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.report.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from llama_router_codemod.model.api import ApiPackage
    from llama_router_codemod.model.finding import Finding
    from llama_router_codemod.parse.symbols import Symbols

BASE = {
    "pkg/schema_utils.py": """\
        def webmethod(route, method=None, level=None, **options):
            return lambda function: function


        def json_schema_type(cls):
            return cls
        """,
    "pkg/apis/version.py": """\
        LLAMA_STACK_API_V1 = "v1"
        LLAMA_STACK_API_V1ALPHA = "v1alpha"
        """,
    "pkg/apis/datatypes.py": """\
        from enum import Enum


        class Api(Enum):
            agents = "agents"
            tool_groups = "tool_groups"
            tool_runtime = "tool_runtime"
        """,
}
IMPORTS = """\
from typing import Protocol

from pydantic import BaseModel

from pkg.apis.version import LLAMA_STACK_API_V1, LLAMA_STACK_API_V1ALPHA
from pkg.schema_utils import json_schema_type, webmethod


"""


def tree(root: Path, files: Mapping[str, str]) -> Symbols:
    """The symbols of a checkout below `root`: the given files over BASE; every directory is a package."""
    return tiny_checkout(root, {**BASE, **files})


def agents_tree(root: Path, body: str, others: Mapping[str, str] | None = None) -> Symbols:
    """A checkout whose one API module, agents, has the usual imports above `body`."""
    files = {
        "pkg/apis/agents/__init__.py": "from .agents import *\n",
        "pkg/apis/agents/agents.py": IMPORTS + dedent(body),
    }
    return tree(root, {**files, **(others or {})})


def one_package(symbols: Symbols, name: str = "agents") -> ApiPackage:
    """The API package of that name."""
    (found,) = (package for package in api_packages(symbols) if package.name == name)
    return found


def told(findings: Iterable[Finding]) -> list[tuple[str, int, str]]:
    """The findings as code, line and message."""
    return [(finding.code, finding.place.line, message(finding.facts)) for finding in findings]


def migrated(symbols: Symbols, *, keep_undeclared_fields: bool = False) -> dict[str, str]:
    """What a migration of all APIs writes, by path; "" for a file that goes away."""
    options = MigrateOptions(keep_undeclared_fields=keep_undeclared_fields)
    changes = plan_migration(symbols.checkout, options).changeset.changes
    return {str(change.path): (change.after or b"").decode() for change in changes}
