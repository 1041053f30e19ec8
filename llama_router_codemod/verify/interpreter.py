"""The Python in which both trees run: the checkout's own, since it has what the server imports."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.verify.sources import Source

ADVICE = "Install the checkout's dependencies (`uv sync`), or name an interpreter that has them with --python."
OLDEST = (3, 11)
NEEDED = ("fastapi", "httpx", "pydantic")
SECONDS = 60
_CHECK = """
import importlib, sys
missing = []
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError:
        missing.append(name)
print(*sys.version_info[:2], *missing)
"""


def find_interpreter(sources: tuple[Source, ...], given: Path | None) -> Path:
    """The interpreter that was given, else the virtual environment of one of the trees, else the active one.

    Raises InputError when there is none, when it cannot run, and when it lacks a package that every server needs.
    """
    if given is not None:
        # It is started from another directory. A link to an interpreter is what makes a virtual environment.
        candidates = [given.absolute()]
    else:
        candidates = [python for source in sources for python in _environments(source.home)]
        candidates += _active()
    python = next((item for item in candidates if item.is_file()), None)
    if python is None:
        looked = f"{given}: no such file" if given else "no Python environment found in the trees, and none is active"
        raise InputError(looked, ADVICE)
    _require_packages(python)
    return python


def _environments(home: Path) -> Iterator[Path]:
    for directory in (home, *home.parents):
        for name in (".venv", "venv", "."):
            if (directory / name / "pyvenv.cfg").is_file():
                yield from _pythons(directory / name)


def _active() -> list[Path]:
    active = os.environ.get("VIRTUAL_ENV")
    return list(_pythons(Path(active))) if active else []


def _pythons(environment: Path) -> tuple[Path, Path]:
    return environment / "bin" / "python", environment / "Scripts" / "python.exe"


def _require_packages(python: Path) -> None:
    command = [str(python), "-c", _CHECK, *NEEDED]
    try:
        # Modules of the current directory are not those of the interpreter.
        surroundings = {**os.environ, "PYTHONSAFEPATH": "1"}
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True, env=surroundings)
        major, minor, *missing = done.stdout.split()
        version = int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise InputError(f"{python}: is no Python that runs ({error})", ADVICE) from error
    if version < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise InputError(f"{python}: is Python {major}.{minor}, at least {oldest} is needed", ADVICE)
    if missing:
        raise InputError(f"{python}: has no {', '.join(missing)}", ADVICE)
