"""The same requests to a server before and after its migration: that of the harbour, with other methods."""

from __future__ import annotations

import json
import shutil
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

from harbour import BERTHS, MASTER, answers, harbour

from llama_router_codemod.contract.undeclared_fields import UndeclaredFields
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.report.messages import message
from llama_router_codemod.tree.checkout import Checkout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from llama_router_codemod.migrate.migration import Migration

_DECLARED = """\
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, Field

from port.schema_utils import webmethod
{prelude}

class Berth(BaseModel):
    name: str = "north"
    metres: int = 12


class Berths(Protocol):
{methods}
"""
_IMPLEMENTED = """\
from typing import Annotated, Any

from pydantic import Field

from port.apis.berths import Berth, Berths
{prelude}

class Master(Berths):
{methods}
"""


def declared(methods: str, prelude: str = "") -> dict[str, str]:
    """The module of the Protocol with these methods; `prelude` stands below its imports."""
    return {BERTHS: _filled(_DECLARED, methods, prelude)}


def implemented(methods: str, prelude: str = "") -> dict[str, str]:
    """The module of the implementation with these methods; `prelude` stands below its imports."""
    return {MASTER: _filled(_IMPLEMENTED, methods, prelude)}


def one_route(
    parameters: str, *, verb: str = "POST", answer: str = "{'a': a}", returns: str = "Any", prelude: str = ""
) -> dict[str, str]:
    """A method with the route /v1/f, which the implementation has with the same signature and lets answer this."""
    head = f"async def f(self, {parameters}) -> {returns}:"
    route = f'@webmethod(route="/f", method="{verb}", level="v1")'
    return declared(f"{route}\n{head} ...", prelude) | implemented(f"{head}\n    return {answer}", prelude)


def _filled(template: str, methods: str, prelude: str) -> str:
    prelude = f"{dedent(prelude)}\n" if prelude else ""
    return template.format(methods=indent(dedent(methods), "    "), prelude=prelude)


def migrated_copy(root: Path, target: Path, options: MigrateOptions | None = None) -> Migration:
    """Migrates the checkout below `root` into a new directory `target`."""
    migration = plan_migration(Checkout.open(root), options or MigrateOptions())
    shutil.copytree(root, target)
    for change in migration.changeset.changes:
        file = target / change.path
        if change.after is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(change.after)
    return migration


def check_wire(
    root: Path,
    files: Mapping[str, str | None],
    requests: Mapping[str, object],
    options: MigrateOptions | None = None,
) -> list[tuple[str, str]]:
    """Both servers give these answers, JSON or the status of an error, to these requests: `POST /v1/a?b=1 {"c": 2}`.

    Returns the findings of the migration, each as code and message, but for those on undeclared fields.
    """
    old = harbour(root / "old", files)
    migration = migrated_copy(old, root / "new", options)
    told = [
        (item.code, message(item.facts)) for item in migration.findings if not isinstance(item.facts, UndeclaredFields)
    ]
    assert [item.outcome for item in migration.packages] == ["migrated"], told
    expected = list(requests.values())
    sent = [parsed(request) for request in requests]
    for tree in (old, root / "new"):
        found = answers(tree, *sent)
        assert [said if status < 300 else status for status, said in found] == expected, tree.name
    return told


def parsed(request: str) -> tuple[str, str, Any]:
    """Verb, path and JSON of a request as it is written."""
    verb, path, *body = request.split(" ", 2)
    return verb, path, json.loads(body[0]) if body else None
