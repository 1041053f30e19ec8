"""The catalogue of findings: each code once, with its title, one line of advice, and the words for its facts."""

from __future__ import annotations

from llama_router_codemod.model.finding_kind import FindingKind
from llama_router_codemod.model.refusal_kinds import REFUSAL_KINDS

CATALOGUE: dict[str, FindingKind] = {
    # 1xx: the wire, where old and new differ or where a declaration never was what the server did
    "LRC101": FindingKind(
        "PUT is served as POST",
        "Clients use POST; the route is written as POST, unless --put says otherwise.",
        {
            "served": "`{declared_verb} {path}`",
            "declared": "`{declared_verb} {path}` is written as declared, clients that use POST get 405",
            "both": "`{declared_verb} {path}` is written as declared, and as POST",
        },
    ),
    "LRC102": FindingKind(
        "a list moves from the body of a GET to its query",
        "As published: clients that sent a JSON body must send ?name=a&name=b. A query that was ignored takes effect.",
        "`{parameter}: {annotation}`",
    ),
    "LRC103": FindingKind(
        "the implementation's signature is what is served",
        "All served implementations agree against the Protocol; the route follows them. Align the Protocol.",
        {
            "another type or default": "`{declared}` in the Protocol, {implementations} has `{served}`",
            "another name": "`{declared}` is served as `{served}` by {implementations}",
            "only in the Protocol": "`{declared}` is only in the Protocol, not in {implementations}",
            "only in the implementations": "`{served}` is only in the implementation ({implementations})",
        },
    ),
    "LRC104": FindingKind(
        "implementations disagree about a parameter",
        "The Protocol's declaration is kept; a provider with another one saw other requests before.",
        {
            "type or default": "`{declared}` in the Protocol, {variants}",
            "some lack it": "`{declared}` is only in the Protocol, not in {lacking}",
            "some have it, the Protocol does not": "{variants}, which the Protocol and other implementations lack",
        },
    ),
    "LRC105": FindingKind(
        "fields outside the response model are left out of the answer",
        "Declare the fields in the response model, or migrate with --keep-undeclared-fields.",
        {
            "a class of the checkout has more fields": "{methods:code} answers {declared}; {wider} also has {fields}",
            "the answer is a model, and implementations elsewhere may answer more": (
                "{methods:code}; no class of the checkout has more fields"
            ),
        },
    ),
    "LRC106": FindingKind(
        "a Field(...) call is the default of a parameter",
        "FastAPI rejects it on an endpoint; the request model takes its default and the `:param` text.",
        "`{parameter}` has `{default}`",
    ),
    "LRC107": FindingKind(
        "a parameter has no type in the implementation",
        "The server passes the text of the query string; annotate the implementation to have it parsed.",
        "{implementations} takes `{parameter}` without a type",
    ),
    "LRC108": FindingKind(
        "routes overlap",
        "The legacy server matched in alphabetical order of the methods; the router keeps that order.",
        "`{method}` must stand before {overtaken:code}",
    ),
    "LRC109": FindingKind(
        "a route without level is served below /None",
        "The path is kept. If another was meant, change it in routes.py, and tell the clients.",
        "served as `{path}`",
    ),
    "LRC110": FindingKind(
        "a request with an undeclared `stream` was answered with an event stream of one error",
        "It is answered like any other request now; declare the field if streaming is meant.",
        "`{annotation}` allows extra fields",
    ),
    "LRC111": FindingKind(
        "no server serves this Protocol",
        "No member of Api is registered for it; the router is written but not registered.",
        "`{protocol}`",
    ),
    "LRC112": FindingKind(
        "the implementation declares another return type",
        "An answer that does not fit the response model is sent as it is and logged.",
        "{implementation} returns `{served}`, the Protocol `{declared}`",
    ),
    "LRC113": FindingKind(
        "a raw request body is not described",
        "The legacy server passed no body to the method; the route takes none.",
        "`{path}`",
    ),
    "LRC114": FindingKind(
        "a request model cannot have its published name",
        "The API has a model of that name already; the request model gets a longer one.",
        "`{published}` is taken, `{method}` has `{name}`",
    ),
    "LRC115": FindingKind(
        "routes with a slash in an id were not known to the server's own table",
        "They are now: such calls are traced (x-trace-id), have their authentication rules, and work in the library.",
        "`{function}` took `{{id:path}}` for one segment",
    ),
    "LRC116": FindingKind(
        "operations have other ids in the server's own document",
        "They were all named after one function of the server; clients made from the published document never saw it.",
        "`{module}`",
    ),
    "LRC117": FindingKind(
        "answers were made to fit the declared return type",
        "One that is no instance of it is sent as it is now, and one that does not fit is logged instead of an error.",
        "`{module}` lets FastAPI infer response models",
    ),
    "LRC118": FindingKind(
        "no implementation is in sight",
        "The route follows the Protocol; compare the provider's signatures, or migrate the two in one directory.",
        "`{protocol}`",
    ),
    "LRC119": FindingKind(
        "a list of routes has those of every API with a router",
        "As for the routers that are there already; it left out APIs without a provider where these had webmethods.",
        "`{function}`",
    ),
    "LRC120": FindingKind(
        "a type in quotes was one that the server could not read",
        "Requests with the parameter ended in an error (500); they are answered now.",
        "{implementation} takes `{parameter}: {annotation}`",
    ),
    "LRC121": FindingKind(
        "a parameter was published in the body, and is read from elsewhere",
        "Requests are answered as before; the document says now where it is read.",
        "`{parameter}`: {read}",
    ),
    # 2xx: texts
    "LRC201": FindingKind(
        "docstring and Field disagree about a description",
        "The text that was published is kept, in most trees that of the docstring; drop the other.",
        "`{owner}.{field}`: {text:literal} is dropped",
    ),
    "LRC202": FindingKind(
        "a docstring describes a field that does not exist",
        "The text stays in the docstring; rename it or delete it.",
        "`{owner}.{field}`: no such field",
    ),
    "LRC203": FindingKind(
        "`:name:` entries are no field descriptions",
        "The legacy parser dropped them, so they stay in the docstring; write them as Field(description=...).",
        "`{owner}`: {entries:code}",
    ),
    "LRC204": FindingKind(
        "a description could not move into a Field",
        "The text stays in the docstring, for the reason given; move it by hand.",
        "`{subject}`: {reason}",
    ),
    "LRC205": FindingKind(
        "the description of a parameter would be lost",
        "The parameter is served under another name; the text moved with it by position.",
        "`{declared}` to `{served}`",
    ),
    "LRC206": FindingKind(
        "the description of a parameter is not published any more",
        "It stays in the docstring; write the parameter's marker beside its type, and the text into the marker.",
        "`{parameter}`: {text:literal}",
    ),
    # 3xx: places that name a moved module
    "LRC301": FindingKind(
        "a text mentions a module that moved",
        "Names whose new place is certain are rewritten, this one is not; edit the place if a program reads it.",
        {"a module": "`{mentioned}` is now {homes:all}", "the rest of a file": "{more} more of moved modules here"},
    ),
    "LRC302": FindingKind(
        "@webmethod on a class that is no Protocol",
        "No server reads it there. It is removed where nothing else can; delete another if nothing reads it.",
        {"removed": "`{owner}.{method}`", "stays": "`{owner}.{method}` keeps it"},
    ),
    "LRC303": FindingKind(
        "a program reads docstrings of routed methods",
        "Texts of parameters and answers are in models.py and routes.py now; let it read the routers' document.",
        "`{module}`",
    ),
    "LRC304": FindingKind(
        "the webmethod system stays",
        "Migrate what needs it, or rewrite it by hand; the next run removes the system.",
        {
            "a method is still decorated": "`{name}` is decorated",
            "the list of all routes is of a kind of its own": "`{name}` cannot be made of routers",
            "the registry of routers was edited": "`{name}` is not as it was written",
            "a removed part is used": "`{name}` is used",
            "a name that it would need is taken": "`{name}` would be imported there",
            "its class is called by position": "`{name}` is called by position; name its arguments",
        },
    ),
    "LRC305": FindingKind(
        "a test of a removed part is removed",
        "What it tested is gone; test the routers instead if nothing else does.",
        "`{test}` needs `{part}`",
    ),
    "LRC306": FindingKind(
        "a text speaks of webmethods, which are gone",
        "Documents, strings and public names are not rewritten; edit what people will read.",
        {"it stays": "`{line}`, {lines} in all", "it is reworded": "the text of `{line}` is reworded"},
    ),
    "LRC307": FindingKind(
        "descriptions that only `Field` had are published now",
        "The document was made of docstrings alone; read these texts once, since clients will.",
        "{owner}: {fields:code}",
    ),
    "LRC308": FindingKind(
        "an operation was published in place of others",
        "Their methods have one name; each is published now, with its own tag, body and answer.",
        "`{method}` of {protocols:all}: {paths:code}",
    ),
    "LRC309": FindingKind(
        "routes still import the server",
        "What they need of it could not move out of it; mend that, or move the definitions by hand.",
        "{definitions:code} stay, since `{name}` would not mean the same elsewhere",
    ),
    "LRC310": FindingKind(
        "a Protocol keeps its name",
        "Mend the place, or rename the Protocol by hand; nothing but --rename-protocols needs it.",
        {
            "its new name is taken": "`{name}` stays: `{new_name}` means something here",
            "its name has several meanings": "`{name}` does not become `{new_name}`: it means something else here, too",
            "a use is not followed": "`{name}` does not become `{new_name}`: it is used in a way that is not followed",
            "it is a tag": "`{name}` does not become `{new_name}`: this generator finds tags by the names of Protocols",
        },
    ),
    "LRC311": FindingKind(
        "an import works with the migrated host only",
        "The host has no such module before its migration; change the two together.",
        "`{module}`",
    ),
    "LRC312": FindingKind(
        "code asks for what `@webmethod` left on methods, though no method has it",
        "No more than a docstring would be left, or the answer is not clear; remove it, or let it ask the routers.",
        "`{attribute}` in `{function}`",
    ),
    "LRC313": FindingKind(
        "the published document is made of the routes themselves",
        "Read the difference once: texts are added, and bodies and answers are as they are served.",
        "webmethods were told to FastAPI here",
    ),
    "LRC314": FindingKind(
        "a check of the published document is not made any more",
        "Only llama-stack's own are made of routers; write this one anew, for routers.",
        "`{function}`",
    ),
    "LRC315": FindingKind(
        "a list of what a wheel is made of is to be changed by hand",
        "Only the lists in pyproject.toml are edited; without the new names the wheel cannot be imported.",
        {"a name to add": "add {names:code}", "a name to drop": "drop {names:code}"},
    ),
    # 9xx: refusals
    **REFUSAL_KINDS,
}
