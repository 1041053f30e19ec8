"""Published releases from the package index, unpacked into directories that are kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

DOWNLOAD_SECONDS = 600


class DownloadError(Exception):
    """The release could not be brought to the cache; the message says why."""


def unpacked_release(distribution: str, version: str, cache: Path) -> Path:
    """The directory of a release below `cache`, made on first use; safe against parallel and interrupted runs."""
    tree = cache / f"{distribution}-{version}"
    if tree.is_dir():
        return tree
    cache.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{tree.name}-", dir=cache))
    try:
        wheel = cached_wheel(distribution, version, cache) or downloaded_wheel(distribution, version, staging, cache)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(staging / "tree")
        try:
            (staging / "tree").rename(tree)
        except OSError:
            # another process was first; what it put there is complete, since it renamed too
            if not tree.is_dir():
                raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return tree


def cached_wheel(distribution: str, version: str, directory: Path) -> Path | None:
    return next(iter(sorted(directory.glob(f"{distribution.replace('-', '_')}-{version}-*.whl"))), None)


def downloaded_wheel(distribution: str, version: str, staging: Path, cache: Path) -> Path:
    """Download next to the cache and move the finished wheel into it; raises DownloadError."""
    wanted = ["--no-deps", "--only-binary=:all:", "--python-version", "3.12", f"{distribution}=={version}"]
    try:
        run = subprocess.run(
            [*pip_command(), "download", *wanted, "-d", str(staging)],
            capture_output=True,
            text=True,
            timeout=DOWNLOAD_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DownloadError(str(error)) from error
    wheel = cached_wheel(distribution, version, staging)
    if run.returncode != 0 or wheel is None:
        raise DownloadError(run.stderr.strip() or f"no wheel came; pip left with {run.returncode}")
    return wheel.replace(cache / wheel.name)


def pip_command() -> list[str]:
    """The environment's own pip, else the pip that uv brings."""
    if find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    beside_python = str(Path(sys.executable).parent)
    uv = shutil.which("uv", path=os.pathsep.join([beside_python, os.environ.get("PATH", os.defpath)]))
    if uv is None:
        raise DownloadError("neither pip nor uv is installed")
    return [uv, "tool", "run", "--python", sys.executable, "pip"]
