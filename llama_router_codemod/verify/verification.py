"""`verify`: two trees, one interpreter, one set of requests, one result."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from llama_router_codemod.conventions.api_root import find_api_root
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.progress import Report
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.verify.compare import compare_records
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.interpreter import find_interpreter
from llama_router_codemod.verify.probe_process import Probe
from llama_router_codemod.verify.result import DocumentResult, RouteResult, VerifyResult
from llama_router_codemod.verify.sources import Source, open_source
from llama_router_codemod.verify.written_documents import compare_documents, written_documents


@dataclass(frozen=True, kw_only=True)
class VerifyOptions:
    """How to verify. `seconds` is the limit for each tree; `requests` are those of each route. Files that the
    patterns `exclude` match are not read before the trees run."""

    python: Path | None = None
    requests: int = 50
    seed: int = 0
    apis: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    seconds: float = 600
    exclude: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for code in self.accept:
            if code not in CATALOGUE:
                raise InputError(
                    f"{code}: no such finding", f"Codes are {min(CATALOGUE)} to {max(CATALOGUE)}; see the README."
                )


def verify(before: str, after: str, options: VerifyOptions, report: Report = lambda step: None) -> VerifyResult:
    """Run both trees, directories or revisions of the repository here, in child processes, and compare them.

    Raises InputError for an unknown tree, API or code, and when a server cannot be run.
    """
    with tempfile.TemporaryDirectory(prefix="llama-router-codemod-") as directory:
        scratch = Path(directory)
        sources = tuple(
            open_source(name, Path.cwd(), scratch / label, options.exclude)
            for name, label in ((before, "before"), (after, "after"))
        )
        find = partial(_findings, sources[0], options.exclude)
        return verify_sources(sources[0], sources[1], find, options, scratch, report)


def verify_sources(
    before: Source,
    after: Source,
    find: Callable[[], Iterable[Finding]],
    options: VerifyOptions,
    scratch: Path,
    report: Report = lambda step: None,
) -> VerifyResult:
    """As `verify`, of trees that are there, between which a migration had the findings that `find` gives, and which is
    asked while the trees run; `scratch` is an empty directory."""
    report("Looking for the interpreter")
    python = find_interpreter((before, after), options.python)
    probe = Probe(python, scratch / "run", options.seconds, options.requests, options.seed, options.apis)
    with probe.recording(before, after, report) as records:
        unplanned = None
        try:
            explanations = Explanations(find())
        except InputError as error:
            explanations, unplanned = Explanations(()), error.message
        old, new = records()
    plan = probe.plan()
    _require_known(options.apis, {method.name.api for method in plan.methods})
    report("Writing the documents")
    with ThreadPoolExecutor(2) as pool:
        homes = (scratch / "before", scratch / "after")
        wrote, writes = pool.map(
            partial(written_documents, python=python, seconds=options.seconds, bytecode=probe.bytecode),
            (before, after),
            homes,
        )
    documents = [] if wrote.failure else compare_documents(wrote, writes, plan.methods, explanations)
    report("Comparing")
    routes = compare_records(plan, old, new, explanations)
    if options.apis:
        routes = [route for route in routes if route.api in options.apis]
    _accept((*routes, *documents), options.accept)
    texts = {str(published.key): published.texts.count for published in old.published}
    return VerifyResult(
        before=before.name,
        after=after.name,
        seed=options.seed,
        routes=routes,
        documents=documents,
        not_written=wrote.failure,
        unplanned=unplanned,
        # The tag and the deprecation of a route count as texts.
        texts=sum(texts[route.route] + 2 for route in routes if route.route in texts),
        drift=sum(item in old.drift for item in new.drift),
        refused=[str(route) for route in plan.refused],
        uncalled=[str(method) for method in old.uncalled if not options.apis or method.api in options.apis],
        not_answered=[
            f"{item.method}: {item.failure}"
            for item in plan.answers
            if item.failure is not None and (not options.apis or item.method.api in options.apis)
        ],
        not_imported=list(plan.import_failures),
        unmountable=[] if options.apis else [str(route) for route in plan.unmountable],
        without_method=[str(route) for route in plan.without_method],
    )


def _require_known(apis: Iterable[str], known: set[str]) -> None:
    unknown = [name for name in apis if name not in known]
    if unknown:
        raise InputError(f"{unknown[0]}: no such API", f"The server has {', '.join(sorted(known))}.")


def _findings(source: Source, exclude: Iterable[str]) -> tuple[Finding, ...]:
    """What a migration of a tree says; nothing for one without APIs. Raises InputError as `plan_migration` does."""
    checkout = Checkout.open(source.checkout, exclude)
    return () if find_api_root(checkout) is None else plan_migration(checkout).findings


def _accept(parts: Iterable[RouteResult | DocumentResult], codes: Iterable[str]) -> None:
    accepted = set(codes)
    for part in parts:
        for difference in part.differences:
            difference.accepted = difference.finding in accepted
