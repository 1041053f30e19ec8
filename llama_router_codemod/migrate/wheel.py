"""The step that keeps the lists of what wheels are made of: draft in, draft out."""

from __future__ import annotations

from llama_router_codemod.conventions.wheel_lists import wheel_lists
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.rewrite.packaging.wheel_lists import ListChanges, follow_files, unlisted_modules


def follow_in_wheels(draft: Draft) -> Draft:
    """The draft in which each list of packages and modules names those that are there now; a finding where a program
    or other settings have the list."""
    lists = [] if all(map(draft.is_of_checkout, draft.files)) else list(wheel_lists(draft.checkout))
    if not lists:
        return draft
    draft = draft.to(Purpose.WHEEL)
    before, after = draft.checkout.python_files, draft.as_checkout.python_files
    for listed in lists:
        changes = ListChanges.of(listed, before, after)
        if changes != ListChanges() and listed.is_toml:
            draft = draft.edited(listed.path, follow_files(draft.text(listed.path), changes))
        draft = draft.noted(unlisted_modules(listed, changes))
    return draft
