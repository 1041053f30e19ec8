"""A change as the result shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.verify.change import Change, DocumentChange, DriftChange, OutcomeChange, TableChange
from llama_router_codemod.verify.curl import curl_command, what_service_does
from llama_router_codemod.verify.document_place import WrittenPlace
from llama_router_codemod.verify.outcome_document import outcome_document
from llama_router_codemod.verify.result import Check, Difference

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.json_value import Fields
    from llama_router_codemod.verify.messages.record import Outcome


def difference(change: Change, finding: str | None) -> Difference:
    """A change in words and JSON; `finding` is the code of the finding that announced it."""
    match change:
        case TableChange(column, before, after):
            return Difference(check=Check.ROUTES, place=column.value, before=before, after=after, finding=finding)
        case DocumentChange(place, before, after):
            check = Check.PUBLISHED if isinstance(place, WrittenPlace) else Check.DOCUMENT
            return Difference(check=check, place=str(place), before=before, after=after, finding=finding)
        case DriftChange(found):
            party = f"{found.method}, {found.party}"
            return Difference(check=Check.DRIFT, place=party, before="agrees", after=found.what, finding=finding)
        case OutcomeChange():
            return Difference(
                check=Check.BEHAVIOUR,
                place=str(change.request.case),
                before=_differing(change, change.before),
                after=_differing(change, change.after),
                curl=curl_command(change.request),
                service=what_service_does(change.request.answer),
                finding=finding,
            )


def _differing(change: OutcomeChange, outcome: Outcome) -> Fields:
    document = outcome_document(outcome)
    return {aspect.value: document[aspect] for aspect in change.aspects}
