"""A checkout, and a result of verify, whose names and texts would be markup, if they could."""

from __future__ import annotations

from pathlib import Path

from small_tree import small_tree

from llama_router_codemod.verify.result import Check, Difference, RouteResult, VerifyResult

MARKUP = "</script></pre><script>alert(1)</script><img src=x onerror=alert(2)>"
UNSEEN = "\u202e\x1b[2J\u2066"


def hostile(root: Path) -> Path:
    """A checkout whose names and texts would be markup, if they could."""
    root = small_tree(root / "<img src=x onerror=alert(3)>")
    orders = root / "shop/apis/orders/orders.py"
    text = orders.read_text(encoding="utf-8")
    text = text.replace('"""Look up an order."""', f'"""Look up. {MARKUP}{UNSEEN[:1]}{UNSEEN[-1:]}"""')
    text = text.replace('route="/orders"', f'route="/orders/{MARKUP}"')
    orders.write_text(text, encoding="utf-8")
    (root / "docs").mkdir()
    (root / f"docs/<b>{UNSEEN}&amp;.md").write_text("`shop/apis/orders/orders.py`\n", encoding="utf-8")
    return root


def verified(file: Path) -> Path:
    lists = ("documents", "refused", "uncalled", "not_answered", "not_imported", "unmountable", "without_method")
    difference = Difference(check=Check.ROUTES, place=f"tag {MARKUP}", before=UNSEEN, after=MARKUP)
    route = RouteResult(route=f"GET /{MARKUP}", api="orders", method="f", requests=5, equal=4, differences=[difference])
    announced = difference.model_copy(update={"finding": "LRC104", "place": "x"})
    other = RouteResult(route="GET /b", api="orders", method="g", requests=5, equal=5, differences=[announced])
    result = VerifyResult.model_validate(
        {
            "before": "a",
            "after": "b",
            "seed": 0,
            "routes": [route, other],
            "not_written": MARKUP,
            "texts": 3,
            "drift": 0,
        }
        | {name: [] for name in lists}
    )
    file.write_text(result.model_dump_json(), encoding="utf-8")
    return file
