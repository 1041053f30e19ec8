"""Two defaults are the same if they mean the same, however they are spelled."""

from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.parse.default_values import canonical_default

FILES = {
    "shop/here.py": """\
        import enum
        from shop import limits
        from shop.limits import MOST, FEWEST as LEAST

        LIMIT = 10
        DEBT = -5
        class Order(enum.Enum):
            up = "up"
        if LIMIT:
            UNSURE = 1
        else:
            UNSURE = 2
        """,
    "shop/limits.py": """\
        LIMIT = 20
        MOST = 10
        FEWEST = {}
        """,
}


@pytest.mark.parametrize(
    ("default", "expected"),
    [
        (None, None),
        ("None", "None"),
        ("10", "10"),
        ("LIMIT", "10"),
        ("MOST", "10"),
        ("DEBT", "-5"),
        ("limits.LIMIT", "20"),
        ("LIMIT * 2", "10 * 2"),
        ("LEAST", "shop.limits.FEWEST"),
        ("Order.up", "shop.here.Order.up"),
        ("UNSURE", "shop.here.UNSURE"),
        ("list", "list"),
        ("unknown", "unknown"),
    ],
)
def test_canonical_default(tmp_path: Path, default: str | None, expected: str | None) -> None:
    assert canonical_default(tiny_checkout(tmp_path, FILES), "shop.here", default) == expected
