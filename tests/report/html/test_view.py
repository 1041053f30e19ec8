"""Progress and findings as the page shows them."""

from pathlib import Path

from small_tree import small_tree

from llama_router_codemod.inventory.inventory import take_inventory
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.run import MigrateRun, Writing, migrate
from llama_router_codemod.report.html.view import Segment, api_views, finding_groups, segments
from llama_router_codemod.report.migrate_document import migrate_result
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.verify.result import VerifyResult


def viewed(root: Path, *apis: str, writes: bool = False) -> tuple[list[tuple[str, int, str]], tuple[Segment, ...]]:
    inventory = take_inventory(Checkout.open(root))
    run: MigrateRun[VerifyResult] = migrate(root, MigrateOptions(apis=apis), Writing(writes, allow_dirty=True))
    views = api_views(inventory, run.migration, migrate_result(run))
    return [(view.name, view.size, view.progress) for view in views], segments(views)


def test_a_plan(tmp_path: Path) -> None:
    views, bar = viewed(small_tree(tmp_path))
    assert views == [("orders", 2, "would be migrated"), ("stock", 2, "would be migrated")]
    assert bar == (Segment("now", 0, 1000, "4 would be migrated"),)


def test_one_api_after_the_other(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    views, bar = viewed(root, "stock", writes=True)
    assert views == [("orders", 2, "not chosen"), ("stock", 2, "migrated now")]
    assert bar == (Segment("now", 0, 500, "2 migrated now"), Segment("left", 500, 500, "2 not chosen"))
    views, bar = viewed(root)
    assert views == [("orders", 2, "would be migrated"), ("stock", 2, "with routers")]
    assert bar == (Segment("done", 0, 500, "2 with routers"), Segment("now", 500, 500, "2 would be migrated"))


def test_findings_by_code_refusals_first(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    (root / "shop/apis/orders/models.py").write_text("x = 1\n", encoding="utf-8")
    run: MigrateRun[VerifyResult] = migrate(root, MigrateOptions(), Writing(enabled=False))
    groups = finding_groups(migrate_result(run).findings)
    assert groups[0].is_refusal
    assert [group.code for group in groups[1:]] == sorted(group.code for group in groups[1:])
    assert [group.is_refusal for group in groups[1:]] == [False] * (len(groups) - 1)
    assert all(place.code == group.code for group in groups for place in group.places)


def test_no_api() -> None:
    assert segments(()) == ()
    assert finding_groups(()) == ()
