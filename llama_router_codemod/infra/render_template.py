"""A template of infrastructure as a module of one checkout."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst
from libcst.helpers import get_full_name_for_node

from llama_router_codemod.conventions.webmethod import MetadataField
from llama_router_codemod.infra.fold_known_values import FoldKnownValues
from llama_router_codemod.infra.request_bodies import NOT_KNOWN, RequestBodies
from llama_router_codemod.parse.symbols import Imported, defined_names
from llama_router_codemod.source.import_set import ImportSet
from llama_router_codemod.source.syntax import names_in, names_of, parse_expression

if TYPE_CHECKING:
    from llama_router_codemod.conventions.capabilities import Capabilities

_Statement: TypeAlias = cst.SimpleStatementLine | cst.BaseCompoundStatement

_TEMPLATES = f"{__package__}.templates"


@dataclass(frozen=True)
class TemplateValues:
    """What templates need to know of a checkout: what it has, where to import names from, the dotted package of its
    APIs, the expressions that tell who calls and that make a logger, the context variables that an event stream carries
    along, what its decorator can say of a route, how its FastAPI reads bodies, and the expressions for other names."""

    capabilities: Capabilities
    origins: Mapping[str, Imported]
    apis: str
    caller: str = "None"
    logger: str = "logging.getLogger(__name__)"
    context_variables: tuple[str, ...] = ()
    metadata: tuple[MetadataField, ...] = ()
    request_bodies: RequestBodies = NOT_KNOWN
    constants: Mapping[str, str] = field(default_factory=dict)


def read_template(name: str) -> str:
    """The text of a template, by its file name."""
    return resources.files(_TEMPLATES).joinpath(name).read_text("utf-8")


def render_template(template: str, values: TemplateValues) -> str:
    """The text of a module that imports what it uses, from the checkout what the template takes from `templates/`.

    Imports are neither sorted nor wrapped. A text that uses all its imports, and none of `templates/`, stays as it is.
    Raises AttributeError for a capability that there is not, KeyError for a name whose origin is not known.
    """
    names = {
        "APIS": values.apis,
        "APIS_PREFIX": f'"{values.apis}."',
        "CALLER": values.caller,
        "LOGGER": values.logger,
        **values.request_bodies.constants,
        **values.constants,
    }
    sequences = {"CONTEXT_VARIABLES": values.context_variables}
    fields = {"METADATA": tuple(map(_declaration, values.metadata))}
    module = _folded(
        template, values.capabilities, tuple(names.items()), tuple(sequences.items()), tuple(fields.items())
    )
    tree = ast.parse(module.code)
    used = names_of(tree).difference(*(defined_names(node) for node in tree.body))
    origins = {
        "field": Imported("dataclasses", "field"),
        **values.origins,
        values.apis.partition(".")[0]: Imported(values.apis, None),
    }
    placeholders = {_bound(alias) for item in module.body for alias in _placeholders(item)}
    own = {_bound(alias) for item in module.body for alias in _imported(item)} - placeholders
    filled_in = {name: [code] for name, code in names.items()} | sequences | fields
    known = origins.keys() & _names_filled_in(names_in(template), filled_in)
    needed = {name: origins[name] for name in (used - own) & (placeholders | known)}
    return module.with_changes(body=list(_with_imports(module.body, used, _imports(needed)))).code


_Codes: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


@cache
def _folded(
    template: str, capabilities: Capabilities, names: tuple[tuple[str, str], ...], sequences: _Codes, fields: _Codes
) -> cst.Module:
    return _parsed(template).visit(FoldKnownValues(capabilities, dict(names), dict(sequences), dict(fields)))


@cache
def _parsed(template: str) -> cst.Module:
    return cst.parse_module(template)


def _names_filled_in(template: Collection[str], filled_in: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The names in the code that stands for those of a template."""
    codes = [code for name, codes in filled_in.items() if name in template for code in codes]
    return frozenset().union(*map(names_in, codes))


def _declaration(item: MetadataField) -> str:
    default = item.default
    if default is not None and isinstance(parse_expression(default), ast.List | ast.Dict | ast.Set):
        default = f"field(default_factory=lambda: {default})"
    return f"{item.name}: {item.annotation}" + (f" = {default}" if default is not None else "")


def _imports(origins: Mapping[str, Imported]) -> Sequence[_Statement]:
    """The statements that bind names to what their origins say."""
    imports = ImportSet("")
    for bound, origin in origins.items():
        if origin.name is None:
            imports.add_module(origin.module)
        else:
            imports.add(origin.module, origin.name, bound)
    return cst.parse_module(imports.render()).body


def _with_imports(
    body: Iterable[_Statement], used: Collection[str], needed: Sequence[_Statement]
) -> Iterator[_Statement]:
    """The statements with `needed` for the imports from `templates/`, and without imports of what is not used."""
    for statement in body:
        match statement:
            case cst.SimpleStatementLine() if _placeholders(statement):
                yield from needed
                needed = ()
            case cst.SimpleStatementLine(
                body=[cst.Import(names=[*aliases]) | cst.ImportFrom(names=[*aliases]) as node]
            ):
                kept = [alias for alias in aliases if _bound(alias) in used]
                if kept == aliases:
                    yield statement
                elif kept:
                    kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
                    yield statement.with_changes(body=[node.with_changes(names=kept)])
            case _:
                yield statement


def _imported(statement: _Statement) -> Sequence[cst.ImportAlias]:
    """What an import names."""
    match statement:
        case cst.SimpleStatementLine(body=[cst.Import(names=[*aliases]) | cst.ImportFrom(names=[*aliases])]):
            return aliases
        case _:
            return ()


def _placeholders(statement: _Statement) -> Sequence[cst.ImportAlias]:
    """What an import from `templates/` names: it stands for something of the checkout."""
    match statement:
        case cst.SimpleStatementLine(body=[cst.ImportFrom(module=cst.Attribute() as module, names=[*aliases])]) if (
            get_full_name_for_node(module) or ""
        ).startswith(_TEMPLATES):
            return aliases
        case _:
            return ()


def _bound(alias: cst.ImportAlias) -> str:
    """The name that an import binds."""
    return alias.evaluated_alias or alias.evaluated_name.partition(".")[0]
