"""Other packages for a repository: ordinary code that has nothing to do with the APIs of llama-stack.

They are copies of a release's own `providers`, `models` and `cli`, so that they are neither easier nor harder to read
than what is migrated. In each copy the top-level package has another name, and every word `llama_stack`, every word
`webmethod` and every name of a class of the release, in text and comments, too, is replaced. What stays is as in any
code of its kind: names of methods, functions and modules that the APIs have as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count, islice
from pathlib import Path, PurePosixPath

COPIED = ("providers", "models", "cli")
_PACKAGE = "llama_stack"
_WORD = re.compile(r"\b[^\W\d]\w*")
_CLASS = re.compile(r"^[ \t]*class[ \t]+(\w+)", re.MULTILINE)


def write_unrelated_packages(release: Path, target: Path, factor: int) -> int:
    """Writes `factor` times as many modules as a release has to packages below `target`; gives how many.

    The same release gives the same packages. Raises ValueError for a release without modules to copy.
    """
    package = release / _PACKAGE
    sources = {
        PurePosixPath(path.relative_to(package)): path.read_text(encoding="utf-8")
        for path in sorted(package.rglob("*.py"))
    }
    wanted = factor * sum(1 for _ in release.rglob("*.py"))
    for path, source in islice(unrelated_modules(sources), wanted):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(source, encoding="utf-8")
    return wanted


def unrelated_modules(sources: Mapping[PurePosixPath, str]) -> Iterator[tuple[PurePosixPath, str]]:
    """Paths and sources of modules, without end, made of those of a release by path below its package.

    Raises ValueError if none is to be copied.
    """
    copied = {path: source for path, source in sources.items() if path.parts[0] in COPIED}
    if not copied:
        raise ValueError(f"no module below {', '.join(COPIED)}")
    classes = {name for source in sources.values() for name in _CLASS.findall(source)}
    for number in count(1):
        names = {name: f"{name}Of{number}" for name in classes}
        names |= {_PACKAGE: f"other_{number}", "webmethod": "remark"}
        for path, source in copied.items():
            yield names[_PACKAGE] / path, _replaced(source, names)


def _replaced(source: str, names: Mapping[str, str]) -> str:
    return _WORD.sub(lambda word: names.get(word[0], word[0]), source)
