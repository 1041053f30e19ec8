"""What each command prints on a small checkout: exit code, stdout and stderr."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from run_cli import run
from small_tree import small_tree, tree_bytes

from llama_router_codemod import __version__
from llama_router_codemod.check.result import Kind
from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.contract.undeclared_fields import UndeclaredFields
from llama_router_codemod.inventory.inventory import Inventory
from llama_router_codemod.report.check_document import CheckDocument, RemainingEntry
from llama_router_codemod.report.migrate_document import MigrateResult
from llama_router_codemod.rewrite.imports.unmovable import UnmovableUse

if TYPE_CHECKING:
    from pathlib import Path

INVENTORY = """\
APIs
API     Protocol  module                   levels  state    routes
orders  Orders    shop.apis.orders.orders  v1      pending       2
stock   Stock     shop.apis.stock.stock    v1      pending       2

Routes
declared  served  path                   function            notes
POST      POST    /v1/orders             orders.place_order
GET       GET     /v1/orders/{order_id}  orders.get_order
GET       GET     /v1/stock              stock.count         deprecated, no authentication
PUT       POST    /v1/stock/{book}       stock.put           scope stock.write

2 APIs, 4 routes below shop/apis
"""
INVENTORY_MARKDOWN = """\
## 2 APIs, 4 routes

| API | Protocol | levels | state | routes |
| --- | --- | --- | --- | --- |
| orders | `Orders` | v1 | pending | 2 |
| stock | `Stock` | v1 | pending | 2 |

| declared | served | path | function | API | deprecated | authentication | scope |
| --- | --- | --- | --- | --- | --- | --- | --- |
| POST | POST | `/v1/orders` | `place_order` | orders |  |  |  |
| GET | GET | `/v1/orders/{order_id}` | `get_order` | orders |  |  |  |
| GET | GET | `/v1/stock` | `count` | stock | yes | none |  |
| PUT | POST | `/v1/stock/{book}` | `put` | stock |  |  | `stock.write` |

"""
CHECK = """\
shop/apis/orders/orders.py:19:6: @webmethod on Orders.place_order (orders)
    @webmethod(route="/orders", method="POST", level=LLAMA_STACK_API_V1)
     ^^^^^^^^^
shop/apis/orders/orders.py:28:6: @webmethod on Orders.get_order (orders)
    @webmethod(route="/orders/{order_id}", method="GET", level=LLAMA_STACK_API_V1)
     ^^^^^^^^^
shop/apis/stock/stock.py:10:6: @webmethod on Stock.count (stock)
    @wm(route="/stock", method="GET", level=LLAMA_STACK_API_V1, deprecated=True, require_authentication=False)
     ^^
