"""Trees of `fixtures/`: each case holds a whole tree, and beside it only what its migration changes.

`<case>/before` is the tree, `<case>/after` the files that are created or changed, `<case>/deleted.txt` the paths of
those that go away, one a line.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures"
CACHES = shutil.ignore_patterns("__pycache__", ".*_cache")

#: Contents of files by their path.
Tree = dict[str, bytes]


def files_of(root: Path) -> Tree:
    """All files of a tree but caches."""
    paths = (path.relative_to(root) for path in sorted(root.rglob("*")) if path.is_file())
    return {
        path.as_posix(): (root / path).read_bytes()
        for path in paths
        if not any(part == "__pycache__" or part.endswith("_cache") for part in path.parts)
    }


def deleted_files(case: Path) -> list[str]:
    """The files of a case that its migration deletes."""
    return (case / "deleted.txt").read_text(encoding="utf-8").splitlines()


@cache
def migrated_tree(name: str) -> Path:
    """The whole tree of a case after its migration, composed in a directory that goes away with this process."""
    case = FIXTURES / name
    root = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    tree = root / "after"
    shutil.copytree(case / "before", tree, ignore=CACHES)
    for path in deleted_files(case):
        (tree / path).unlink()
    shutil.copytree(case / "after", tree, dirs_exist_ok=True)
    return tree


def store_migrated_tree(name: str, tree: Path) -> None:
    """Keeps of a migrated tree what differs from the tree before."""
    case = FIXTURES / name
    before, after = files_of(case / "before"), files_of(tree)
    shutil.rmtree(case / "after", ignore_errors=True)
    for path in sorted(after):
        if before.get(path) != after[path]:
            (case / "after" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(tree / path, case / "after" / path)
    gone = "".join(f"{path}\n" for path in sorted(before.keys() - after.keys()))
    (case / "deleted.txt").write_text(gone, encoding="utf-8")
