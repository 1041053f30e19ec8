"""The last step: new files sorted and formatted, changed files as far as they were, and all of it as a changeset."""

from __future__ import annotations

from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.source.encoding import read_text, write_text
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.formatting import format_files, keep_style

_PYTHON = ".py"


def styled_changeset(draft: Draft) -> Changeset:
    """The changes of a draft, as the checkout's own ruff configuration wants them."""
    checkout = draft.checkout
    texts = {path: item.text for path, item in draft.files.items() if item.text is not None}
    created = {path: text for path, text in texts.items() if draft.files[path].is_new and path.suffix == _PYTHON}
    changed = {path: text for path, text in texts.items() if path not in created and path.suffix == _PYTHON}
    before = {path: read_text(checkout.contents[path], path) for path in changed}
    styled = {
        **texts,
        **format_files(created, checkout.root),
        **keep_style(before, changed, created, checkout.root),
    }
    changes: list[FileChange] = []
    for path, item in draft.files.items():
        old = checkout.original(path) if checkout.has(path) else None
        like = old if old is not None else checkout.contents.get(item.like or path, b"")
        after = None if item.text is None else write_text(styled[path], like)
        if old != after:
            changes.append(FileChange(path, old, after, checkout.mode(path)))
    return Changeset(tuple(changes))
