"""What tree is this: its files and the modules that they are."""

from __future__ import annotations

import os
import re
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from keyword import iskeyword
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.contents import Contents
from llama_router_codemod.tree.directory import require_directory
from llama_router_codemod.tree.exclusion import Exclusion, exclusions
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE, REGULAR_MODE
from llama_router_codemod.tree.files_on_disk import files_on_disk
from llama_router_codemod.tree.outside_links import require_no_outside_links
from llama_router_codemod.tree.unfinished_run import require_finished

if TYPE_CHECKING:
    from llama_router_codemod.tree.changeset import Changeset

#: Documents, recordings and specifications above this size are not read; so many bytes.
LARGEST_BESIDE = 2 * 1024 * 1024
#: A Python file above this size is an error; so many bytes.
LARGEST_MODULE = 64 * 1024 * 1024
#: As `open` does for bytes; Windows would translate line ends.
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
#: How many bytes of a file are read at a time that grows while it is read.
_AT_ONCE = 1024 * 1024
#: What the directory of a project of its own holds.
_PROJECT_FILES = frozenset({"pyproject.toml", "setup.py", "setup.cfg"})


class Searchable(Protocol):
    """A byte pattern."""

    def search(self, data: bytes, /) -> re.Match[bytes] | None:
        """The first match."""
        ...


class FileVersion(NamedTuple):
    """What a file says in a state of a checkout that is not the one on the disk, and its git file mode."""

    content: bytes
    mode: int


