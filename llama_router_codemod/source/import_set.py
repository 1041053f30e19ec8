"""Import statements for generated code, collected name by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Import:
    """A name that a piece of code needs: `name` of a module, or the module itself; bound as `alias` if there is one."""

    module: str
    name: str | None
    alias: str | None = None


@dataclass
class ImportSet:
    """The names that a generated module needs, by module. `package` is the dotted package that the module is in."""

    package: str
    _names: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    _modules: dict[str, str] = field(default_factory=dict)

    def add(self, module: str, name: str, alias: str | None = None) -> None:
        """Need `name` of a module (absolute dotted name); modules of the package itself are imported relatively."""
        inside = module.removeprefix(self.package + ".") if module.startswith(self.package + ".") else None
        key = f".{inside}" if inside is not None and "." not in inside else module
        self._names.setdefault(key, set()).add((name, alias or name))

    def add_module(self, module: str, alias: str | None = None) -> None:
        """Need a module itself."""
        statement = f"import {module}\n" if alias is None else f"import {module} as {alias}\n"
        self._modules[statement] = alias or module.partition(".")[0]

    def include(self, imports: Iterable[Import]) -> None:
        """Need what some pieces of code need. One thing that comes from several modules is imported from the first."""
        bound = {alias: module for module, names in self._names.items() for _, alias in names}
        for item in sorted(imports, key=lambda item: (item.module, item.name or "")):
            if item.name is None:
                self.add_module(item.module, item.alias)
            else:
                if bound.setdefault(item.alias or item.name, item.module) == item.module:
                    self.add(item.module, item.name, item.alias)

    def update(self, other: ImportSet, without: Collection[str] = ()) -> None:
        """Need what another set needs, but for names that are bound anyway."""
        self._modules |= {statement: name for statement, name in other._modules.items() if name not in without}
        for module, names in other._names.items():
            if kept := {(name, alias) for name, alias in names if alias not in without}:
                self._names.setdefault(module, set()).update(kept)

    def render(self) -> str:
        """The statements, one line each; ruff wraps and sorts them."""
        lines = sorted(self._modules)
        for module in sorted(self._names):
            names = ", ".join(
                name if name == alias else f"{name} as {alias}" for name, alias in sorted(self._names[module])
            )
            lines.append(f"from {module} import {names}\n")
        return "".join(lines)
