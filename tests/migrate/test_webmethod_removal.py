"""The webmethod system goes with the last API that uses it, and stays while anything needs it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from legacy_server import SERVER as LEGACY_SERVER
from trees import tree
from whole_trees import CACHES, FIXTURES, files_of, migrated_tree

from llama_router_codemod.contract.webmethods_needed import Reason, WebmethodsNeeded
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.rewrite.cleanup import spoken_of
from llama_router_codemod.rewrite.cleanup.moved_definitions import DefinitionsStay
from llama_router_codemod.rewrite.cleanup.spoken_of import WebmethodsSpokenOf
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.checkout import Checkout

DECORATOR = "mini_stack/schema_utils.py"
REGISTRY = "mini_stack/core/server/routers.py"
WORD = re.compile(rb"webmethod", re.IGNORECASE)


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "stack/before", tmp_path / "stack", ignore=CACHES))


@pytest.fixture(scope="module")
def but_for_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stack when all its APIs but `prompts` are migrated; treat it as read-only."""
    root = Path(shutil.copytree(FIXTURES / "stack/before", tmp_path_factory.mktemp("one") / "stack", ignore=CACHES))
    others = [item.name for item in plan_migration(Checkout.open(root)).packages if item.name != "prompts"]
    migrate(root, MigrateOptions(apis=tuple(others)))
    return root


@pytest.fixture
def nearly(but_for_one: Path, tmp_path: Path) -> Path:
    """A copy of it: the next run is the one that removes."""
    return Path(shutil.copytree(but_for_one, tmp_path / "stack"))


def migrate(root: Path, options: MigrateOptions | None = None) -> Migration:
    migration = plan_migration(Checkout.open(root), options)
    apply_changeset(root, migration.changeset)
    return migration


def needed(migration: Migration) -> list[WebmethodsNeeded]:
    return [item.facts for item in migration.findings if isinstance(item.facts, WebmethodsNeeded)]


def speaking(root: Path) -> set[str]:
    """The Python files with the word in them."""
    return {path for path, data in files_of(root).items() if path.endswith(".py") and WORD.search(data)}


def test_nothing_of_it_is_left(stack: Path) -> None:
    migration = migrate(stack)
    assert needed(migration) == []
    assert speaking(stack) == set()
    again = plan_migration(Checkout.open(stack))
    assert again.changeset.is_empty


@pytest.mark.parametrize("called", ["webmethod", "webmethod as webmethod", "webmethod as wm"])
def test_a_package_that_passes_it_on_to_nobody(nearly: Path, called: str) -> None:
    init = nearly / "mini_stack/core/__init__.py"
    text = init.read_text(encoding="utf-8")
    init.write_text(f"{text}from mini_stack.schema_utils import {called}  # noqa: F401\n", encoding="utf-8")
    migration = migrate(nearly)
    assert (needed(migration), speaking(nearly)) == ([], set())
    assert init.read_text(encoding="utf-8") == text


def test_a_server_without_apis_stays(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {**LEGACY_SERVER, "pkg/apis/agents/__init__.py": "class Agents: ...\n"})
    assert read_server(symbols).server is not None
    assert plan_migration(symbols.checkout).changeset.is_empty


def test_with_the_last_api_of_many_runs(stack: Path) -> None:
    names = [item.name for item in plan_migration(Checkout.open(stack)).packages]
    for chosen in (names[::2], names[1:-1:2]):
        migrate(stack, MigrateOptions(apis=tuple(chosen)))
        assert speaking(stack)
    migrate(stack)
    assert files_of(stack) == files_of(migrated_tree("stack"))


def test_on_request_it_stays_until_a_later_run(nearly: Path, tmp_path: Path) -> None:
    at_once = Path(shutil.copytree(nearly, tmp_path / "at_once"))
    migrate(at_once)
    assert needed(migrate(nearly, MigrateOptions(keep_legacy=True))) == []
    assert {DECORATOR, REGISTRY} <= speaking(nearly)
    migrate(nearly)
    assert files_of(nearly) == files_of(at_once)


def _decorated(root: Path) -> None:
    (root / "tests/test_client.py").write_text(
        "from mini_stack.schema_utils import webmethod\n\n\nclass Client:\n    @webmethod(route='/x', method='GET')\n"
        "    def ring(self): ...\n"
    )


def _wrapped(root: Path) -> None:
    (root / "tests/plain.py").write_text(
        "from mini_stack.core.server.server import create_dynamic_typed_route\n\nprint(create_dynamic_typed_route)\n"
    )


def _called(root: Path) -> None:
    (root / "tests/plain.py").write_text(
        "from functools import partial\n\nfrom mini_stack import schema_utils\n\n"
        "get = partial(schema_utils.webmethod, 1)\n"
    )


def _by_position(root: Path) -> None:
    (root / "tests/plain.py").write_text(
        "from mini_stack.schema_utils import WebMethod\n\nmark = WebMethod('v1', route='/x')\n"
    )


def _passed_on(root: Path) -> None:
    (root / "tests/plain.py").write_text("from mini_stack.core.server.server import functools\n\nprint(functools)\n")


