"""What a planned migration says of each package."""

from __future__ import annotations

from collections.abc import Sequence

from llama_router_codemod.migrate.candidates import Candidates
from llama_router_codemod.migrate.migration import Outcome, PackageOutcome
from llama_router_codemod.model.api import ApiPackage, State


def package_outcome(package: ApiPackage, found: Candidates, chosen: Sequence[ApiPackage]) -> PackageOutcome:
    """What happens to a package of which those that were `chosen` are migrated if they are among the `found` ones."""
    apis = tuple(api.name for api in package.apis)
    routes = sum(len(api.routes) for api in package.apis)
    if package.state is State.MIGRATED:
        return PackageOutcome(package.name, apis, routes, Outcome.SKIPPED, "migrated already")
    if package not in chosen:
        return PackageOutcome(package.name, apis, routes, Outcome.SKIPPED, "not selected")
    if package.directory in found.directories:
        return PackageOutcome(package.name, apis, routes, Outcome.MIGRATED)
    return PackageOutcome(package.name, apis, routes, Outcome.REFUSED, "see its findings")
