"""The outcome of a request as JSON, as it is compared and shown."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from llama_router_codemod.verify.change import Aspect

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.json_value import Fields, Json
    from llama_router_codemod.verify.messages.record import Call, Outcome


def outcome_document(outcome: Outcome) -> dict[Aspect, Json]:
    """Every aspect of an outcome, in the order of `Aspect`."""
    return {
        Aspect.STATUS: outcome.status,
        Aspect.CONTENT_TYPE: outcome.content_type,
        Aspect.KEPT_HEADER: outcome.kept_header,
        Aspect.ALLOW: outcome.allow,
        Aspect.BODY: outcome.body,
        Aspect.RAISED: outcome.raised,
        Aspect.CALLS: [_call_document(call) for call in outcome.calls],
    }


def _call_document(call: Call) -> Fields:
    """A call without what it does not have."""
    document: Fields = {"api": call.method.api, "method": call.method.attribute, "context": asdict(call.context)}
    if call.arguments is not None:
        document["arguments"] = call.arguments
    if call.unbindable is not None:
        document["unbindable"] = call.unbindable
    if call.contexts:
        document["stream_context"] = [asdict(context) for context in call.contexts]
        document["chunks_sent"] = list(call.chunks_sent)
    return document
