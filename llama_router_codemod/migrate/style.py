"""The last step: new files sorted and formatted, changed files as far as they were, and all of it as a changeset."""

from __future__ import annotations

from llama_router_codemod.conventions.api_root import DATATYPES, api_root
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.source.encoding import read_text, write_text
from llama_router_codemod.source.syntax import decode_source
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.formatting import format_files, keep_style
from llama_router_codemod.tree.parser_limits import too_deep

_PYTHON = ".py"


def styled_changeset(draft: Draft) -> Changeset:
    """The changes of a draft, as the checkout's own ruff configuration wants them.

    New files have the line endings, the byte order mark, the permissions and the owner of the file that they stem from;
    those that stem from none take after the module that defines `Api`. Raises InputError for a file that declares an
    encoding which lacks what is added to it, and for one that is nested too deep for ruff.
    """
    checkout = draft.checkout
    texts = {path: item.text for path, item in draft.files.items() if item.text is not None}
    created = {path: text for path, text in texts.items() if draft.files[path].is_new and path.suffix == _PYTHON}
    changed = {path: text for path, text in texts.items() if path not in created and path.suffix == _PYTHON}
    before = {path: read_text(checkout.contents[path], path) for path in changed}
    try:
        styled = {
            **texts,
            **format_files(created, checkout.root, checkout.off_disk),
            **keep_style(before, changed, created, checkout.root, checkout.off_disk),
        }
    except RecursionError as error:
        stems = {draft.files[path].like or path for path in (*created, *changed)}
        raise too_deep(checkout, filter(checkout.has, stems)) or error from error
    changes: list[FileChange] = []
    for path, item in draft.files.items():
        old = checkout.original(path) if checkout.has(path) else None
        like = path if old is not None else item.like or api_root(checkout) / DATATYPES
        after = None if item.text is None else write_text(styled[path], checkout.original(like))
        if after is not None and path.suffix == _PYTHON:
            decode_source(after, path)  # it may declare an encoding that lacks what was added
        if old != after:
            changes.append(FileChange(path, old, after, checkout.mode(like), like if old is None else None))
    return Changeset(tuple(changes))
