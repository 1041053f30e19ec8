"""Whether a migrated release serves what it served: executed in an environment of its time, or read."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from release_env import LIBRARIES_OF, EnvironmentUnavailableError, release_python

from releases.legacy_reading import legacy_routes
from releases.release_row import Method, Release, ServedRoutes
from releases.router_reading import router_routes
from releases.served_route import ServedRoute, differences
from releases.source_names import UnreadableError

SCRIPT = Path(__file__).parent / "list_served.py"
SECONDS = 300


def served_routes(release: Release, legacy: Path, migrated: Path, cache: Path) -> ServedRoutes:
    """Compares what two trees of a release serve; a tree that cannot be read or run is a difference."""
    try:
        python = release_python(release.version, cache) if release.version in LIBRARIES_OF else None
    except EnvironmentUnavailableError:
        python = None
    return _read(legacy, migrated) if python is None else _executed(python, legacy, migrated)


def _read(legacy: Path, migrated: Path) -> ServedRoutes:
    try:
        before, after = legacy_routes(legacy), router_routes(migrated)
    except UnreadableError as error:
        return ServedRoutes(0, Method.READ, (str(error),))
    return ServedRoutes(len(before), Method.READ, tuple(differences(before, after)))


def _executed(python: Path, legacy: Path, migrated: Path) -> ServedRoutes:
    """What the legacy discovery lists, beside the application's routes and beside what the discovery lists afterwards.

    Reading must give the same as running, or else the rows that are only read would be worth nothing.
    """
    try:
        before, after = _listed(python, legacy), _listed(python, migrated)
    except RuntimeError as error:
        return ServedRoutes(0, Method.EXECUTED, (str(error),))
    routes = _routes(before["discovered"])
    found = [*differences(routes, _routes(after["included"] or []))]
    found += [f"listed otherwise: {item}" for item in differences(routes, _routes(after["discovered"]))]
    read = _read(legacy, migrated)
    found += [f"read otherwise: {item}" for item in (*read.differences, *differences(routes, legacy_routes(legacy)))]
    return ServedRoutes(len(routes), Method.EXECUTED, tuple(found))


def _routes(rows: list[list[str]]) -> list[ServedRoute]:
    return [ServedRoute(*row) for row in rows]


def _listed(python: Path, tree: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as directory:
        done = subprocess.run(
            [str(python), "-P", str(SCRIPT)],
            cwd=directory,
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "PYTHONPATH": str(tree),
                "PYTHONDONTWRITEBYTECODE": "1",
                "HOME": directory,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:]
        raise RuntimeError(f"{tree.name} cannot be imported: {' '.join(last)}")
    listed: dict[str, Any] = json.loads(done.stdout)
    if not Path(listed["file"]).is_relative_to(tree.resolve()):
        raise RuntimeError(f"not the tree that was meant: {listed['file']}")
    return listed
