"""What the server of each of several trees serves: python served_trees.py PACKAGE TREE...

Prints, as JSON, the operations of each tree's application. All modules of each tree are imported, in a process of its
own that begins with the libraries imported.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import pkgutil
import sys
import warnings

import fastapi.openapi.utils  # noqa: F401


def served(package: str, tree: str) -> dict[str, str]:
    sys.path.insert(0, tree)
    sys.dont_write_bytecode = True
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        importlib.import_module(module.name)
    server = importlib.import_module(f"{package}.core.server.server")
    with warnings.catch_warnings(action="ignore"):
        paths = server.create_app().openapi()["paths"]
    return {f"{verb} {path}": item["operationId"] for path in paths for verb, item in paths[path].items()}


def main(package: str, trees: list[str]) -> None:
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        print(json.dumps(pool.starmap(served, [(package, tree) for tree in trees], chunksize=1)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
