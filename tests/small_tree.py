"""A checkout of two APIs, small enough to state what every command prints about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = {
    "shop/__init__.py": "",
    "shop/schema_utils.py": '''\
def webmethod(route, method=None, level=None, **options):
    """The word webmethod does not count here: @webmethod(route="/never")."""

    def decorate(function):
        return function

    return decorate
''',
    "shop/apis/__init__.py": "",
    "shop/apis/version.py": 'LLAMA_STACK_API_V1 = "v1"\n',
    "shop/apis/datatypes.py": """\
from enum import Enum


class Api(Enum):
    orders = "orders"
    stock = "stock"
""",
    "shop/apis/orders/__init__.py": "from .orders import *\n",
    "shop/apis/orders/orders.py": '''\
from typing import Protocol

from pydantic import BaseModel

from shop.apis.version import LLAMA_STACK_API_V1
from shop.schema_utils import webmethod


class Order(BaseModel):
    """An order.

    :param book: The title.
    """

    book: str


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level=LLAMA_STACK_API_V1)
    async def place_order(self, book: str) -> Order:
        """Place an order.

        :param book: The title.
        :returns: The order.
        """
        ...

    @webmethod(route="/orders/{order_id}", method="GET", level=LLAMA_STACK_API_V1)
    async def get_order(self, order_id: str) -> Order:
        """Look up an order."""
        ...
''',
    "shop/apis/stock/__init__.py": "from .stock import *\n",
    "shop/apis/stock/stock.py": """\
from typing import Protocol

from shop import schema_utils
from shop.apis.version import LLAMA_STACK_API_V1
from shop.schema_utils import webmethod as wm


class Stock(Protocol):
    # @webmethod(route="/comment", method="GET")
    @wm(route="/stock", method="GET", level=LLAMA_STACK_API_V1, deprecated=True, require_authentication=False)
    async def count(self) -> int: ...

    @schema_utils.webmethod(
        route="/stock/{book}", method="PUT", level=LLAMA_STACK_API_V1, required_scope="stock.write"
    )
    async def put(self, book: str, copies: int) -> None: ...
""",
    "shop/client.py": "from shop.apis.orders.orders import Order\n",
}


def small_tree(root: Path) -> Path:
    """Writes the checkout below `root` and returns it."""
    for name, source in SOURCES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    return root


def tree_bytes(root: Path) -> dict[str, bytes]:
    """Every file below `root`, git's own apart."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }
