"""models.py: everything of an API module but its Protocols, and the request models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.rewrite.split.pruned_import import pruned_import
from llama_router_codemod.rewrite.split.split_module import Home, SplitModule, joined
from llama_router_codemod.source.syntax import names_in, names_read_in

if TYPE_CHECKING:
    from llama_router_codemod.source.import_set import ImportSet


def models_source(split: SplitModule, requests: str, imports: ImportSet, service: str) -> str:
    """The source of models.py, the statements in their old order (registrations and late imports depend on it).

    `requests` is the source of the request models, `imports` what they need beyond the old module's own imports,
    `service` the source of service.py: comments on imports that neither file needs stay here, above what is left. Empty
    when there is nothing to say.
    """
    own = "".join(statement.code for statement in split.models)
    if not own.strip() and not requests and not split.side_effects:
        return ""
    used = split.with_guards(names_in(own) | (names_read_in(requests) - split.guarded_names) | split.side_effects)
    used_by_service = split.with_guards(names_in(service))
    kept = []
    for home, statement in split.statements:
        if home is Home.MODELS:
            kept.append(statement.code)
        elif home is Home.WHERE_NEEDED:
            code = pruned_import(statement, used)
            kept.append(statement.comments_lost_in(code + pruned_import(statement, used_by_service)))
            kept.append(code)
    note, footer = (split.note, split.footer) if split.models else ("", "")
    # New imports go above the first statement of the old module, where ruff sorts them into its first block.
    body = imports.render() + "".join(kept)
    return joined(split.header + note, body + requests + footer)