@dataclass(frozen=True, eq=False)
class Checkout:
    """A tree of source files. Paths are relative to `root`; reading is cached, nothing is ever written or executed.

    `exclusions` tell which files of the tree are not among `files`, though they are there; `links` are its symbolic
    links, which are not among them either: what they lead to has a name of its own. `host` is the root of another tree,
    some files of which stand beside its own by their absolute paths, to be read only. `off_disk` are the files that say
    something else on the disk, or are not there. `unrelated` are Python files in which nothing is looked for.
    """

    root: Path
    files: tuple[PurePosixPath, ...]
    exclusions: tuple[Exclusion, ...] = ()
    links: tuple[PurePosixPath, ...] = ()
    host: PurePosixPath | None = None
    off_disk: Mapping[PurePosixPath, FileVersion] = field(default_factory=dict)
    unrelated: frozenset[PurePosixPath] = frozenset()

    @classmethod
    def open(cls, root: Path, exclude: Iterable[str] = ()) -> Checkout:
        """The checkout at a directory: what git lists there, or every file outside environments and caches, but for
        those that its settings or the patterns `exclude` leave out.

        Raises InputError when there is no such directory, when it holds no Python file, when a run stands in it that
        was interrupted while it wrote, when a symbolic link leads out of it to Python modules, and when the settings or
        a pattern cannot be read.
        """
        require_directory(root)
        files, links = files_on_disk(root)
        require_finished(root, files)
        excluded = exclusions(root, exclude, (*files, *links))
        left_out = {path for item in excluded for path in item.paths}
        if left_out:
            files = tuple(path for path in files if path not in left_out)
            links = tuple(path for path in links if path not in left_out)
        require_no_outside_links(root, links)
        if not any(map(_is_python, files)):
            raise InputError(
                f"{root}: no Python file here", "Give the directory of a checkout or of an unpacked wheel."
            )
        return cls(root, files, excluded, links)

    def beside(self, host: Checkout, directories: Iterable[PurePosixPath]) -> Checkout:
        """This checkout with the Python files in some directories of another one, which it is a package for."""
        home = PurePosixPath(host.root.resolve().as_posix())
        read = (home / path for directory in directories for path in host.python_files_below(directory))
        return replace(self, files=(*sorted(read), *self.files), host=home)

    def is_own(self, path: PurePosixPath) -> bool:
        """Whether a file is of this tree, and not of its host."""
        return self.host is None or not path.is_absolute()

    @cached_property
    def python_files(self) -> tuple[PurePosixPath, ...]:
        return tuple(filter(_is_python, self.files))

    @cached_property
    def searched_files(self) -> tuple[PurePosixPath, ...]:
        """The Python files that are not unrelated."""
        if not self.unrelated:
            return self.python_files
        return tuple(path for path in self.python_files if path not in self.unrelated)

    def without_search_of(self, unrelated: Iterable[PurePosixPath]) -> Checkout:
        """The same checkout, but that nothing is looked for in some of its Python files."""
        changed = replace(self, unrelated=frozenset(unrelated))
        changed.__dict__.update(contents=self.contents, _module_names=self._module_names)
        return changed

    def python_files_below(self, directory: PurePosixPath) -> list[PurePosixPath]:
        """The Python files in a directory and in those below it."""
        name = _name_of_directory(directory)
        found = (
            path
            for inner, paths in self._by_directory.items()
            if inner == name or (inner.startswith(f"{name}/") if name else not inner.startswith("/"))
            for path in paths
        )
        return sorted(found, key=lambda path: path.parts)

    def python_files_in(self, directory: PurePosixPath) -> list[PurePosixPath]:
        """The Python files in a directory, but not those below it."""
        return self._by_directory.get(_name_of_directory(directory), [])

    # Here and below: names are compared much faster than paths, and parts of them are made much faster.
    @cached_property
    def _by_directory(self) -> dict[str, list[PurePosixPath]]:
        found: dict[str, list[PurePosixPath]] = {}
        for path in self.python_files:
            found.setdefault(_directory_of(path), []).append(path)
        return found

    @cached_property
    def contents(self) -> Contents:
        """The bytes of every Python file. To ask for them raises InputError for a file that cannot be read."""
        return Contents(self.python_files, self.read)

    def read(self, path: PurePosixPath) -> bytes:
        """The bytes of a file. Raises InputError when it cannot be read, or has more than LARGEST_MODULE bytes."""
        if path in self.off_disk:
            return self.off_disk[path].content
        try:
            data = self._bytes(path, LARGEST_MODULE)
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror})", "Check the file's permissions.") from error
        if data is None:
            raise InputError(f"{path}: has more than {LARGEST_MODULE} bytes", f"Leave it out: --exclude {path}")
        return data

    def read_beside(self, path: PurePosixPath) -> bytes:
        """The bytes of a file that is read beside the Python files, to follow what they rename.

        None of it when the file has more than LARGEST_BESIDE bytes, or cannot be read: it has nothing to do with the
        run, which it must not stop.
        """
        if path in self.off_disk:
            data = self.off_disk[path].content
            return data if len(data) <= LARGEST_BESIDE else b""
        try:
            return self._bytes(path, LARGEST_BESIDE) or b""
        except OSError:
            return b""

    def _bytes(self, path: PurePosixPath, most: int) -> bytes | None:
        """The bytes of a file on the disk, None when it has more than `most`. Raises OSError."""
        # The file objects of Python would take twice as long for small files.
        descriptor = os.open(f"{self.root}/{path}" if self.is_own(path) else path, _READING)
        try:
            size = os.fstat(descriptor).st_size
            if size > most:
                return None
            data = os.read(descriptor, size + 1)
            while len(data) != size and len(data) <= most and (more := os.read(descriptor, _AT_ONCE)):
                data += more
        finally:
            os.close(descriptor)
        return data if len(data) <= most else None

    def has(self, path: PurePosixPath) -> bool:
        """Whether there is such a file."""
        return path in self._known

    def original(self, path: PurePosixPath) -> bytes:
        """The bytes of a file of the tree. Raises KeyError when there is none, InputError when it cannot be read."""
        if not self.has(path):
            raise KeyError(path)
        return self.contents[path] if path.suffix == ".py" else self.read(path)

    @cached_property
    def _known(self) -> frozenset[PurePosixPath]:
        return frozenset(self.files)

    def with_contents(self, contents: Mapping[PurePosixPath, bytes | None]) -> Checkout:
        """The checkout as it would be if these Python files said this, or were not there where it is None."""
        return self._saying(contents, replace(self, exclusions=()))

    def changed(self, changeset: Changeset) -> Checkout:
        """The checkout as it will be when a changeset for it is written, to be read like any other."""
        versions = dict(self.off_disk)
        for change in changeset.changes:
            versions.pop(change.path, None)
            if change.after is not None:
                mode = change.mode if change.before is None else self.mode(change.path)
                versions[change.path] = FileVersion(change.after, mode)
        contents = {change.path: change.after for change in changeset.changes}
        return self._saying(contents, replace(self, off_disk=versions))

    def _saying(self, contents: Mapping[PurePosixPath, bytes | None], base: Checkout) -> Checkout:
        gone = {path for path, data in contents.items() if data is None}
        files = [path for path in self.files if path not in gone] if gone else [*self.files]
        new = contents.keys() - gone - self._known
        if self.host is None:
            # To put them all in order takes longer.
            for path in new:
                insort(files, path)
        else:
            files = sorted((*files, *new))
        changed = replace(base, files=tuple(files))
        changed.__dict__["contents"] = self.contents.saying(
            {path: data for path, data in contents.items() if _is_python(path)}
        )
        if changed._package_directories == self._package_directories:
            changed.__dict__["_module_names"] = dict(self._module_names)
        said = {path: changed.contents[path] for path in contents if path in changed.contents}
        changed.__dict__["_by_word"] = {
            word: paths.difference(contents).union(path for path, data in said.items() if word in data)
            for word, paths in self._by_word.items()
        }
        return changed

    def mode(self, path: PurePosixPath) -> int:
        """The git file mode: executable or regular; regular for a file that does not exist yet."""
        if path in self.off_disk:
            return self.off_disk[path].mode
        file = self.root / path
        return EXECUTABLE_MODE if file.exists() and os.access(file, os.X_OK) else REGULAR_MODE

    def containing(self, pattern: Searchable, *words: bytes) -> list[PurePosixPath]:
        """The Python files that a byte pattern matches somewhere; each match of it has one of the words in it."""
        if pattern not in self._containing:
            # Looking for bytes is much faster than a pattern that begins with a boundary.
            held = self.holding(*words) if words else self.searched_files
            self._containing[pattern] = tuple(path for path in held if pattern.search(self.contents[path]))
        return list(self._containing[pattern])

    def holding(self, *words: bytes) -> list[PurePosixPath]:
        """The Python files that have one of the words somewhere."""
        new: list[bytes] = []
        for word in (word for word in words if word not in self._by_word):
            # Whatever has a word has its parts.
            around = min((paths for part, paths in self._by_word.items() if part in word), key=len, default=None)
            if around is None:
                new.append(word)
            else:
                self._by_word[word] = frozenset(path for path in around if word in self.contents[path])
        if new:
            held: dict[bytes, list[PurePosixPath]] = {word: [] for word in new}
            for path in self.searched_files:
                data = self.contents[path]
                for word in new:
                    if word in data:
                        held[word].append(path)
            self._by_word.update((word, frozenset(paths)) for word, paths in held.items())
        found = frozenset().union(*(self._by_word[word] for word in words))
        return [path for path in self.searched_files if path in found]

    @cached_property
    def _by_word(self) -> dict[bytes, frozenset[PurePosixPath]]:
        return {}

    def importing(self, module: str) -> Sequence[PurePosixPath]:
        """The Python files that may import a module: those of its outermost package, for which dots are enough, and
        those that name that package."""
        outermost = module.partition(".")[0]
        if outermost not in self._importing:
            word = outermost.encode()
            naming = frozenset(self.containing(re.compile(rb"\b%b\b" % re.escape(word)), word))
            self._importing[outermost] = tuple(
                path
                for path in self.searched_files
                if path in naming or self.module_name(path).partition(".")[0] == outermost
            )
        return self._importing[outermost]

    @cached_property
    def _importing(self) -> dict[str, tuple[PurePosixPath, ...]]:
        return {}

    @cached_property
    def _containing(self) -> dict[Searchable, tuple[PurePosixPath, ...]]:
        return {}

    @cached_property
    def _projects(self) -> frozenset[str]:
        names = (str(path).rpartition("/") for path in self.files)
        found = {directory for directory, _, name in names if name in _PROJECT_FILES}
        return frozenset(found - self._package_directories) | ({str(self.host)} if self.host is not None else set())

    def in_project(self, path: PurePosixPath) -> PurePosixPath:
        """A file's path within the innermost project around it, which may lie among the tests of another."""
        return path.relative_to(next((parent for parent in path.parents if str(parent) in self._projects), "."))

    @cached_property
    def _package_directories(self) -> frozenset[str]:
        names = (str(path).rpartition("/") for path in self.python_files)
        return frozenset(directory for directory, _, name in names if name == "__init__.py")

    def module_name(self, path: PurePosixPath) -> str:
        """The dotted name under which a file is imported.

        It begins with the outermost directory of the file's project that is a package, but below one whose name is no
        identifier.
        """
        if path not in self._module_names:
            self._module_names[path] = self._name_of(path)
        return self._module_names[path]

    def is_importable(self, path: PurePosixPath) -> bool:
        """Whether an import statement can name the module that a file is."""
        parts = self.module_name(path).split(".")
        return all(part.isidentifier() and not iskeyword(part) for part in parts)

    @cached_property
    def _module_names(self) -> dict[PurePosixPath, str]:
        return {}

    def _name_of(self, path: PurePosixPath) -> str:
        directory, _, name = str(path).rpartition("/")
        parts = self._parts_of(directory)
        return ".".join(parts if name == "__init__.py" else (*parts, name.removesuffix(".py")))

    @cached_property
    def _package_parts(self) -> dict[str, tuple[str, ...]]:
        return {"": ()}

    def _parts_of(self, directory: str) -> tuple[str, ...]:
        """The names of the packages around the files in a directory."""
        known = self._package_parts
        if directory not in known:
            parts: tuple[str, ...] = ()
            for around in accumulate(directory.split("/"), "{}/{}".format):
                if around not in known:
                    name = around.rpartition("/")[2]
                    is_inside = name.isidentifier() and around not in self._projects
                    is_package = is_inside and bool(parts or around in self._package_directories)
                    known[around] = (*parts, name) if is_package else ()
                parts = known[around]
        return known[directory]

    def package_directory(self, path: PurePosixPath) -> PurePosixPath | None:
        """The directory of the outermost package around a file; None for a file that is in none."""
        around = self.module_name(path).count(".") + (path.name == "__init__.py")
        return path.parents[around - 1] if around else None

    @cached_property
    def modules(self) -> dict[str, PurePosixPath]:
        """Every dotted module name of the tree, with its file."""
        return {self.module_name(path): path for path in self.python_files}


def _is_python(path: PurePosixPath) -> bool:
    name = str(path)
    return name.endswith(".py") and not f"/{name}".endswith("/.py")


def _directory_of(path: PurePosixPath) -> str:
    """The name of the directory of a file: "" at the root."""
    return str(path).rpartition("/")[0]


def _name_of_directory(directory: PurePosixPath) -> str:
    return str(directory) if directory.parts else ""
