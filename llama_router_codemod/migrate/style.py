"""The last step: new files formatted, changed files too if they were formatted before, and all of it as a changeset."""

from __future__ import annotations

from llama_router_codemod.migrate.draft import Draft, Treatment
from llama_router_codemod.source.encoding import read_text, write_text
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.formatting import format_files


def styled_changeset(draft: Draft) -> Changeset:
    """The changes of a draft, as the checkout's own ruff configuration wants them."""
    checkout = draft.checkout
    texts = {path: item.text for path, item in draft.files.items() if item.text is not None}
    before = {
        path: read_text(checkout.contents[path], path)
        for path in texts
        if draft.files[path].treatment is Treatment.EDITED and path in checkout.contents
    }
    tidy = {path for path, text in format_files(before, checkout.root).items() if text == before[path]}
    new = {path for path in texts if draft.files[path].treatment is Treatment.GENERATED}
    styled = format_files({path: text for path, text in texts.items() if path in new | tidy}, checkout.root)
    changes: list[FileChange] = []
    for path, item in draft.files.items():
        old = checkout.contents.get(path)
        like = old if old is not None else checkout.contents.get(item.like or path, b"")
        after = None if item.text is None else write_text(styled.get(path, item.text), like)
        if old != after:
            changes.append(FileChange(path, old, after, checkout.mode(path)))
    return Changeset(tuple(changes))
