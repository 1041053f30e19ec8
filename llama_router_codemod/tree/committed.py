"""A checkout as its last commit has it, whatever uncommitted changes lie beside and in its files."""

from __future__ import annotations

from dataclasses import replace

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout, FileVersion
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE, REGULAR_MODE
from llama_router_codemod.tree.git_entries import EXECUTABLE, LINK, SUBMODULE, committed_entries
from llama_router_codemod.tree.git_revision import contents_in_commit
from llama_router_codemod.tree.uncommitted import Committed, committed_states


def committed_checkout(checkout: Checkout, commit: str) -> Checkout:
    """The checkout with the files that a commit has, saying what they say there; others are not among its files.

    Raises InputError for a Python file of the commit that is gone from the disk, and when git fails.
    """
    committed = committed_entries(checkout.root, commit).items()
    entries = {path: entry for path, entry in committed if entry.mode not in (LINK, SUBMODULE)}
    files = tuple(path for path in checkout.files if path in entries)
    gone = [path for path in entries if path.suffix == ".py" and not (checkout.root / path).is_file()]
    if gone:
        raise InputError(f"{gone[0]}: is committed, but not there", "Put it back, or commit that it is gone.")
    states = committed_states(checkout.root, files)
    edited = {path: entries[path] for path in files if states[path] is not Committed.YES}
    versions = {
        path: FileVersion(content, EXECUTABLE_MODE if edited[path].mode == EXECUTABLE else REGULAR_MODE)
        for path, content in contents_in_commit(checkout.root, edited)
    }
    return replace(checkout, files=files, off_disk=versions)
