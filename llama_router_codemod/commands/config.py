"""`config`: what holds for a checkout, and where it comes from."""

import enum
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llama_router_codemod.command_options import (
    AcceptOption,
    CheckoutPath,
    ExcludeOption,
    KeepLegacyOption,
    KeepShimsOption,
    KeepUndeclaredFieldsOption,
    LayoutOption,
    MachineryOption,
    PutOption,
    RatchetOption,
    RenameProtocolsOption,
    RequestsOption,
    SeedOption,
    TimeoutOption,
    is_given,
)
from llama_router_codemod.console import input_errors, print_all, print_document, printing
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.route import PutRoutes

if TYPE_CHECKING:
    from llama_router_codemod.report.configuration import SettingEntry
    from llama_router_codemod.tree.settings import Settings


class ConfigFormat(enum.StrEnum):
    """How the settings are printed."""

    TEXT = "text"
    JSON = "json"


def config(
    context: typer.Context,
    checkout: CheckoutPath,
    exclude: ExcludeOption = None,
    machinery: MachineryOption = False,
    ratchet: RatchetOption = None,
    keep_undeclared_fields: KeepUndeclaredFieldsOption = False,
    keep_legacy: KeepLegacyOption = False,
    keep_shims: KeepShimsOption = False,
    layout: LayoutOption = Layout.TREE,
    put: PutOption = PutRoutes.SERVED,
    rename_protocols: RenameProtocolsOption = False,
    accept: AcceptOption = None,
    requests: RequestsOption = 50,
    seed: SeedOption = 0,
    timeout: TimeoutOption = 600,
    format: Annotated[  # noqa: A002
        ConfigFormat, typer.Option("--format", metavar="FORMAT", help="text for people, json for programs.")
    ] = ConfigFormat.TEXT,
) -> None:
    """Show what holds for a checkout: each setting, and whether it is the default, of its pyproject.toml or given here.

    The settings stand in `[tool.llama-router-codemod]`, and are called as the options of `check`, `migrate` and
    `verify`. An option that is given goes before; patterns of --exclude add to those of the file.
    """
    from llama_router_codemod.report.configuration import Configuration, configuration_text
    from llama_router_codemod.tree.directory import require_directory
    from llama_router_codemod.tree.settings import read_settings

    with input_errors():
        require_directory(checkout)
        found = Configuration(settings=list(_entries(context, read_settings(checkout))))
    with printing():
        if format is ConfigFormat.JSON:
            print_document(found.model_dump_json(indent=2))
        else:
            print_all(configuration_text(found))


def _entries(context: typer.Context, settings: "Settings") -> "Iterator[SettingEntry]":
    from llama_router_codemod.report.configuration import SettingEntry
    from llama_router_codemod.tree.settings import FILE, SETTINGS

    for key in SETTINGS:
        parameter = key.replace("-", "_")
        given, line = is_given(context, parameter), settings.lines.get(key)
        if line is not None and (key == "exclude" or not given):
            yield SettingEntry.model_validate({"key": key, "value": settings.values[key], "origin": f"{FILE}:{line}"})
        if given or line is None:
            value = context.params[parameter]
            plain = str(value) if isinstance(value, Path) else value
            yield SettingEntry(key=key, value=plain, origin="command line" if given else "default")
