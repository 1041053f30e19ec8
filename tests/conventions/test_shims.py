from pathlib import Path

from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.shims import shims
from llama_router_codemod.model.move import Move

SHIM = """\
    import warnings
    from typing import Any

    from .models import Berth
    from .service import Berths, _LIMIT as _LIMIT
    from port.orders import Sort as Order

    __all__ = ["Any", "Berth", "Berths", "Order"]

    warnings.warn(f"{__name__} has moved: import from {__package__}", DeprecationWarning, stacklevel=2)
    """


def test_no_shims(tmp_path: Path) -> None:
    assert shims(tiny_checkout(tmp_path, {"port/a.py": "# {__name__} has moved\n"})) == {}


def test_a_shim(tmp_path: Path) -> None:
    found = shims(tiny_checkout(tmp_path, {"port/berths/berths.py": SHIM}))
    homes = {"Berth": "port.berths.models", "Berths": "port.berths.service", "_LIMIT": "port.berths.service"}
    reexports = {"Any": ("typing", "Any"), "Order": ("port.orders", "Sort")}
    stars = ("port.berths.models", "port.berths.service")
    assert found == {"port.berths.berths": Move("port.berths.berths", homes, reexports, stars, remains=False)}
