"""Files in the style of the checkout: imports sorted and code formatted by ruff, with the checkout's settings."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.tree.first_party import show_modules, source_directories
from llama_router_codemod.tree.settings_file import settings_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

#: In ruff's order of precedence within one directory.
_CONFIGURATION_NAMES = (".ruff.toml", "ruff.toml", "pyproject.toml")
_DEFAULT_OPTIONS = ("--isolated", "--line-length=120", "--target-version=py312")
_DOES_NOT_PARSE = "error: Failed to parse"
_IS_TOO_DEEP = "has overflowed its stack"
_MEND = "Mend the file and run again."
_DEFAULT_SOURCES = (".", "src")
#: Ruff's code for a star import, and such a line up to where a comment may follow.
_STAR_IMPORT = "F403"
_UNCOMMENTED = re.compile(r"^[^#\r\n]*\*(?=[ \t]*[\r\n]|$)")


def format_files(
    files: Mapping[PurePosixPath, str], root: Path, present: Collection[PurePosixPath] = ()
) -> dict[PurePosixPath, str]:
    """New files (Python sources, by their path relative to `root`) as `ruff` would leave them in the checkout.

    Give all new files of a run at once: ruff sorts an import of a module as first party only when it finds the module,
    in the checkout, among `files` or those that count as `present`. Settings come from the ruff configuration of
    `root`, or of the nearest directory above it up to the top of the repository; without one, lines have 120 columns
    and the target is Python 3.12.
    Exclusions in the configuration do not apply. Star imports that the checkout's own ruff would complain about, since
    no setting tolerates them where the file is, say that they are meant. Nothing is written to the checkout.
    Raises InputError with ruff's message when ruff rejects the configuration, ValueError when a text does not parse,
    RecursionError when one is nested deeper than ruff can follow, or than Python can when ruff has formatted it.
    """
    style = _style(root.resolve())
    given = ("--no-force-exclude", "--", *(str(style.place / path) for path in files))
    sort = ("check", "--select=I", "--fixable=I", "--fix", "--exit-zero", *given)
    if not files:
        return {}
    with style.mirrored(files, present) as mirror:
        sorted_files = mirror.through_ruff(files, sort)
        formatted = _still_parsed(files, mirror.through_ruff(sorted_files, ("format", *given)))
    return formatted | _excused(style, {path: text for path, text in formatted.items() if "import *" in text})


def keep_style(
    before: Mapping[PurePosixPath, str],
    after: Mapping[PurePosixPath, str],
    created: Collection[PurePosixPath],
    root: Path,
    present: Collection[PurePosixPath] = (),
) -> dict[PurePosixPath, str]:
    """Changed files, with imports sorted if they were `before`, and formatted if they were.

    `created` are the new files of the run, whose modules ruff finds too; files that count as `present` it found before,
    too. Settings are those of `format_files`. What the checkout's own ruff leaves alone stays as it is: files that are
    excluded, those in which the rule is off; so do files that mix line endings, which ruff would change. Raises
    InputError with ruff's message when ruff rejects the configuration, RecursionError when a file is nested deeper than
    ruff can follow.
    """
    style = _style(root.resolve())
    # Ruff finds the files itself, so that the exclusions in the configuration apply.
    found = ("--no-respect-gitignore", "--quiet", ".")
    result = dict(after)
    if not before:
        return result
    with style.mirrored(before, present) as old, style.mirrored(after, {*created, *present}) as new:
        for step in (("check", "--select=I001", "--fixable=I001", "--fix", "--exit-zero", *found), ("format", *found)):
            passed = old.through_ruff(before, step)
            tidy = [path for path, text in before.items() if text == passed[path] and "\r" not in text]
            styled = new.through_ruff(result, step) if tidy else {}
            result |= {path: styled[path] for path in tidy}
    return _still_parsed(after, result)


def _excused(style: _Style, files: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """Files with a comment at each star import that the checkout's ruff complains about."""
    found = style.complaints(files, _STAR_IMPORT)
    excuse = rf"\g<0>  # noqa: {_STAR_IMPORT}"
    return {
        path: "".join(
            _UNCOMMENTED.sub(excuse, line, count=1) if number in found[path] else line
            for number, line in enumerate(lines_of(text), start=1)
        )
        for path, text in files.items()
        if path in found
    }


