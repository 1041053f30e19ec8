"""`--rename-protocols`: Protocols get the names of services wherever they are named, or keep theirs with a reason."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_documents import archive, documents, migrated, without_new_texts
from whole_trees import CACHES, FIXTURES, files_of

from llama_router_codemod.contract.service_name import ProtocolKeepsName, Reason
from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.checkout import Checkout

RENAME = MigrateOptions(rename_protocols=True)
RENAME_ONE = MigrateOptions(apis=("visits",), rename_protocols=True)


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "stack/before", tmp_path / "stack", ignore=CACHES))


def migrate(root: Path, options: MigrateOptions = RENAME) -> Migration:
    migration = plan_migration(Checkout.open(root), options)
    apply_changeset(root, migration.changeset)
    return migration


def kept(migration: Migration) -> dict[str, Reason]:
    return {
        item.facts.name: item.facts.reason for item in migration.findings if isinstance(item.facts, ProtocolKeepsName)
    }


def naming(root: Path, name: str) -> set[str]:
    """The lines of Python code that have a word."""
    word = re.compile(rf"\b{name}\b")
    texts = (data.decode() for path, data in files_of(root).items() if path.endswith(".py"))
    return {line.strip() for text in texts for line in text.splitlines() if word.search(line)}


def test_names_stay_without_the_option(stack: Path) -> None:
    migrate(stack, MigrateOptions(apis=("visits",)))
    assert naming(stack, "VisitService") == set()


def test_every_use_has_the_new_name(stack: Path) -> None:
    assert kept(migrate(stack)) == {"Discussions": Reason.TAKEN, "Prompts": Reason.TAKEN}
    assert "class VisitService(Protocol):" in naming(stack, "VisitService")
    assert naming(stack, "Visits") == {
        'prefix=f"/{LLAMA_STACK_API_V1}", tags=["Visits"], responses=standard_responses, route_class=ServiceRoute',
        "# Visits are thrown away after a week",
        ":cvar VISITS: Visits",
    }
    assert plan_migration(Checkout.open(stack), RENAME).changeset.is_empty


def test_only_the_apis_of_the_run(stack: Path) -> None:
    migrate(stack, RENAME_ONE)
    assert naming(stack, "VisitService")
    assert naming(stack, "LicenceService") == set()


def _ambiguous(root: Path) -> None:
    (root / "mini_stack/core/also.py").write_text(
        "from mini_stack.apis.visits import Visits\n\n\ndef f(Visits):\n    return Visits\n\n\nprint(Visits)\n"
    )


def _unfollowed(root: Path) -> None:
    (root / "mini_stack/core/also.py").write_text(
        "def f():\n    import mini_stack.apis.visits as visits\n\n    return visits.Visits\n"
    )


def _taken(root: Path) -> None:
    (root / "mini_stack/core/also.py").write_text(
        "from mini_stack.apis.visits import Visits\n\n\nclass VisitService(Visits): ...\n"
    )


@pytest.mark.parametrize(
    ("also", "reason"),
    [(_ambiguous, Reason.AMBIGUOUS), (_unfollowed, Reason.UNFOLLOWED), (_taken, Reason.TAKEN)],
)
def test_what_is_not_certain_keeps_its_name(stack: Path, also: Callable[[Path], None], reason: Reason) -> None:
    also(stack)
    assert kept(migrate(stack, RENAME_ONE))["Visits"] == reason
    assert "class Visits(Protocol):" in naming(stack, "Visits")


def test_documents_name_it_too(stack: Path) -> None:
    page = stack / "docs/visits.md"
    page.write_text("See `mini_stack.apis.visits.Visits` and `mini_stack.apis.visits.visits.Visits.list`.\n")
    migrate(stack, RENAME_ONE)
    assert page.read_text() == (
        "See `mini_stack.apis.visits.VisitService` and `mini_stack.apis.visits.service.VisitService.list`.\n"
    )


@pytest.mark.parametrize("runs", [[[]], [["--api", "maps"], []]], ids=["one run", "two runs"])
def test_the_published_document_keeps_its_tags(tmp_path: Path, runs: list[list[str]]) -> None:
    published = documents(archive(tmp_path / "before"))
    tree = archive(tmp_path / "tree")
    for arguments in runs:
        migrated(tree, "--rename-protocols", *arguments)
    assert naming(tree, "MapService")
    assert without_new_texts(documents(tree)) == published


def test_a_generator_that_finds_tags_by_names(tmp_path: Path) -> None:
    published = documents(archive(tmp_path / "before"))
    tree = migrated(archive(tmp_path / "tree"), "--api", "maps")
    assert kept(migrate(tree)) == {"Letters": Reason.TAG}
    assert without_new_texts(documents(tree)) == published
