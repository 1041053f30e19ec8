"""Which modules ruff takes for first party: those that it finds in the source directories of the settings.

Ruff sorts copies of files, which stand in a mirror of the checkout. The modules that they import are shown to it there,
empty, since it would take the path of the checkout itself for a pattern: `[`, `$` and others have a meaning in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path, PurePosixPath

_SUFFIXES = (".py", ".pyi")
_IS_PATTERN = re.compile(r"[*?\[]")
_IMPORT = re.compile(r"^[ \t\f]*(?:from|import)[ \t]+(\w[\w., \t]*)", re.MULTILINE)


def source_directories(base: Path, patterns: Iterable[object]) -> tuple[PurePosixPath, ...]:
    """The directories that patterns of the settings name, relative to where the settings are.

    Those elsewhere have no modules of the checkout and are left out.
    """
    found = {
        PurePosixPath(path.relative_to(base))
        for pattern in patterns
        if isinstance(pattern, str)
        for path in _matching(base, pattern)
        if path.is_relative_to(base) and path.is_dir()
    }
    return tuple(sorted(found))


def _matching(base: Path, pattern: str) -> Iterable[Path]:
    path = os.path.normpath(base / pattern)
    if not _IS_PATTERN.search(os.path.normpath(pattern)):
        return [Path(path)]
    if not Path(path).is_relative_to(base):
        return []  # the whole disk would be walked through, for nothing that counts
    try:
        return list(base.glob(os.path.relpath(path, base)))
    except ValueError:  # no pattern for Python
        return []


def show_modules(base: Path, sources: Iterable[PurePosixPath], texts: Iterable[str], mirror: Path) -> None:
    """Make the modules that some texts import known in the mirror, as far as they are below the source directories."""
    names = {name.replace(".", "/") for text in texts for name in _imported(text)}
    for source in sources:
        (mirror / source).mkdir(parents=True, exist_ok=True)
        here = {path.name.partition(".")[0] for path in (base / source).iterdir()}
        modules = {name for name in names if name.partition("/")[0] in here}
        # Most have a package in common, which is shown once. It comes before what is in it.
        for path in sorted({path for module in modules for path in _on_the_way(module)}):
            _show(f"{base / source}/{path}", f"{mirror / source}/{path}", is_imported=path in modules)


def _imported(text: str) -> Iterable[str]:
    """The dotted names behind `import` and `from`; more does no harm, as long as there are such modules."""
    for found in _IMPORT.finditer(text):
        yield from (item.split()[0] for item in found[1].split(",") if item.strip(" \t."))


def _on_the_way(module: str) -> Iterable[str]:
    """The packages around a module, and itself, as paths."""
    return accumulate(module.split("/"), lambda package, part: f"{package}/{part}")


# Paths would take longer than what is asked of the disk.
def _show(source: str, shown: str, *, is_imported: bool) -> None:
    for suffix in _SUFFIXES:
        _touch(f"{source}{suffix}", f"{shown}{suffix}")
    if not os.path.isdir(source):  # noqa: PTH112
        return
    os.makedirs(shown, exist_ok=True)  # noqa: PTH103
    _touch(f"{source}/__init__.py", f"{shown}/__init__.py")
    if is_imported:
        # A package without that file is one if it holds modules.
        for file in sorted(Path(source).glob("*.py"))[:1]:
            _touch(str(file), f"{shown}/{file.name}")


def _touch(source: str, shown: str) -> None:
    if os.path.isfile(source):  # noqa: PTH113
        with open(shown, "ab"):  # noqa: PTH123
            pass