def _still_parsed(given: Mapping[PurePosixPath, str], styled: dict[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """What ruff made of some texts. Raises RecursionError when it is too deep for Python, as the texts were not.

    Ruff puts each of many lambdas within each other in parentheses of its own, and nests nothing else any deeper.
    """
    for path, text in styled.items():
        if text.count("(") > given[path].count("("):
            try:
                ast.parse(text)
            except MemoryError as error:
                raise RecursionError(str(error)) from error
            except (SyntaxError, ValueError):
                continue  # newer than this Python, or so before
    return styled


@dataclass(frozen=True, slots=True)
class _Style:
    """What ruff is told about the checkout at `root`; `base` is where relative paths in the settings start from.

    `settings` is the file of that name in it, if there is one. `sources` are the directories below it from which
    modules are imported as first party.
    """

    root: Path
    base: Path
    settings: str | None
    sources: tuple[PurePosixPath, ...]

    @property
    def place(self) -> PurePosixPath:
        """Where the checkout is below the base."""
        return PurePosixPath(self.root.relative_to(self.base))

    def complaints(self, files: Mapping[PurePosixPath, str], code: str) -> dict[PurePosixPath, set[int]]:
        """The lines of files, from 1 on, in which the checkout's own ruff finds what a code means; it has none without
        settings."""
        if not files or self.settings is None:
            return {}
        found: dict[PurePosixPath, set[int]] = {}
        with self.mirrored(files) as mirror:
            options = ("--output-format=json", "--exit-zero", "--no-force-exclude", "--")
            answer = mirror.ruff("check", *options, *(str(mirror.home / path) for path in files))
        for item in json.loads(answer):
            if item["code"] == code:
                path = PurePosixPath(Path(item["filename"]).relative_to(mirror.home).as_posix())
                found.setdefault(path, set()).add(item["location"]["row"])
        return found

    @contextmanager
    def mirrored(self, files: Mapping[PurePosixPath, str], beside: Collection[PurePosixPath] = ()) -> Iterator[_Mirror]:
        """A mirror of the checkout's base that has some files, and where ruff also finds, empty, those `beside` them.

        It also finds the modules there that the files import.
        """
        with TemporaryDirectory(prefix="llama-router-codemod-") as directory:
            mirror = _Mirror(self, Path(directory).resolve() / "mirror")
            parents = {parent for path in (*files, *beside) for parent in path.parents}
            # Ruff tells by them which package a file is in: it sorts imports from there as first party.
            packages = {parent / "__init__.py" for parent in parents if (self.root / parent / "__init__.py").exists()}
            for parent in parents:
                os.makedirs(mirror.home / parent, exist_ok=True)  # noqa: PTH103, much faster for so many
            mirror.write({**dict.fromkeys((*packages, *beside), ""), **files})
            show_modules(self.base, self.sources, files.values(), mirror.directory)
            yield mirror

    def options(self, scratch: Path) -> Iterable[str]:
        """What ruff is told; names of links may stand in the directory `scratch`."""
        # Names relative to the mirror: the path of the checkout itself would be a pattern.
        yield f"--config=src={json.dumps([str(source) for source in self.sources], ensure_ascii=False)}"
        if self.settings is None:
            yield from _DEFAULT_OPTIONS
            return
        base = self.base
        if "$" in str(base):
            # Ruff would put the variable there that the path seems to name.
            base = scratch / "checkout"
            if not base.is_symlink():
                base.symlink_to(self.base)
        yield f"--config={base / self.settings}"


@dataclass(frozen=True, slots=True)
class _Mirror:
    """A copy of some files of a checkout, at the same place below its `directory` as they are below the base of the
    settings; `held` is what they say there."""

    style: _Style
    directory: Path
    held: dict[PurePosixPath, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """Where the checkout would be."""
        return self.directory / self.style.place

    def through_ruff(self, files: Mapping[PurePosixPath, str], command: tuple[str, ...]) -> dict[PurePosixPath, str]:
        """The files, which are among those of the mirror, after a command of ruff with its arguments."""
        self.write({path: text for path, text in files.items() if text != self.held[path]})
        self.ruff(*command)
        self.held.update({path: (self.home / path).read_bytes().decode() for path in files})
        return {path: self.held[path] for path in files}

    def write(self, files: Mapping[PurePosixPath, str]) -> None:
        """Have files say something."""
        home = str(self.home)
        for path, text in files.items():
            with open(f"{home}/{path}", "wb") as file:  # noqa: PTH123
                file.write(text.encode())
        self.held.update(files)

    def ruff(self, command: str, *arguments: str) -> str:
        """What a command of ruff prints here. Raises InputError, ValueError and RecursionError when it fails."""
        return _ruff(self.directory, command, *self.style.options(self.directory.parent), *arguments)


def _style(root: Path) -> _Style:
    for directory in _configuration_directories(root):
        for name in _CONFIGURATION_NAMES:
            file = directory / name
            settings = _settings(file)
            if settings is not None:
                _require_files(file, settings)
                names = settings.get("src")
                sources = source_directories(directory, names if isinstance(names, list) else _DEFAULT_SOURCES)
                return _Style(root, directory, name, sources)
    return _Style(root, root, None, source_directories(root, _DEFAULT_SOURCES))


def _configuration_directories(root: Path) -> tuple[Path, ...]:
    """`root` and what is above it up to the top of its repository; only `root` when it is in none."""
    chain = (root, *root.parents)
    for index, directory in enumerate(chain):
        if (directory / ".git").exists():
            return chain[: index + 1]
    return (root,)


def _settings(file: Path) -> dict[str, Any] | None:
    text = settings_text(file)
    if text is None:
        return None
    try:
        document = tomllib.loads(text)
    except (RecursionError, ValueError) as error:
        raise InputError(f"{file} does not parse: {error}", _MEND) from error
    settings: dict[str, Any] | None = document
    if file.name == "pyproject.toml":
        tools = document.get("tool")
        settings = tools.get("ruff") if isinstance(tools, dict) else None
        if settings is not None and not isinstance(settings, dict):
            raise InputError(f"{file}: tool.ruff is no table", _MEND)
    return settings


def _require_files(file: Path, settings: dict[str, Any]) -> None:
    """Nothing, when ruff can read what the settings in `file` extend; else InputError.

    A device or a pipe it would read for ever.
    """
    seen: set[Path] = set()
    while isinstance(name := settings.get("extend"), str) and file not in seen:
        seen.add(file)
        file = _extended(file, name)
        settings = _settings(file) or {}


def _extended(file: Path, name: str) -> Path:
    """The file that the settings in `file` extend, by the name that they give: what ruff makes of it.

    Ruff replaces a tilde at the beginning and variables of the environment, and `..` without a look at links. Raises
    InputError for what is left of a `$`, as in `${NAME:-default}`.
    """
    expanded = Path(os.path.expandvars(name))
    if "$" in str(expanded):
        raise InputError(f"{file}: extends {name}, which has a variable that cannot be followed", "Write out the path.")
    if name.startswith("~") and expanded.parts[0] == "~":
        expanded = expanded.expanduser()
    return Path(os.path.normpath(file.parent / expanded))


def _ruff(mirror: Path, command: str, *arguments: str) -> str:
    """What a command of ruff prints. Raises InputError, ValueError and RecursionError when it fails."""
    answer = subprocess.run(
        [_ruff_program(), command, "--no-cache", *arguments],
        cwd=mirror,
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    message = f"{answer.stdout}{answer.stderr}".strip()
    if answer.returncode and _IS_TOO_DEEP in message:
        raise RecursionError(message)
    if answer.returncode and _DOES_NOT_PARSE in message:
        raise ValueError(f"ruff {command} finds an error in a new file:\n{message}")
    if answer.returncode:
        raise InputError(
            f"ruff {command} failed:\n{message}",
            "Make `ruff check` accept the ruff configuration of the checkout, then run again.",
        )
    return answer.stdout


def _ruff_program() -> str:
    # Imported by name because ruff ships no type information.
    return str(import_module("ruff.__main__").find_ruff_bin())
