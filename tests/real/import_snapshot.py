"""Import every module of a package and say what came of it, as JSON: python import_snapshot.py PACKAGE APIS_PACKAGE.

Runs in the release's own interpreter with the tree to look at first on PYTHONPATH. `failures` maps each module that
cannot be imported to the type of its error, `dangling` lists the imports from the package itself, function-local ones
included, that find nothing, `names` maps each API package to the public names that it offers (without its own
submodules), and `decorated` counts the webmethods of each method that has some.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import json
import os
import sys
from pathlib import Path
from types import ModuleType


def module_names(directory: Path, package: str) -> list[str]:
    """The dotted names of all modules below a package's directory, but no `__main__`, since that would run."""
    paths = (path.relative_to(directory).with_suffix("").parts for path in sorted(directory.rglob("*.py")))
    names = (".".join([package, *parts]).removesuffix(".__init__") for parts in paths)
    return sorted(name for name in names if not name.endswith("__main__"))


def failure(name: str) -> str | None:
    """Why a module cannot be imported: the type of the error, None when it can."""
    try:
        importlib.import_module(name)
    except BaseException as error:
        return type(error).__name__
    return None


def public_names(package: ModuleType) -> list[str]:
    return sorted(
        name
        for name, value in vars(package).items()
        if not name.startswith("_")
        and not (isinstance(value, ModuleType) and value.__name__.startswith(f"{package.__name__}."))
    )


def dangling_imports(directory: Path, package: str) -> list[str]:
    """`file: from module import name` for every import from the package that would fail."""
    found = []
    for path in sorted(directory.rglob("*.py")):
        file = path.relative_to(directory)
        parents = [package, *file.parts[:-1]]
        for node in ast.walk(ast.parse(path.read_bytes())):
            if not isinstance(node, ast.ImportFrom):
                continue
            prefix = parents[: len(parents) - node.level + 1] if node.level else []
            module = ".".join([*prefix, *filter(None, [node.module])])
            if module == package or module.startswith(f"{package}."):
                names = (alias.name for alias in node.names if alias.name != "*")
                found += [f"{file}: from {module} import {name}" for name in names if not offers(module, name)]
    return found


def offers(module: str, name: str) -> bool:
    """Whether a module has a name or a submodule; True where it cannot be told, since a dependency is not installed."""
    own = module.partition(".")[0]
    for candidate in (module, f"{module}.{name}"):
        try:
            found = importlib.import_module(candidate)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != own:
                return True
        except BaseException:
            return True
        else:
            if candidate != module or hasattr(found, name):
                return True
    return False


def decorated_methods(names: list[str]) -> dict[str, int]:
    """`file Class.method` of every method in the imported modules that webmethods decorate, and how many do."""
    found: dict[str, int] = {}
    for module in (sys.modules[name] for name in names if name in sys.modules):
        for owner in (item for item in vars(module).values() if isinstance(item, type)):
            for method in vars(owner).values() if owner.__module__ == module.__name__ else ():
                if count := len(getattr(method, "__webmethods__", ())):
                    found[f"{module.__file__} {owner.__name__}.{method.__name__}"] = count
    return found


def snapshot(package: str, apis: str) -> dict[str, object]:
    directory = Path(str(importlib.import_module(package).__file__)).parent
    names = module_names(directory, package)
    failures = {name: why for name in names if (why := failure(name)) is not None}
    packages = [path.parent.name for path in sorted((directory / "apis").glob("*/__init__.py"))]
    return {
        "directory": str(directory),
        "modules": names,
        "failures": failures,
        "decorated": decorated_methods(names),
        "dangling": dangling_imports(directory, package),
        "names": {
            name: public_names(sys.modules[name])
            for name in (apis, *(f"{apis}.{item}" for item in packages))
            if name in sys.modules
        },
    }


if __name__ == "__main__":
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        result = snapshot(*sys.argv[1:])
    print(json.dumps(result))
    # Threads that an imported module started must not hold the process.
    sys.stdout.flush()
    os._exit(0)
