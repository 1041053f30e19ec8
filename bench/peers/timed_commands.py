"""Which commands are timed, beside which peers, and the goals of the project."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

from llama_stack_release import release_interpreter

from peers.comparison import Comparison, Goal, Timed
from peers.trees import PROGRAM, Trees

_RULE = "id: no-webmethod\nlanguage: python\nrule: {kind: decorator, regex: webmethod}"
_BANNED = 'lint.flake8-tidy-imports.banned-api."llama_stack.schema_utils.webmethod".msg = "gone"'
_RUFF = ("check", "--isolated", "--no-cache", "--select", "TID251", "--config", _BANNED, ".")
#: What a migration of 0.3.5 announces: with these accepted, `verify` fails on anything else that differs.
_ANNOUNCED = ("LRC102", "LRC105", "LRC110", "LRC201")
_TENFOLD = Goal(cpu=1.3, peak=1.3)


def _full(trees: Trees) -> Iterator[Comparison]:
    release, checkout, tenfold = _migrations(trees)
    parse = (sys.executable, str(Path(__file__).with_name("parse_modules.py")))
    yield Comparison(release, Timed("LibCST parses every module", "release", parse, trees.release), Goal(0.35))
    modules = (str(path.relative_to(trees.release)) for path in sorted(trees.release.rglob("*.py")))
    upgrade = (_program("pyupgrade"), "--py312-plus", "--exit-zero-even-if-changed", *modules)
    yield Comparison(release, Timed("pyupgrade", "release", upgrade, trees.release, writes=True), Goal(0.5))
    yield Comparison(checkout, release)
    yield Comparison(tenfold, release, _TENFOLD)


def _one_api(trees: Trees) -> Iterator[Comparison]:
    release, checkout, tenfold = _migrations(trees, "--api", "prompts")
    for timed, full in zip((release, checkout, tenfold), _migrations(trees), strict=True):
        yield Comparison(timed, full, Goal(1 / 3))
    yield Comparison(tenfold, release, _TENFOLD)


def _migrations(trees: Trees, *options: str) -> tuple[Timed, Timed, Timed]:
    command = ("migrate", "--diff", *options)
    release, checkout, tenfold = (
        Timed(" ".join(command), where, (*PROGRAM, *command, "."), tree) for where, tree in _places(trees)
    )
    return release, checkout, tenfold


def _series(trees: Trees) -> Iterator[Comparison]:
    command = (*PROGRAM, "migrate", ".", "--commit")
    _, full, _ = _migrations(trees)
    yield Comparison(Timed("migrate --commit", "git checkout", command, trees.checkout, writes=True), full)


def _check(trees: Trees) -> Iterator[Comparison]:
    search = (_program("ast-grep"), "scan", "--inline-rules", _RULE, ".")
    lint = (_program("ruff"), *_RUFF)
    for where, tree in (*_places(trees), ("migrated release", trees.migrated)):
        found = (0,) if tree == trees.migrated else (1,)
        enforced = "release" in where
        check = Timed("check", where, (*PROGRAM, "check", "."), tree, found)
        yield Comparison(check, Timed("ast-grep", where, search, tree), Goal(1, enforced=enforced))
        yield Comparison(check, Timed("ruff", where, lint, tree, found), Goal(3, enforced=enforced))


def _verify(trees: Trees) -> Iterator[Comparison]:
    accepted = (part for code in _ANNOUNCED for part in ("--accept", code))
    python = ("--python", str(release_interpreter()))
    command = (*PROGRAM, "verify", ".", str(trees.migrated), *python, "--requests", "50", *accepted)
    yield Comparison(Timed("verify --requests 50", "release, migrated release", command, trees.release, once=True))


def _help(trees: Trees) -> Iterator[Comparison]:
    typer = Timed("import typer", "release", (sys.executable, "-P", "-c", "import typer"), trees.release)
    yield Comparison(Timed("--help", "release", (*PROGRAM, "--help"), trees.release), typer, Goal(2, enforced=True))


def _places(trees: Trees) -> tuple[tuple[str, Path], ...]:
    return ("release", trees.release), ("git checkout", trees.checkout), ("tenfold repository", trees.tenfold)


#: What a run can be limited to, in the order of the table.
COMMANDS: dict[str, Callable[[Trees], Iterator[Comparison]]] = {
    "full": _full,
    "one-api": _one_api,
    "series": _series,
    "check": _check,
    "verify": _verify,
    "help": _help,
}


def _program(name: str) -> str:
    """The path of a program beside this Python: `python -m` would add the start of a Python to ruff and ast-grep."""
    program = Path(sysconfig.get_path("scripts"), name)
    if not program.exists():
        raise SystemExit(f"{name} is not installed beside this Python: pip install -e '.[test,bench]'")
    return str(program)
