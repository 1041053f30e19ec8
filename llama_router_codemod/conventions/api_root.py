"""Where the API packages are: the directory whose `datatypes.py` defines the `Api` enum."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.tree.checkout import Checkout

API_ENUM = "Api"
DATATYPES = "datatypes.py"
DEFINES_ENUM = at_line_start(rf"class[ \t]+{API_ENUM}[ \t]*\(")


@cache
def find_api_root(checkout: Checkout) -> PurePosixPath | None:
    """The API root, the outermost where there are several; None where there is none."""
    if PurePosixPath("__init__.py") in checkout.files:
        return None
    named = (path for path in checkout.python_files if path.name == DATATYPES)
    found = (path.parent for path in named if DEFINES_ENUM.search(checkout.contents[path]))
    return min(found, key=lambda path: (len(path.parts), path), default=None)


def api_root(checkout: Checkout) -> PurePosixPath:
    """The API root. Raises InputError when there is none."""
    found = find_api_root(checkout)
    if found is not None:
        return found
    if PurePosixPath("__init__.py") in checkout.files:
        raise InputError(
            f"{checkout.root}: has an __init__.py, so it is a package itself",
            "Give the directory that holds the package.",
        )
    raise no_apis(str(checkout.root))


def datatypes_module(checkout: Checkout) -> str:
    """The dotted name of the module that defines the enum. Raises InputError when there is none."""
    return checkout.module_name(api_root(checkout) / DATATYPES)


def no_apis(place: str) -> InputError:
    """The error of a tree without APIs, be it a package that stands alone."""
    return InputError(
        f"{place}: no API found: no {DATATYPES} defines the {API_ENUM} enum",
        "Give the root of a llama-stack checkout, or the directory into which its wheel was unpacked. A package that"
        " stands alone needs --host with one of these, or with an environment that has it.",
    )
