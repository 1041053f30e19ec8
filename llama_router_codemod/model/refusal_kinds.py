"""The part of the catalogue that tells of refusals: an API, or the checkout, is left as it was."""

from __future__ import annotations

from llama_router_codemod.model.finding_kind import FindingKind

REFUSAL_KINDS: dict[str, FindingKind] = {
    "LRC901": FindingKind(
        "cannot tell which module is the API's",
        "Several have routes and none has the name of the package, or one cannot be its module; rename or move it.",
        {
            "several modules": "{package}: {files} all have routes",
            "a file that is no module": "{package}: no import can name {files}",
            "a module in a directory below": "{package}: {files} is not in the directory of the package",
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
            "a registration that is not understood": "`{owner}` may be registered by what is no entry of the map",
            "a method that is more than its definition": "`{owner}.{name}` is more than its definition says",
            "a class whose base only a function imports": (
                "the base of `{owner}`, which implements it, is imported in a function only; import it at the top"
            ),
            "a class that a call makes": "`{owner}` makes a class that implements it; write a class statement",
            "a method that the server does not find": "no server finds `{owner}.{name}`, for its decorators",
            "a method of a base that is defined anew": "`{owner}.{name}` is hidden by what is defined below `{owner}`",
            "a name that only the class has": "`{owner}` takes `{name}` from the body of its class; write its value",
            "a name that only type checkers import": (
                "`{owner}` needs `{name}`, which only type checkers import; import it in any case"
            ),
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
