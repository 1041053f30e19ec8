"""An environment in which a published llama-stack release runs, built once by uv and kept between runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Libraries of the days after each release: newer ones break the release itself.
LIBRARIES_OF = {
    "0.4.0": "2026-01-20",
    "0.3.5": "2025-12-20",
    "0.3.0": "2025-10-25",
    "0.2.24": "2025-11-20",
    "0.2.23": "2025-09-30",
    "0.2.20": "2025-09-05",
    "0.2.12": "2025-06-25",
    "0.2.4": "2025-05-05",
}
# What the built-in services import without depending on it (sqlalchemy for those of 0.2.23), and what the server does:
# `llama stack build` installed that.
SERVICE_PACKAGES = ("sqlite-vec", "faiss-cpu", "pypdf", "chardet", "mcp", "sqlalchemy[asyncio]", "aiosqlite")
TELEMETRY_PACKAGES = ("opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http")
SERVER_PACKAGES = ("fastapi", "uvicorn", "aiohttp", "python-multipart", *TELEMETRY_PACKAGES)
PYTHON = "3.12"
BUILD_SECONDS = 1800


class EnvironmentUnavailableError(Exception):
    """The environment cannot be built on this machine; the message says why."""


def release_python(version: str, cache_dir: Path) -> Path:
    """The interpreter of a virtual environment below `cache_dir` that has llama-stack==`version` and its dependencies.

    Built on first use, from the package index, with the libraries of the release's own days; who comes while it is
    built waits. Raises EnvironmentUnavailableError if there is no uv, no Python 3.12 or no package index.
    """
    environment = cache_dir.absolute() / f"env-{version}"
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment.parent.mkdir(parents=True, exist_ok=True)
    with environment.with_name(f".{environment.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (environment / "complete").is_file():
            build(version, environment, python)
    return python


def build(version: str, environment: Path, python: Path) -> None:
    shutil.rmtree(environment, ignore_errors=True)
    uv = find_uv()
    run([uv, "venv", "--python", str(find_python(uv)), str(environment)])
    packages = [f"llama-stack=={version}", *SERVICE_PACKAGES, *SERVER_PACKAGES]
    # Compiled now, for `verify` writes nothing to an environment and would compile it for every tree.
    options = ("--compile-bytecode", "--python", str(python), "--exclude-newer", LIBRARIES_OF[version])
    run([uv, "pip", "install", *options, *packages])
    (environment / "complete").touch()


def compile_tree(python: Path, tree: Path) -> None:
    """Compile what has changed below a directory, so that who imports it from there has nothing to write."""
    run([str(python), "-m", "compileall", "-q", str(tree)])


def find_uv() -> str:
    beside_python = str(Path(sys.executable).parent)
    uv = shutil.which("uv", path=os.pathsep.join([beside_python, os.environ.get("PATH", os.defpath)]))
    if uv is None:
        raise EnvironmentUnavailableError("uv is not installed")
    return uv


def find_python(uv: str) -> Path:
    """A Python 3.12: the one uv finds, else one of pyenv, else the one on PATH."""
    found = subprocess.run([uv, "python", "find", PYTHON], capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return Path(found.stdout.strip())
    for python in sorted(Path.home().glob(f".pyenv/versions/{PYTHON}*/bin/python"), reverse=True):
        return python
    on_path = shutil.which(f"python{PYTHON}")
    if on_path is None:
        raise EnvironmentUnavailableError(f"Python {PYTHON} is not installed")
    return Path(on_path)


def run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EnvironmentUnavailableError(str(error)) from error
    if done.returncode != 0:
        raise EnvironmentUnavailableError(f"{' '.join(command[:3])}: {done.stderr.strip()}")
