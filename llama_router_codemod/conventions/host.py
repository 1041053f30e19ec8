"""The host of a package that stands alone: the tree whose `Api`, server and registry of routers the package is for.

It is a checkout, or what an environment has installed; of either only the packages with APIs or a server are read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from llama_router_codemod.conventions.api_root import DATATYPES, DEFINES_ENUM, find_api_root, no_apis
from llama_router_codemod.conventions.webmethod import DECORATOR, WORD
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout

#: Where an API package has the module that defines `Api`, and a server's package has the server.
_PARTS = (f"apis/{DATATYPES}", DATATYPES, "core/server/server.py", "distribution/server/server.py")
_INSTALLED = ("lib/python3.*/site-packages", "Lib/site-packages")


def with_host(package: Checkout, given: Path | None) -> Checkout:
    """A package with its host beside it; a checkout that has APIs of its own as it is.

    The host is the tree that was given, else what is installed in an environment in or above the package, or in the
    active one, if the package declares routes. Raises InputError when there is none, and when a host is given for a
    checkout that needs none.
    """
    if find_api_root(package) is not None or PurePosixPath("__init__.py") in package.files:
        if given is not None:
            raise InputError(f"{package.root}: has APIs of its own, or is no package", "Leave out --host.")
        return package
    if given is None and not package.containing(WORD, DECORATOR.encode()):
        raise no_apis(str(package.root))  # an environment around it makes no package of a directory
    host = find_host(package, given)
    if find_api_root(host) is None:
        raise no_apis(f"--host {given}")
    return package.beside(host, _directories(host))


def find_host(package: Checkout, given: Path | None) -> Checkout:
    """The tree that was given, whatever is in it, or the one that is found around a package; all of a checkout.

    Raises InputError when there is none.
    """
    if given is None:
        host = next(_around(package.root), None)
        if host is None:
            raise no_apis(str(package.root))
        return host
    installed = _installed(given.absolute().parents[1] if given.is_file() else given)
    if installed is None and given.is_file():
        raise no_apis(f"--host {given}")
    return installed or Checkout.open(given)


def _around(root: Path) -> Iterator[Checkout]:
    """The hosts that are installed in or above a package, and in the active environment."""
    here = root.resolve()
    environments = [directory / name for directory in (here, *here.parents) for name in (".venv", "venv")]
    if active := os.environ.get("VIRTUAL_ENV"):
        environments.append(Path(active))
    yield from (host for environment in environments if (host := _installed(environment)))


def _installed(environment: Path) -> Checkout | None:
    """What an environment has of a host, None where it has no APIs."""
    for place in (place for pattern in _INSTALLED for place in sorted(environment.glob(pattern))):
        packages = (package for package in place.iterdir() if any((package / part).is_file() for part in _PARTS))
        found = (path.relative_to(place) for package in packages for path in package.rglob("*.py"))
        host = Checkout(place, tuple(sorted(PurePosixPath(path.as_posix()) for path in found)))
        if find_api_root(host) is not None:
            return host
    return None


def _directories(host: Checkout) -> list[PurePosixPath]:
    """The directories of the packages that have APIs or a server; tests and packages in them have none."""
    parts = [path for path in host.python_files if any(path.match(f"*/{part}") for part in _PARTS)]
    kept = (path for path in parts if path.name != DATATYPES or DEFINES_ENUM.search(host.contents[path]))
    found = {host.package_directory(path) for path in kept if "tests" not in path.parts}
    return sorted(directory for directory in found if directory is not None)
