"""The catalogue of findings: each code once, with its title and one line of advice."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Severity(enum.StrEnum):
    """What a finding means for the run."""

    NOTE = "note"
    REFUSAL = "refusal"


@dataclass(frozen=True)
class FindingKind:
    """One row of the catalogue."""

    title: str
    advice: str
    severity: Severity = Severity.NOTE


CATALOGUE: dict[str, FindingKind] = {
    # 1xx: the wire, where old and new differ or where a declaration never was what the server did
    "LRC101": FindingKind("PUT is served as POST", "Clients use POST; the route is written as POST."),
    "LRC102": FindingKind(
        "a list moves from the body of a GET to its query",
        "As published: clients that sent a JSON body must send ?name=a&name=b. A query that was ignored takes effect.",
    ),
    "LRC103": FindingKind(
        "the implementation's signature is what is served",
        "All served implementations agree against the Protocol; the route follows them. Align the Protocol.",
    ),
    "LRC104": FindingKind(
        "implementations disagree about a parameter",
        "The Protocol's declaration is kept; a provider with another one saw other requests before.",
    ),
    "LRC105": FindingKind(
        "fields outside the response model are left out of the answer",
        "Declare the fields in the response model, or migrate with --keep-undeclared-fields.",
    ),
    "LRC106": FindingKind(
        "a Field(...) call is the default of a parameter",
        "FastAPI rejects it on an endpoint; the request model takes its default and the `:param` text.",
    ),
    "LRC107": FindingKind(
        "a parameter has no type in the implementation",
        "The server passes the text of the query string; annotate the implementation to have it parsed.",
    ),
    "LRC108": FindingKind(
        "routes overlap",
        "The legacy server matched in alphabetical order of the methods; the router keeps that order.",
    ),
    "LRC109": FindingKind(
        "a route without level is served below /None",
        "The path is kept; give the route a level if that was not meant.",
    ),
    "LRC110": FindingKind(
        "a request with an undeclared `stream` was answered with an event stream of one error",
        "It is answered like any other request now; declare the field if streaming is meant.",
    ),
    "LRC111": FindingKind(
        "no server serves this Protocol",
        "No member of Api is registered for it; the router is written but not registered.",
    ),
    "LRC112": FindingKind(
        "the implementation declares another return type",
        "An answer that does not fit the response model is sent as it is and logged.",
    ),
    "LRC113": FindingKind(
        "a raw request body is not described",
        "The legacy server passed no body to the method; the route takes none.",
    ),
    "LRC114": FindingKind(
        "a request model cannot have its published name",
        "The API has a model of that name already; the request model gets a longer one.",
    ),
    "LRC115": FindingKind(
        "routes with a slash in an id were not known to the server's own table",
        "They are now: such calls are traced (x-trace-id), have their authentication rules, and work in the library.",
    ),
    # 2xx: texts
    "LRC201": FindingKind(
        "docstring and Field disagree about a description",
        "The docstring is what was published, so it is kept; drop the other text.",
    ),
    "LRC202": FindingKind(
        "a docstring describes a field or parameter that does not exist",
        "The text stays in the docstring; rename it or delete it.",
    ),
    "LRC203": FindingKind(
        "`:name:` entries are no field descriptions",
        "The legacy parser dropped them, so they stay in the docstring; write them as Field(description=...).",
    ),
    "LRC204": FindingKind(
        "a description could not move into a Field",
        "The text stays in the docstring, for the reason given; move it by hand.",
    ),
    "LRC205": FindingKind(
        "the description of a parameter would be lost",
        "The parameter is served under another name; the text moved with it by position.",
    ),
    # 3xx: places that name a moved module
    "LRC301": FindingKind(
        "a text mentions a module that moved",
        "Strings, documents, notebooks and recordings are not rewritten; edit the place if it is read by a program.",
    ),
    "LRC302": FindingKind(
        "@webmethod on a class that is no Protocol",
        "No server reads it there; the decorator is removed.",
    ),
    # 9xx: refusals; the API is left as it was
    "LRC901": FindingKind(
        "cannot tell which module is the API's",
        "Several modules of the package have routes and none has its name; rename one.",
        Severity.REFUSAL,
    ),
    "LRC902": FindingKind(
        "a @webmethod call that cannot be read",
        "Write its arguments as literal keywords.",
        Severity.REFUSAL,
    ),
    "LRC903": FindingKind(
        "a module is imported as a whole",
        "Import its names instead; the module is split and its path goes away.",
        Severity.REFUSAL,
    ),
    "LRC904": FindingKind(
        "a file of the new layout exists already",
        "Rename or delete it; the migration writes service.py, models.py and routes.py.",
        Severity.REFUSAL,
    ),
    "LRC905": FindingKind(
        "@webmethod in a migrated API",
        "Write the route in routes.py and drop the decorator.",
        Severity.REFUSAL,
    ),
    "LRC906": FindingKind(
        "a route that cannot be written",
        "See the message; the legacy server could not serve it either, or not in a way that can be shown equal.",
        Severity.REFUSAL,
    ),
    "LRC907": FindingKind(
        "@webmethod outside the API packages",
        "Run the tool on the package that holds it, or delete the decorator.",
        Severity.REFUSAL,
    ),
    "LRC908": FindingKind(
        "the place where the server mounts its routes is not recognised",
        "Bring the loop around create_dynamic_typed_route to its upstream form, or include the routers there by hand.",
        Severity.REFUSAL,
    ),
}


def is_refusal(code: str) -> bool:
    """Whether a finding means that something was left undone."""
    return CATALOGUE[code].severity is Severity.REFUSAL
