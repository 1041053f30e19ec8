"""The catalogue of findings: each code once, with its title, one line of advice, and the words for its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FindingKind:
    """One row of the catalogue.

    `message` is a template with the names of the facts; where these have a `reason`, there is a template for each. A
    list takes a format: `code` puts its items in backticks, `all` joins them with "and"; `literal` is for texts.
    """

    title: str
    advice: str
    message: str | Mapping[str, str]


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
    # 2xx: texts
    "LRC201": FindingKind(
        "docstring and Field disagree about a description",
        "The text that was published is kept, in most trees that of the docstring; drop the other.",
        "`{owner}.{field}`: {text:literal} is dropped",
    ),
    "LRC202": FindingKind(
        "a docstring describes a field or parameter that does not exist",
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
    # 9xx: refusals; the API is left as it was
    "LRC901": FindingKind(
        "cannot tell which module is the API's",
        "Several modules of the package have routes and none has its name, or no import can name one; rename one.",
        {
            "several modules": "{package}: {files} all have routes",
            "a file that is no module": "{package}: no import can name {files}",
        },
    ),
    "LRC902": FindingKind(
        "a @webmethod call that cannot be read",
        "Write its arguments as literal keywords, or as constants that are defined once.",
        {
            "no call": "`@webmethod` without a call",
            "positional arguments": "positional arguments beyond those of the decorator",
            "unpacked arguments": "`**` arguments",
            "an unknown argument": "unknown argument `{argument}`",
            "the route": "the value of the route is not known",
            "an argument that is no literal": "`{argument}` is no literal",
            "the level": "the value of the level `{argument}` is not known",
            "the method": "the value of the method `{argument}` is not known",
            "no decorator of a method": "`{argument}` declares routes other than as a decorator of a method",
        },
    ),
    "LRC903": FindingKind(
        "a module is imported as a whole",
        "Import its names instead; the module is split and its path goes away.",
        {
            "imported as a whole": "`{module}` is imported as a whole",
            "used as a whole": "`{module}` is used as a whole",
            "an unknown name": "`{module}` has no name `{name}` and had none before; delete the import of it",
            "a name that moved": "`{module}` no longer has `{name}`",
            "imported by a file that is left out": "`{module}` is imported here, in a file that is left out",
            "a name that the host does not tell": "`{module}` is gone, and its package does not tell where `{name}` is",
        },
    ),
    "LRC904": FindingKind(
        "a file of the new layout exists already",
        "Rename or delete it; the migration writes service.py, models.py and routes.py.",
        {
            "a file of an API package": "{path} exists already",
            "a name of an API package": "the package has a `{path}` already, which a file of it would hide",
            "a shared file that this tool did not write": "{path} exists already and is not what this tool writes",
        },
    ),
    "LRC905": FindingKind(
        "@webmethod in a migrated API",
        "Write the route in routes.py and drop the decorator.",
        "{package} has both a router and @webmethod",
    ),
    "LRC906": FindingKind(
        "a route that cannot be written",
        "See the message; the legacy server could not serve it either, or not in a way that can be shown equal.",
        {
            "any number of arguments": "`{owner}` takes any number of arguments (`{name}`)",
            "no method of a Protocol at the top of its module": (
                "`{owner}.{name}` is no method of a Protocol at the top of its module"
            ),
            "unreadable exports": "`__all__` is no single list of names, so that it cannot be split; write it as one",
            "two methods of one name": "`{owner}` has more than one `{name}`",
            "a Protocol of several APIs": "`{owner}` is the Protocol of several APIs: {name}",
            "routes with different verbs": "`{owner}` has routes with different verbs",
            "a placeholder twice in one path": "`{name}` stands twice in `{path}`",
            "a placeholder without a parameter": "`{path}` names `{name}`, `{owner}` has no such parameter",
            "a placeholder in only some paths": "`{name}` is in the path of only some routes of `{owner}`",
            "a decorator that may change the signature": (
                "`{owner}.{name}` has another signature by its decorator `{path}`, perhaps; use functools.wraps there"
            ),
            "only one side is async": "only one of the Protocol and {owner} has `{name}` as async; write both alike",
            "a path that is not known": "`{path}` has no level, and the host no longer tells what it puts before it",
        },
    ),
    "LRC907": FindingKind(
        "@webmethod on a Protocol of no known API",
        "Put it in a module of a package, and name its API in available_providers() there or in a YAML specification.",
        "`{owner}.{method}`",
    ),
    "LRC908": FindingKind(
        "the place where the server mounts its routes is not understood",
        "A router would not do what that statement does. Report the line, or bring the loop to its upstream form.",
        {
            "no loop": "{path} reads webmethods, but no loop mounts them",
            "several loops": "{path} mounts routes, too",
            "a file that is no module": "{path} cannot be imported under that name",
            "a function that is not found": "`{statement}` is not defined where {path} says",
            "an unknown statement": "`{statement}`",
        },
    ),
    "LRC909": FindingKind(
        "the endpoint wrapper of the server is not understood",
        "A router would not do what that statement does around a call. Report the line, or move it into a middleware.",
        "`{statement}` in {function}",
    ),
    "LRC910": FindingKind(
        "the list of routes is not understood",
        "Paths and verbs depend on that statement. Report the line, or bring the function to its upstream form.",
        "`{statement}` in {function}",
    ),
    "LRC911": FindingKind(
        "the checkout has a router infrastructure of its own",
        "It is not understood, and a second one beside it would be wrong. "
        "Bring the registry to the form that the README tells.",
        "`{module}`",
    ),
    "LRC912": FindingKind(
        "a route needs what its API may not import",
        "Move that out of the package of the server; the package of the APIs imports nothing of it.",
        "`{name}` of `{module}`",
    ),
    "LRC913": FindingKind(
        "metadata of routes are read in a way that is not understood",
        "Read them as `method.__webmethods__` or with getattr and hasattr; that can be led to the routers.",
        "`{attribute}`",
    ),
    "LRC914": FindingKind(
        "a Protocol inherits routes of another package",
        "Both stay as they are; declare the routes in one package, or let the other Protocol have its own.",
        "`{heir}` inherits those of `{protocol}` in {module}",
    ),
    "LRC915": FindingKind(
        "a Protocol in the __init__.py of its package",
        "Move it into a module beside that, and import it there; then it can be split.",
        "`{protocol}`",
    ),
    "LRC916": FindingKind(
        "a route that the server itself could not mount",
        "A server that has its API does not start; mend the signature first.",
        {
            "a type that no path has": "`{parameter}` is in the path, which has no lists, dicts and models",
            "a default in the path": "`{parameter}` is in the path of a POST, and has a default",
            "a marker beside the server's": "the default of `{parameter}` is a marker beside another one",
            "a name that no field can have": "`{parameter}` cannot be a field of a body",
            "a name that the server's own parameter has": "the server gives every endpoint a `{parameter}` of its own",
        },
    ),
    "LRC917": FindingKind(
        "the host of a package takes no routers of this tool",
        "Migrate a host with webmethods first. For one that has none, write the router by hand, as it asks for it.",
        {
            "no routers": "`{host}` does not find the routes of a package yet",
            "routers of its own": "`{host}` asks the module of each external API for its `create_router`",
        },
    ),
    "LRC918": FindingKind(
        "a package imports what its host does not have",
        "Try migrate --imports-only, with the host as it was if it is migrated already; else mend the import.",
        "`{module}`",
    ),
    "LRC919": FindingKind(
        "an API module that asks where it is, or answers for other names",
        "Move that out of the module; its parts would have other places, and answer apart from each other.",
        "`{name}`",
    ),
}
