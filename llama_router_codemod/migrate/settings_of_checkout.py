"""The options of a migration that the settings of a checkout give."""

from __future__ import annotations

from pathlib import Path

from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.tree.settings import read_settings


def options_of_checkout(root: Path, exclude: tuple[str, ...] = (), host: Path | None = None) -> MigrateOptions:
    """What a run without further options would be given for the checkout at `root`. Raises InputError for settings that
    cannot be read."""
    values = read_settings(root).values
    return MigrateOptions(
        keep_undeclared_fields=values.get("keep-undeclared-fields") is True,
        keep_legacy=values.get("keep-legacy") is True,
        keep_shims=values.get("keep-shims") is True,
        rename_protocols=values.get("rename-protocols") is True,
        put=PutRoutes(str(values.get("put", PutRoutes.SERVED))),
        exclude=exclude,
        host=host,
        layout=Layout(str(values.get("layout", Layout.TREE))),
    )
