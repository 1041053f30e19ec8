"""All files of one API package after its migration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from llama_router_codemod.contract.service_names import own_names, protocol_service_names, used_by_service_only
from llama_router_codemod.conventions.empty_answers import empty_answers_are_none
from llama_router_codemod.conventions.webmethod import DECORATOR, SCHEMA_DECORATOR, webmethod_names
from llama_router_codemod.generate.models import models_source
from llama_router_codemod.generate.names import Names
from llama_router_codemod.generate.own_names import OwnNames
from llama_router_codemod.generate.request_models import BODY_BASE, QUERY_BASE, needs, request_models
from llama_router_codemod.generate.routes import routes_source
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.generate.service import service_source
from llama_router_codemod.generate.shim import shim_source
from llama_router_codemod.infra.infrastructure import Infrastructure
from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.layout import OWN_FILES, PackageFiles
from llama_router_codemod.model.move import Move
from llama_router_codemod.model.operation import Location, Operation, RoutedApi
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.parse.symbols import Imported, Symbols
from llama_router_codemod.rewrite.split.split_module import SplitModule, split_module
from llama_router_codemod.source.import_set import ImportSet
from llama_router_codemod.source.syntax import names_read_in


@dataclass(frozen=True)
class PackageLayout:
    """Where the names of a package's API module go. `name` and `module` are the dotted package and module."""

    package: ApiPackage
    name: str
    module: str
    path: PurePosixPath
    move: Move
    files: PackageFiles = OWN_FILES

    def file(self, stem: str) -> PurePosixPath:
        return self.package.directory / f"{stem}.py"

    def dotted(self, stem: str) -> str:
        return f"{self.name}.{stem}"


def layout_of(symbols: Symbols, package: ApiPackage, files: PackageFiles = OWN_FILES) -> PackageLayout:
    """The layout of a package whose API module is known."""
    path = package.module_path
    assert path is not None
    module = symbols.checkout.module_name(path)
    name = module if package.is_flat else module.rpartition(".")[0]
    service = protocol_service_names(symbols, module)
    only_in_service = used_by_service_only(symbols.tree(path), service)
    own = own_names(symbols.tree(path))
    bindings = symbols.bindings(module)
    assert bindings is not None
    homes: dict[str, str] = {}
    reexports: dict[str, tuple[str, str]] = {}
    modules: dict[str, str] = {}
    in_models, in_service = f"{name}.{files.models}", f"{name}.{files.service}"
    for bound, binding in bindings.names.items():
        match binding:
            case Imported(source, str(original)) if bound not in own:
                reexports[bound] = (source, original)
            case Imported(_, None) if bound not in own:
                modules[bound] = in_service if bound in only_in_service else in_models
            case _:
                homes[bound] = in_service if bound in service else in_models
    move = Move(
        module=module,
        homes=homes,
        reexports=reexports,
        star_homes=(in_models, in_service),
        remains=path.stem == files.models and not package.is_flat,
        modules=modules,
    )
    return PackageLayout(package, name, module, path, move, files)


def with_written_files(layout: PackageLayout, apis: Sequence[RoutedApi]) -> PackageLayout:
    """The layout without `models` among the star imports when the package has nothing to put there."""
    operations = (operation for item in apis for operation in item.operations)
    has_requests = any(operation.at(Location.BODY_FIELD, Location.QUERY_FIELD) for operation in operations)
    models, service = layout.move.star_homes
    if has_requests or models in {*layout.move.homes.values(), *layout.move.modules.values()}:
        return layout
    return replace(layout, move=replace(layout.move, star_homes=(service,)))


