"""Whether a migrated release serves what it served: executed in an environment of its time, or read."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from release_env import LIBRARIES_OF, EnvironmentUnavailableError, release_python

from releases.legacy_reading import legacy_routes
from releases.release_row import Release, ServedRoutes
from releases.router_reading import router_routes
from releases.served_route import ServedRoute, differences
from releases.source_names import UnreadableError

SCRIPT = Path(__file__).parent / "list_served.py"
SECONDS = 300


class NotImportedError(Exception):
    """A tree cannot be imported, or another one was; the message says why."""


def served_routes(release: Release, legacy: Path, migrated: Path, cache: Path) -> ServedRoutes:
    """Compares what two trees of a release serve: executed where the legacy tree can be, else read."""
    environment = environment_of(release)
    if environment is not None:
        with suppress(EnvironmentUnavailableError, NotImportedError):
            python = release_python(environment, cache)
            return _executed(environment, _listed(python, legacy), python, legacy, migrated)
    return _read(legacy, migrated)


def environment_of(release: Release) -> str | None:
    """The release whose environment fits: the first from this one on that has one."""
    known = sorted(map(Release, LIBRARIES_OF), key=lambda item: item.number)
    return next((item.version for item in known if item.number >= release.number), None)


def _read(legacy: Path, migrated: Path) -> ServedRoutes:
    try:
        before, after = legacy_routes(legacy), router_routes(migrated)
    except UnreadableError as error:
        return ServedRoutes(0, differences=(str(error),))
    return ServedRoutes(len(before), differences=tuple(differences(before, after)))


def _executed(environment: str, before: dict[str, Any], python: Path, legacy: Path, migrated: Path) -> ServedRoutes:
    """What the legacy discovery lists, beside the application's routes and beside what the discovery lists afterwards.

    Reading must give the same as running, or else the rows that are only read would be worth nothing.
    """
    routes = _routes(before["discovered"])
    try:
        after = _listed(python, migrated)
    except NotImportedError as error:
        return ServedRoutes(len(routes), environment, (str(error),))
    found = [*differences(routes, _routes(after["included"] or []))]
    found += [f"listed otherwise: {item}" for item in differences(routes, _routes(after["discovered"]))]
    try:
        for read in (legacy_routes(legacy), router_routes(migrated)):
            found += [f"read otherwise: {item}" for item in differences(routes, read)]
    except UnreadableError as error:
        found.append(f"read otherwise: {error}")
    return ServedRoutes(len(routes), environment, tuple(found))


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
        raise NotImportedError(f"{tree.name} cannot be imported: {' '.join(last)}")
    listed: dict[str, Any] = json.loads(done.stdout)
    if not Path(listed["file"]).is_relative_to(tree.resolve()):
        raise NotImportedError(f"not the tree that was meant: {listed['file']}")
    return listed
