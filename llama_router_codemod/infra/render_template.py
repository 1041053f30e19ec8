"""A template of infrastructure as a module of one checkout."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from llama_router_codemod.conventions.webmethod import MetadataField
from llama_router_codemod.infra.fold_known_values import FoldKnownValues
from llama_router_codemod.infra.request_bodies import NOT_KNOWN, RequestBodies
from llama_router_codemod.parse.bound_names import defined_names
from llama_router_codemod.parse.symbols import Imported
from llama_router_codemod.source.import_set import ImportSet
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import names_in, names_of, parse_expression

if TYPE_CHECKING:
    from llama_router_codemod.conventions.capabilities import Capabilities

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
    text = _folded(template, values.capabilities, tuple(names.items()), tuple(sequences.items()), tuple(fields.items()))
    tree = ast.parse(text)
    used = names_of(tree).difference(*(defined_names(node) for node in tree.body))
    origins = {
        "field": Imported("dataclasses", "field"),
        **values.origins,
        values.apis.partition(".")[0]: Imported(values.apis, None),
    }
    placeholders = {_bound(alias) for node in tree.body for alias in _placeholders(node)}
    own = {_bound(alias) for node in tree.body for alias in _imported(node)} - placeholders
    filled_in = {name: [code] for name, code in names.items()} | sequences | fields
    known = origins.keys() & _names_filled_in(names_in(template), filled_in)
    needed = {name: origins[name] for name in (used - own) & (placeholders | known)}
    return apply_edits(text, _with_imports(SourceLines.of(text), tree.body, used, _imports(needed)))


_Codes: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


@cache
def _folded(
    template: str, capabilities: Capabilities, names: tuple[tuple[str, str], ...], sequences: _Codes, fields: _Codes
) -> str:
    return _parsed(template).visit(FoldKnownValues(capabilities, dict(names), dict(sequences), dict(fields))).code


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
    comments = "".join(f"{comment}\n" for comment in item.comments)
    return f"{comments}{item.name}: {item.annotation}" + (f" = {default}" if default is not None else "")


def _imports(origins: Mapping[str, Imported]) -> str:
    """The statements that bind names to what their origins say."""
    imports = ImportSet("")
    for bound, origin in origins.items():
        if origin.name is None:
            imports.add_module(origin.module)
        else:
            imports.add(origin.module, origin.name, bound)
    return imports.render()


def _with_imports(source: SourceLines, body: Iterable[ast.stmt], used: Collection[str], needed: str) -> Iterator[Edit]:
    """The edits that put `needed` in the place of the imports from `templates/`, and take away imports of what is not
    used."""
    for node in body:
        aliases = _imported(node)
        lines = source.own_lines(node)
        if not aliases or lines is None:
            continue
        kept = [alias for alias in aliases if _bound(alias) in used]
        if _placeholders(node):
            yield Edit(*lines, needed)
            needed = ""
        elif len(kept) < len(aliases):
            yield Edit(*lines, f"{ast.unparse(_naming(node, kept))}\n" if kept else "")


def _naming(node: ast.stmt, aliases: list[ast.alias]) -> ast.stmt:
    """An import that names these only."""
    if isinstance(node, ast.ImportFrom):
        return ast.ImportFrom(node.module, aliases, node.level)
    return ast.Import(aliases)


def _imported(statement: ast.stmt) -> Sequence[ast.alias]:
    """What an import names."""
    return statement.names if isinstance(statement, ast.Import | ast.ImportFrom) else ()


def _placeholders(statement: ast.stmt) -> Sequence[ast.alias]:
    """What an import from `templates/` names: it stands for something of the checkout."""
    match statement:
        case ast.ImportFrom(module=str(module), names=aliases) if module.startswith(_TEMPLATES):
            return aliases
        case _:
            return ()


def _bound(alias: ast.alias) -> str:
    """The name that an import binds."""
    return alias.asname or alias.name.partition(".")[0]
