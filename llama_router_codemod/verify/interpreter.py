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
NEEDED = ("fastapi", "pydantic")
SECONDS = 60
_SHOWN = 200
#: Understood by Pythons that are too old, too, so that they can say so.
_CHECK = """
import sys
try:
    from importlib.util import find_spec
except ImportError:
    find_spec = None
missing = []
for name in sys.argv[1:]:
    # A directory without a module is a namespace, whose origin is None.
    if find_spec and getattr(find_spec(name), "origin", None) is None:
        missing.append(name)
sys.stdout.write(" ".join(map(str, list(sys.version_info[:2]) + missing)))
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
        raise InputError(_nowhere(given), ADVICE)
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


def _nowhere(given: Path | None) -> str:
    if given is None:
        return "no Python environment found in the trees, and none is active"
    return f"{given}: is a directory, no interpreter" if given.is_dir() else f"{given}: no such file"


def _require_packages(python: Path) -> None:
    answer = _answer(python)
    try:
        major, minor, *missing = answer.split()
        version = int(major), int(minor)
    except ValueError as error:
        raise _is_no_python(python, f"it said {answer[:_SHOWN]!r}") from error
    if version < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise InputError(
            f"{python}: is Python {major}.{minor}, at least {oldest} is needed",
            "Name a newer one, with the checkout's dependencies, with --python.",
        )
    if missing:
        raise InputError(f"{python}: has no {', '.join(missing)}", ADVICE)


def _answer(python: Path) -> str:
    """What an interpreter says to the check. Raises InputError when it is none."""
    command = [str(python), "-c", _CHECK, *NEEDED]
    # Modules of the current directory are not those of the interpreter.
    surroundings = {**os.environ, "PYTHONSAFEPATH": "1"}
    try:
        done = subprocess.run(
            command, capture_output=True, errors="replace", timeout=SECONDS, env=surroundings, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise _is_no_python(python, f"no answer in {SECONDS} seconds") from error
    except OSError as error:
        raise _is_no_python(python, error.strerror or str(error)) from error
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2][:_SHOWN]
        raise _is_no_python(python, f"it ended with {done.returncode}" + (f": {last}" if last else ""))
    return done.stdout


def _is_no_python(python: Path, reason: str) -> InputError:
    return InputError(f"{python}: is no Python that runs ({reason})", "Name one with --python.")
