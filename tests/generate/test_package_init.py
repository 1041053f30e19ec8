from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.generate.names import Names
from llama_router_codemod.generate.package_init import keep_public_names

STARS = "from .models import *\nfrom .service import *\n"
WRITTEN = {
    "shop.orders.models": "from shop.version import V1\n\n\nclass Order: ...\n\n\n_LIMIT = 9\n",
    "shop.orders.service": "class Orders: ...\n",
}
FILES = {
    "shop/version.py": "V1 = 'v1'\nV2 = 'v2'\n",
    "shop/orders/__init__.py": "from .orders import *\n",
    "shop/orders/parts.py": "class Part: ...\n",
    "shop/orders/orders.py": "from shop.version import V1, V2\nfrom shop.version import V2 as LATEST\n"
    "from .parts import Part\nclass Order: ...\n",
}


def kept(root: Path, text: str, *names: str) -> str:
    symbols = tiny_checkout(root, FILES)
    return keep_public_names(text, "shop.orders", frozenset(names), WRITTEN, Names(symbols, {}))


@pytest.mark.parametrize("names", [(), ("Order", "Orders", "V1"), ("webmethod",)])
def test_nothing_is_missing(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert kept(tmp_path, STARS, *names) == STARS


def test_names_that_no_new_module_brings(tmp_path: Path) -> None:
    (tmp_path / "shop/orders").mkdir(parents=True)
    text = f'"""Import from .models or\n    from .service.\n"""\n\n{STARS}'
    added = "from .parts import Part as Part\nfrom shop.version import V2 as V2\n\n"
    assert kept(tmp_path, text, "Order", "Part", "V2") == text.replace(STARS, added + STARS)


def test_a_name_under_an_alias(tmp_path: Path) -> None:
    added = "from shop.version import V2 as LATEST  # noqa: F401\n\n"
    assert kept(tmp_path, STARS, "Order", "LATEST") == added + STARS


@pytest.mark.parametrize("text", ['"""Orders."""\n', '"""Orders."""'])
def test_no_relative_import_to_stand_before(tmp_path: Path, text: str) -> None:
    assert kept(tmp_path, text, "V2") == '"""Orders."""\nfrom shop.version import V2 as V2\n'


def test_a_form_feed_ends_no_line(tmp_path: Path) -> None:
    text = f"# one\x0cline\n{STARS}"
    assert kept(tmp_path, text, "V2") == f"# one\x0cline\nfrom shop.version import V2 as V2\n\n{STARS}"
