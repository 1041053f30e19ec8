"""What a file of a checkout is changed for."""

from __future__ import annotations

import enum


class Purpose(enum.StrEnum):
    """One step of a migration, as what it does to a file."""

    SPLIT = "an API is split into service.py, models.py and routes.py"
    IMPORTS = "names are imported from where they are now"
    DEPENDENCIES = "code of the server that a route needs moves to its API"
    ROUTERS = "what the routers of all APIs share"
    SERVER = "the server, and what asks for the metadata of routes, follows the routers"
    DOCUMENT = "the published document is made of the routers"
    DESCRIPTIONS = "texts of docstrings become descriptions of fields"
    DECORATORS = "a decorator that no server reads is removed"
    TAUGHT = "a document teaches routers"
    CLEANUP = "the webmethod system is removed"
    MENTIONS = "a text names what moved"
    WHEEL = "a wheel has the new packages and modules"
    NAMES = "a Protocol has the name of a service"