def _taken(root: Path) -> None:
    inspection = root / "mini_stack/core/inspect.py"
    inspection.write_text(f"{inspection.read_text()}\n\ndef get_all_routes():\n    return 'another list'\n")


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        pytest.param(_decorated, WebmethodsNeeded(Reason.USED, "Client.ring"), id="a decorator"),
        pytest.param(
            _wrapped, WebmethodsNeeded(Reason.REFERENCE, "create_dynamic_typed_route"), id="the endpoint wrapper"
        ),
        pytest.param(_called, WebmethodsNeeded(Reason.REFERENCE, "webmethod"), id="a call"),
        pytest.param(_by_position, WebmethodsNeeded(Reason.BY_POSITION, "WebMethod"), id="by position"),
        pytest.param(_passed_on, WebmethodsNeeded(Reason.REFERENCE, "functools"), id="an import of the server's"),
        pytest.param(_taken, WebmethodsNeeded(Reason.TAKEN, "get_all_routes"), id="a name that is taken"),
    ],
)
def test_while_something_needs_it(
    nearly: Path, tmp_path: Path, need: Callable[[Path], None], expected: WebmethodsNeeded
) -> None:
    need(nearly)
    kept = Path(shutil.copytree(nearly, tmp_path / "kept"))
    migrate(kept, MigrateOptions(keep_legacy=True))
    assert set(needed(migrate(nearly))) == {expected}
    assert files_of(nearly) == files_of(kept)


def test_an_edited_registry_is_not_written_anew(nearly: Path) -> None:
    migrate(nearly, MigrateOptions(keep_legacy=True))
    registry = nearly / REGISTRY
    registry.write_text(registry.read_text() + "\n\nALSO = 1\n")
    before = files_of(nearly)
    assert needed(migrate(nearly)) == [WebmethodsNeeded(Reason.REGISTRY, "mini_stack.core.server.routers")]
    assert files_of(nearly) == before


def test_routes_do_not_import_the_server() -> None:
    stack = migrated_tree("stack")
    code = (
        "import sys, mini_stack.apis.prompts.routes; print('mini_stack.core.server.router_utils' in sys.modules, "
        "'mini_stack.core.server.server' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=stack, capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"


@pytest.mark.parametrize(
    "asked",
    [
        "from mini_stack.core.server import server\n\nMADE = getattr(server, 'sse_generator')\n",
        "from importlib import import_module\n\nMADE = import_module('mini_stack.core.server.server').sse_generator\n",
        "from mini_stack.core.server import server\n\nMADE = server.sse_generator\n",
    ],
)
def test_what_moves_can_still_be_asked_for(asked: str, nearly: Path) -> None:
    (nearly / "mini_stack/core/asking.py").write_text(asked, encoding="utf-8")
    migrate(nearly)
    code = "from mini_stack.core import asking; print(asking.MADE.__name__)"
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=nearly, capture_output=True, text=True, check=True)
    assert done.stdout == "sse_generator\n"


def test_tests_of_it_go_with_a_finding(nearly: Path) -> None:
    suite = nearly / "tests/test_wrapper.py"
    suite.write_text(
        "from mini_stack.core.server.server import create_dynamic_typed_route\n\n\n"
        "def test_wrapper():\n    assert create_dynamic_typed_route(None, 'get', '/')\n\n\n"
        "def test_sum():\n    assert 1 + 1 == 2\n"
    )
    found = [item for item in migrate(nearly).findings if item.code == "LRC305"]
    assert [item.place.path for item in found] == [PurePosixPath("tests/test_wrapper.py")]
    assert suite.read_text() == "\n\ndef test_sum():\n    assert 1 + 1 == 2\n"


def test_private_definitions_that_only_it_needed_go(nearly: Path) -> None:
    (nearly / "tests").mkdir(exist_ok=True)
    samples, suite = nearly / "tests/samples.py", nearly / "tests/test_wrapper.py"
    samples.write_text('_ROUTE = "/"\n_SUM = 2\nPLACE = "here"\n')
    suite.write_text(
        "from mini_stack.core.server.server import create_dynamic_typed_route\n"
        "from samples import _ROUTE, _SUM, PLACE\n\n\n"
        "def test_wrapper():\n    assert create_dynamic_typed_route(PLACE, 'get', _ROUTE)\n\n\n"
        "def test_sum():\n    assert 1 + 1 == _SUM\n"
    )
    migrate(nearly)
    assert samples.read_text() == '_SUM = 2\nPLACE = "here"\n'


def test_what_cannot_move_stays_with_a_finding(stack: Path) -> None:
    server = stack / "mini_stack/core/server/server.py"
    text = server.read_text()
    assert "\nlogger = " in text
    text = text.replace("\nlogger = ", "\nTOO_LATE, TOO_EARLY = 504, 425\nlogger = ", 1)
    assert "HTTPStatus.GATEWAY_TIMEOUT" in text
    server.write_text(text.replace("HTTPStatus.GATEWAY_TIMEOUT", "TOO_LATE"))
    migration = migrate(stack)
    (found,) = [item.facts for item in migration.findings if isinstance(item.facts, DefinitionsStay)]
    assert "translate_exception" in found.definitions
    assert speaking(stack) == set()
    code = "import mini_stack.apis.prompts.routes"
    subprocess.run([sys.executable, "-c", code], cwd=stack, check=True)


def test_a_message_that_is_reworded_is_told(nearly: Path) -> None:
    client = nearly / "mini_stack/core/told.py"
    client.write_text('def tell(name):\n    raise ValueError(f"{name} has no webmethod")\n')
    found = [item for item in migrate(nearly).findings if isinstance(item.facts, WebmethodsSpokenOf)]
    told = [(item.place.line, item.facts.reason) for item in found if item.place.path.name == "told.py"]
    assert told == [(2, spoken_of.Reason.REWORDED)]
    assert {item.place.path.suffix for item in found} == {".py", ".md"}
    assert client.read_text() == 'def tell(name):\n    raise ValueError(f"{name} has no route")\n'
