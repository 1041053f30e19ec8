"""A webmethod system that is left over from routers made by hand goes, and nothing else changes."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from leftover_system import SOURCES
from trees import tree

from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.rewrite.cleanup.asked_for_unset import AskedForUnset

if TYPE_CHECKING:
    from pathlib import Path

    from llama_router_codemod.migrate.migration import Migration

AFTER = {
    "pkg/__init__.py": '''\
        """What providers need: the `Api` enum,
        and types.
        """

        from .schema_utils import json_schema_type

        __all__ = ["json_schema_type"]
        ''',
    "pkg/schema_utils.py": """\
        def json_schema_type(cls):
            return cls
        """,
    "pkg/core/client.py": """\
        def client(protocol):
            class Client:
                def __init__(self, url):
                    self.url = url

            return Client
        """,
    "pkg/core/auth.py": """\
        def is_open(path, find):
            # If route says so, it is open
            _, metadata = find(path)
            return metadata.open
        """,
    "scripts/state.py": """\
        _used = {}
        """,
    "scripts/program.py": """\
        from scripts.state import _used


        def main():
            print(_used)
        """,
}


def planned(directory: Path, changed: dict[str, str], options: MigrateOptions | None = None) -> Migration:
    """The migration of the sources with some others."""
    return plan_migration(tree(directory, {**SOURCES, **changed}).checkout, options)


def texts(migration: Migration) -> dict[str, str]:
    """What the files that change will say."""
    changes = migration.changeset.changes
    return {str(change.path): change.after.decode() for change in changes if change.after is not None}


def test_it_goes(tmp_path: Path) -> None:
    migration = planned(tmp_path, {})
    assert texts(migration) == {path: dedent(text) for path, text in AFTER.items()}
    assert migration.findings == ()
    again = tree(tmp_path / "again", {**SOURCES, **AFTER})
    assert plan_migration(again.checkout).changeset.is_empty


def test_what_for(tmp_path: Path) -> None:
    migration = planned(tmp_path, {})
    assert {str(path): purposes for path, purposes in migration.purposes.items()} == dict.fromkeys(
        AFTER, (Purpose.CLEANUP,)
    )


@pytest.mark.parametrize(
    ("code", "path", "kept"),
    [
        pytest.param(
            'from scripts import state\n\ngetattr(state, "_seen")\n',
            "scripts/state.py",
            "_seen = {}",
            id="a definition",
        ),
        pytest.param('getattr(client(None), "_send")\n', "pkg/core/client.py", "def _send(self, name):", id="a method"),
    ],
)
def test_what_is_asked_for_by_its_name_stays(tmp_path: Path, code: str, path: str, kept: str) -> None:
    found = texts(planned(tmp_path, {"scripts/other.py": code}))
    assert kept in found.get(path, SOURCES[path])


def test_a_check_of_which_nothing_would_be_left(tmp_path: Path) -> None:
    check = 'def check(one):\n    if hasattr(one, "__webmethod__"):\n        use(one)\n'
    migration = planned(tmp_path, {"pkg/core/check.py": check})
    assert "pkg/core/check.py" not in texts(migration)
    facts = [item.facts for item in migration.findings]
    assert AskedForUnset("__webmethod__", "check") in facts


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"pkg/core/registry.py": "FACTORIES = {}\n"}, id="no router was made by hand"),
        pytest.param(
            {"pkg/core/other.py": "from pkg import webmethod\n\nnamed = webmethod\n"}, id="a file may use the decorator"
        ),
        pytest.param({"pkg/core/other.py": "def f(one):\n    one.__webmethod__ = 1\n"}, id="one sets what it sets"),
        pytest.param(
            {"pkg/core/other.py": 'def f(one):\n    setattr(one, "__webmethod__", 1)\n'}, id="one sets it by its name"
        ),
        pytest.param(
            {"pkg/schema_utils.py": "def json_schema_type(cls):\n    return cls\n", "pkg/__init__.py": ""},
            id="there is no decorator",
        ),
    ],
)
def test_otherwise_all_stays(tmp_path: Path, changed: dict[str, str]) -> None:
    assert planned(tmp_path, changed).changeset.is_empty


def test_on_request_it_stays(tmp_path: Path) -> None:
    assert planned(tmp_path, {}, MigrateOptions(keep_legacy=True)).changeset.is_empty
