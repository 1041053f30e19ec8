"""What a page shows of a checkout before its migration, and the evidence that was saved for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.inventory.inventory import Inventory, take_inventory
from llama_router_codemod.migrate.dependency_order import in_dependency_order
from llama_router_codemod.model.api import State
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.verify.result import VerifyResult


@dataclass(frozen=True)
class Overview:
    """What is there, and in which order the packages that are left can be migrated one by one."""

    inventory: Inventory
    order: tuple[str, ...]


def overview(checkout: Checkout) -> Overview:
    """The overview of a checkout. Raises InputError as `take_inventory` does."""
    symbols = Symbols(checkout)
    own = [package for package in api_packages(symbols) if checkout.is_own(package.directory)]
    left = [package for package in own if package.state is not State.MIGRATED]
    order = in_dependency_order(symbols, left)
    return Overview(take_inventory(checkout), tuple(package.name for package in order))


def saved_evidence(file: Path | None) -> VerifyResult | None:
    """What `verify --format json` wrote; None without a file. Raises InputError for another file."""
    if file is None:
        return None
    try:
        return VerifyResult.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(
            f"{file}: no result of verify is read there", "Save one with `verify BEFORE AFTER --format json`."
        ) from error