@dataclass(frozen=True)
class PackageWriter:
    """Writes packages. `moves` are those of all packages of the run, `put` see RoutesSetting; with `keeps_shims` a
    module remains at the old path of each."""

    symbols: Symbols
    moves: Mapping[str, Move]
    infrastructure: Infrastructure
    put: PutRoutes = PutRoutes.SERVED
    keeps_shims: bool = False

    @property
    def names(self) -> Names:
        return Names(self.symbols, self.moves)

    def write(self, layout: PackageLayout, text: str, apis: Sequence[RoutedApi]) -> dict[PurePosixPath, str]:
        """service.py, models.py (unless there is nothing for it) and routes.py from the API module's text, and the shim
        in its place."""
        split = split_module(
            text,
            [name for name, home in layout.move.homes.items() if home == layout.dotted(layout.files.service)],
            becomes_package=layout.package.is_flat,
        )
        operations = [operation for item in apis for operation in item.operations]
        service = service_source(split, webmethod_names(self.symbols, layout.module), moved_texts(operations))
        files = {layout.file(layout.files.service): service}
        if models := self._models(layout, split, operations, service):
            files[layout.file(layout.files.models)] = models
        setting = RoutesSetting(
            self.names,
            self.infrastructure.modules,
            layout.name,
            layout.dotted(layout.files.models),
            self.infrastructure.capabilities.no_content_for_deletes,
            self.put,
            layout.files.factories,
            empty_answers_are_none(self.symbols.checkout),
        )
        files[layout.file(layout.files.routes)] = routes_source(setting, split.header, apis)
        if self.keeps_shims and not layout.package.is_flat and not layout.move.remains:
            files[layout.path] = shim_source(self.symbols, layout.module, self.moves, split.header, layout.files)
        return files

    def _models(self, layout: PackageLayout, split: SplitModule, operations: Sequence[Operation], service: str) -> str:
        registers = self._schema_decorator(layout)
        sources = {"Annotated": "typing", "Field": "pydantic", QUERY_BASE: "pydantic"}
        sources[BODY_BASE] = self.infrastructure.request_model
        if registers is not None:
            sources[SCHEMA_DECORATOR] = registers
        own = self._own_names(layout)
        needed = {
            name: own.spelled(*self.names.defined(sources[name], name)) for name in needs(operations) & set(sources)
        }
        requests = request_models(operations, register=registers is not None, spelled=needed)
        imports = ImportSet(layout.name)
        for operation in operations:
            for placed in operation.at(Location.BODY_FIELD, Location.QUERY_FIELD):
                parameter = placed.parameter
                if parameter.module != layout.module:
                    wanted = ImportSet(layout.name)
                    for code in (parameter.annotation, parameter.default or ""):
                        local = layout.dotted(layout.files.models)
                        wanted.include(self.names.needed(code, parameter.module, layout.name, local))
                    imports.update(wanted, without=split.imported_names)
        # Pydantic needs the types of fields when the program runs, also those that were there for type checkers only.
        for name in sorted(split.guarded_names & names_read_in(requests)):
            imports.include(self.names.needed(name, layout.module, layout.name))
        for name, spelled in needed.items():
            if spelled not in split.imported_names:
                imports.add(sources[name], name, spelled)
        return models_source(split, requests, imports, service)

    def _own_names(self, layout: PackageLayout) -> OwnNames:
        """The names that models.py needs for itself, beside those of the old module."""
        bindings = self.symbols.bindings(layout.module)
        bound = set(bindings.names if bindings else ()).union(
            *(self.symbols.public_names(star) for star in (bindings.stars if bindings else ()))
        )
        return OwnNames({name: self.names.defined(layout.module, name) for name in bound})

    def _schema_decorator(self, layout: PackageLayout) -> str | None:
        """The module that `json_schema_type` is imported from beside `webmethod`, None when the checkout has none."""
        bindings = self.symbols.bindings(layout.module)
        for binding in bindings.names.values() if bindings else ():
            if isinstance(binding, Imported) and binding.name == DECORATOR:
                found = self.symbols.resolve(binding.module, SCHEMA_DECORATOR)
                return binding.module if found is not None else None
        return None


def moved_texts(operations: Sequence[Operation]) -> dict[str, dict[str, frozenset[str]]]:
    """By Protocol and method: the parameters whose `:param` text stands in models.py or routes.py now."""
    moved: dict[str, dict[str, frozenset[str]]] = {}
    for operation in operations:
        carried = frozenset(
            placed.parameter.declared_name
            for placed in operation.parameters
            if placed.location is not Location.AS_WRITTEN or placed.description is not None
        )
        moved.setdefault(operation.protocol.name, {})[operation.method.name] = carried
    return moved