shop/apis/stock/stock.py:13:6: @webmethod on Stock.put (stock)
    @schema_utils.webmethod(
     ^^^^^^^^^^^^^^^^^^^^^^
shop/apis/orders/orders.py:6:31: webmethod of the webmethod system
shop/apis/stock/stock.py:5:31: webmethod of the webmethod system
shop/schema_utils.py:1:1: webmethod of the webmethod system
4 @webmethod left in 2 files; 3 other names of the webmethod system; 10 Python files scanned
"""
NAMES_LEFT = """\
shop/apis/routers.py:142:16: _webmethods, __webmethod__, __webmethods__ of the webmethod system
shop/apis/stock/__init__.py:3:31: webmethod of the webmethod system
shop/schema_utils.py:1:1: webmethod of the webmethod system
"""
PUT = f"""\
{OtherVerbServedAsPost.code} PUT is served as POST
  Clients use POST; the route is written as POST, unless --put says otherwise.
  shop/apis/stock/stock.py:13:6: `PUT /v1/stock/{{book}}`
"""
FIELDS = f"""\
{UndeclaredFields.code} fields outside the response model are left out of the answer
  Declare the fields in the response model, or migrate with --keep-undeclared-fields.
  shop/apis/orders/orders.py:18:1: `place_order`, `get_order`; no class of the checkout has more fields
"""
FINDINGS = PUT + FIELDS
SUMMARY = (
    "10 files scanned; 2 API packages migrated (4 routes), 0 skipped, 0 refused; "
    "9 files created, 3 modified, 2 deleted, written; 2 findings\n"
)
NOTHING_LEFT = (
    "17 files scanned; 0 API packages migrated (0 routes), 2 skipped (2 migrated already), 0 refused; "
    "no file changes; 0 findings\n"
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return small_tree(tmp_path / "tree")


def test_version() -> None:
    assert run("--version") == (0, f"llama-router-codemod {__version__}\n", "")


def test_inventory_text(tree: Path) -> None:
    code, stdout, stderr = run("inventory", tree)
    assert (code, stderr) == (0, "")
    assert "".join(f"{line.rstrip()}\n" for line in stdout.splitlines()) == INVENTORY


def test_inventory_is_not_folded_to_the_width_of_a_terminal(tree: Path) -> None:
    assert run("inventory", tree, env={"COLUMNS": "20"}) == run("inventory", tree)


def test_inventory_markdown(tree: Path) -> None:
    assert run("inventory", tree, "--format", "markdown") == (0, INVENTORY_MARKDOWN, "")


def test_inventory_json(tree: Path) -> None:
    code, stdout, stderr = run("inventory", tree, "--format", "json")
    assert (code, stderr) == (0, "")
    found = Inventory.model_validate_json(stdout, extra="forbid")
    assert [(api.name, len(api.routes)) for api in found.apis] == [("orders", 2), ("stock", 2)]
    assert found.apis[1].routes[1].model_dump() == {
        "declared_verb": "PUT",
        "served_verb": "POST",
        "path": "/v1/stock/{book}",
        "function": "put",
        "deprecated": False,
        "authentication": True,
        "scope": "stock.write",
        "place": "shop/apis/stock/stock.py:13:6",
    }


def test_check_names_every_decorator_however_imported(tree: Path) -> None:
    assert run("check", tree) == (1, CHECK, "")


def test_check_json(tree: Path) -> None:
    code, stdout, stderr = run("check", tree, "--format", "json")
    assert (code, stderr) == (1, "")
    result = CheckDocument.model_validate_json(stdout, extra="forbid")
    assert result.scanned == 10
    assert result.remaining[2] == RemainingEntry(
        path="shop/apis/stock/stock.py",
        line=10,
        column=6,
        end_column=8,
        kind=Kind.DECORATOR,
        api="stock",
        owner="Stock",
        method="count",
        source='    @wm(route="/stock", method="GET", level=LLAMA_STACK_API_V1, '
        "deprecated=True, require_authentication=False)",
    )


def test_check_does_not_count_words_in_strings_and_comments(tree: Path) -> None:
    run("migrate", tree)
    assert "@webmethod(" in (tree / "shop/schema_utils.py").read_text(encoding="utf-8")
    clean = "no @webmethod left; 7 other names of the webmethod system; 17 Python files scanned\n"
    assert run("check", tree) == (0, NAMES_LEFT + clean, "")
    assert run("check", tree, "--machinery") == (1, NAMES_LEFT + clean, "")
    (tree / "shop/apis/routers.py").unlink()
    (tree / "shop/schema_utils.py").unlink()
    (tree / "shop/apis/stock/__init__.py").write_text("", encoding="utf-8")
    clean = "no @webmethod left; 15 Python files scanned\n"
    assert run("check", tree, "--machinery") == (0, clean, "")
    assert run("check", tree, "--format", "json") == (
        0,
        '{\n  "version": 1,\n  "scanned": 15,\n  "remaining": [],\n  "machinery": [],\n  "left_out": [],\n'
        '  "ratchet": null,\n  "fails_on_machinery": false\n}\n',
        "",
    )


def test_check_needs_no_apis(tmp_path: Path) -> None:
    (tmp_path / "provider.py").write_text("print('no webmethod')\n", encoding="utf-8")
    assert run("check", tmp_path) == (0, "no @webmethod left; 1 Python file scanned\n", "")


def test_migrate_writes_and_a_second_run_changes_nothing(tree: Path) -> None:
    assert run("migrate", tree) == (0, SUMMARY, FINDINGS)
    written = tree_bytes(tree)
    assert sorted(name for name in written if "/stock/" in name) == [
        f"shop/apis/stock/{name}.py" for name in ("__init__", "models", "routes", "service")
    ]
    assert run("migrate", tree) == (0, NOTHING_LEFT, "")
    assert tree_bytes(tree) == written


def test_migrate_diff_writes_nothing_and_applies_to_what_migrate_writes(tree: Path, tmp_path: Path) -> None:
    before = tree_bytes(tree)
    code, patch, stderr = run("migrate", tree, "--diff")
    assert (code, stderr) == (0, FINDINGS + SUMMARY.replace("written", "not written (--diff)"))
    assert tree_bytes(tree) == before
    other = small_tree(tmp_path / "other")
    subprocess.run(["git", "apply", "-"], cwd=other, input=patch.encode(), check=True)
    run("migrate", tree)
    assert tree_bytes(other) == tree_bytes(tree)


def test_migrate_diff_of_a_tree_below_the_top_of_a_repository(tmp_path: Path) -> None:
    """git looks for the files of a patch from the top on, and applies nothing, without a word, to a tree below it."""
    trees = [small_tree(tmp_path / top / "inside") for top in ("first", "second")]
    for tree in trees:
        subprocess.run(["git", "init", "--quiet"], cwd=tree.parent, check=True)
    code, patch, _ = run("migrate", trees[0], "--diff")
    assert code == 0
    subprocess.run(["git", "apply", "-"], cwd=trees[0], input=patch.encode(), check=True)
    run("migrate", trees[1], "--allow-dirty")
    assert tree_bytes(trees[0]) == tree_bytes(trees[1])


def test_migrate_json(tree: Path) -> None:
    before = tree_bytes(tree)
    code, stdout, stderr = run("migrate", tree, "--diff", "--format", "json")
    assert (code, stderr) == (0, FINDINGS + SUMMARY.replace("written", "not written (--diff)"))
    assert tree_bytes(tree) == before
    result = MigrateResult.model_validate_json(stdout, extra="forbid")
    assert (result.written, result.scanned) == (False, 10)
    assert [(item.name, item.outcome) for item in result.packages] == [("orders", "migrated"), ("stock", "migrated")]
    assert [(item.code, item.line) for item in result.findings] == [
        (UndeclaredFields.code, 18),
        (OtherVerbServedAsPost.code, 13),
    ]
    assert {file.path: file.change for file in result.files if "/orders/" in file.path} == {
        "shop/apis/orders/__init__.py": "modified",
        "shop/apis/orders/models.py": "created",
        "shop/apis/orders/orders.py": "deleted",
        "shop/apis/orders/routes.py": "created",
        "shop/apis/orders/service.py": "created",
    }


def test_migrate_markdown(tree: Path) -> None:
    code, stdout, stderr = run("migrate", tree, "--api", "orders", "--format", "markdown")
    summary = (
        "10 files scanned; 1 API package migrated (2 routes), 1 skipped (1 not selected), 0 refused; "
        "6 files created, 2 modified, 1 deleted, written; 1 finding"
    )
    assert (code, stderr) == (0, f"{FIELDS}{summary}\n")
    assert (
        stdout
        == f"""\
## Migration

{summary}

| package | APIs | routes | outcome | reason |
| --- | --- | --- | --- | --- |
| orders | orders | 2 | migrated |  |
| stock | stock | 2 | skipped | not selected |

| code | place | finding | advice |
| --- | --- | --- | --- |
| {UndeclaredFields.code} | `shop/apis/orders/orders.py:18` | \
`place_order`, `get_order`; no class of the checkout has more fields | \
Declare the fields in the response model, or migrate with --keep-undeclared-fields. |

"""
    )


def test_migrate_one_api_after_the_other(tree: Path, tmp_path: Path) -> None:
    assert run("migrate", tree, "--api", "stock")[0] == 0
    assert (tree / "shop/apis/orders/orders.py").is_file()
    assert run("check", tree) == (
        1,
        "".join(CHECK.splitlines(keepends=True)[:6])
        + "shop/apis/orders/orders.py:6:31: webmethod of the webmethod system\n"
        + NAMES_LEFT
        + "2 @webmethod left in 1 file; 8 other names of the webmethod system; 15 Python files scanned\n",
        "",
    )
    assert run("migrate", tree, "--api", "orders")[0] == 0
    at_once = small_tree(tmp_path / "at_once")
    run("migrate", at_once)
    assert tree_bytes(tree) == tree_bytes(at_once)


def test_a_refused_api_is_left_and_the_rest_goes_on(tree: Path) -> None:
    (tree / "shop/client.py").write_text("import shop.apis.orders.orders\n", encoding="utf-8")
    before = tree_bytes(tree)
    code, stdout, stderr = run("migrate", tree)
    assert (code, stdout) == (
        3,
        "10 files scanned; 1 API package migrated (2 routes), 0 skipped, 1 refused; "
        "6 files created, 1 modified, 1 deleted, written; 2 findings\n",
    )
    assert stderr.removeprefix(PUT) == (
        f"{UnmovableUse.code} a module is imported as a whole\n"
        "  Import its names instead; the module is split and its path goes away.\n"
        "  shop/client.py:1:8: `shop.apis.orders.orders` is imported as a whole\n"
    )
    after = tree_bytes(tree)
    assert [name for name in before if "stock" not in name and after[name] != before[name]] == []
