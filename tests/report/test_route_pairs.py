"""Which pieces of files stand beside each other."""

from pathlib import Path

from small_tree import small_tree

from llama_router_codemod.inventory.inventory import take_inventory
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.report.route_pairs import Piece, RoutePair, route_pairs
from llama_router_codemod.tree.checkout import Checkout


def pairs(root: Path) -> dict[str, RoutePair]:
    checkout = Checkout.open(root)
    migration = plan_migration(checkout)
    return {pair.function: pair for api in take_inventory(checkout).apis for pair in route_pairs(api, migration)}


def places(pair: RoutePair) -> list[str]:
    return [f"{piece.path.relative_to('shop/apis')}:{piece.line}" for piece in (pair.before, *pair.after)]


def test_each_method_with_what_takes_its_place(tmp_path: Path) -> None:
    found = pairs(small_tree(tmp_path))
    assert {name: places(pair) for name, pair in found.items()} == {
        "place_order": ["orders/orders.py:19", "orders/models.py:12", "orders/routes.py:20"],
        "get_order": ["orders/orders.py:28", "orders/routes.py:28"],
        "count": ["stock/stock.py:10", "stock/routes.py:20"],
        "put": ["stock/stock.py:13", "stock/models.py:4", "stock/routes.py:26"],
    }


def test_the_whole_of_it_without_the_margin(tmp_path: Path) -> None:
    pair = pairs(small_tree(tmp_path))["get_order"]
    assert pair.before.source == (
        '@webmethod(route="/orders/{order_id}", method="GET", level=LLAMA_STACK_API_V1)\n'
        'async def get_order(self, order_id: str) -> Order:\n    """Look up an order."""\n    ...\n'
    )
    (after,) = pair.after
    assert isinstance(after, Piece)
    assert after.source.startswith('@router.get(\n    "/orders/{order_id}",\n') or after.source.startswith(
        "@router.get("
    )
    assert after.source.endswith("    return await svc.get_order(order_id=order_id)\n")


def test_an_api_that_is_not_migrated_has_none(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    (root / "shop/apis/orders/models.py").write_text("x = 1\n", encoding="utf-8")
    assert pairs(root).keys() == {"count", "put"}
