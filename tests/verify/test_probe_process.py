"""A tree in a process of its own: what is recorded, and what becomes of a server that cannot be run."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

import pytest
from tiny_server import tiny_server

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.progress import Counted
from llama_router_codemod.verify.interpreter import ADVICE
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.record import PublishedTexts, Record
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe_process import Probe
from llama_router_codemod.verify.sources import Source

HERE = Path(sys.executable)
REQUESTS = 7


def source(root: Path) -> Source:
    return Source("the tree", root, "shop", root, root)


def probe(directory: Path, seconds: float = 60) -> Probe:
    return Probe(HERE, directory, seconds, REQUESTS, 0, ())


def refused(directory: Path, first_lines: str, seconds: float = 60) -> InputError:
    """The error that a server gives which begins with these lines."""
    root = tiny_server(directory / "tree", first_lines)
    with pytest.raises(InputError) as caught:
        probe(directory / "run", seconds).record(source(root), "before", lambda step: None)
    return caught.value


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@dataclass(frozen=True)
class Recording:
    """Two records of one tree, the plan after each, the steps that were reported, and the files of the tree."""

    records: tuple[Record, Record]
    plans: tuple[Plan, Plan]
    steps: list[str | Counted]
    files: tuple[dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    directory = tmp_path_factory.mktemp("recorded")
    noise = 'import os\nif "SHOP_TOKEN" in os.environ:\n    raise RuntimeError("a secret")\nprint("Hello")\n'
    root = tiny_server(directory / "tree", noise)
    runs, steps = probe(directory / "run"), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOP_TOKEN", "secret")
        before = files_of(root)
        first = runs.record(source(root), "before", steps.append)
        plan = runs.plan()
        second = runs.record(source(root), "after", steps.append)
    return Recording((first, second), (plan, runs.plan()), steps, (before, files_of(root)))


def test_what_is_recorded(recorded: Recording) -> None:
    record = recorded.records[0]
    route = RouteKey("GET", "/v1/orders")
    assert [(row.key, row.webmethod) for row in record.rows] == [(route, MethodName("orders", "list_orders"))]
    texts = PublishedTexts("List orders.", "List orders.", {"limit": "How many."}, response="OK")
    assert [(published.key, published.texts) for published in record.published] == [(route, texts)]
    assert list(record.document["paths"]) == ["/v1/orders"]
    assert (record.drift, record.uncalled) == ((), ())
    assert len(record.outcomes) == REQUESTS
    assert record.outcomes[0].status == 200
    assert [call.arguments for call in record.outcomes[0].calls] == [{"limit": 7}]


def test_second_tree_gets_the_requests_of_the_first(recorded: Recording) -> None:
    assert recorded.plans[0] == recorded.plans[1]
    assert len(recorded.plans[0].requests) == REQUESTS
    assert recorded.records[0] == recorded.records[1]


def test_steps_are_reported(recorded: Recording) -> None:
    """What a server prints is none of them."""
    assert recorded.steps == [
        "before: Importing the server",
        "before: Making answers",
        "before: Making requests",
        Counted("before: sending requests", 0, 7),
        "after: Importing the server",
        Counted("after: sending requests", 0, 7),
    ]


def test_modules_are_compiled_once(tmp_path: Path) -> None:
    """The second process does not compile what the first one has."""
    tell = "lambda event, values: event == 'compile' and print(values[1], file=sys.__stdout__, flush=True)"
    trees = [tiny_server(tmp_path / name) for name in ("one", "two")]
    for tree in trees:
        (tree / "shop/__init__.py").write_text(f"import sys\nsys.addaudithook({tell})\n", encoding="utf-8")
    said: list[str] = []
    with probe(tmp_path / "run").recording(*map(source, trees), lambda step: said.append(str(step))) as records:
        records()
    assert f"before: {trees[0] / 'shop/orders.py'}" in said
    assert f"after: {trees[1] / 'shop/orders.py'}" not in said


def test_what_a_server_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    left = "import atexit, threading, time\nthreading.Thread(target=time.sleep, args=[60]).start()\n"
    root = tiny_server(tmp_path / "tree", left + "atexit.register(time.sleep, 60)\n")
    record = probe(tmp_path / "run", seconds=50).record(source(root), "before", lambda step: None)
    assert len(record.outcomes) == REQUESTS


def test_two_trees_at_the_same_time(tmp_path: Path) -> None:
    """The second one imports its server while the first one, which has, makes the requests that both get."""
    trees = source(tiny_server(tmp_path / "one")), source(tiny_server(tmp_path / "two"))
    steps: list[str | Counted] = []
    runs = probe(tmp_path / "run")
    with runs.recording(*trees, steps.append) as records:
        old, new = records()
    assert (old, len(old.outcomes)) == (new, REQUESTS)
    assert [step for step in steps if str(step).startswith("before: ")] == [
        "before: Importing the server",
        "before: Making answers",
        "before: Making requests",
    ]
    assert steps.index("after: Importing the server") > steps.index("before: Making answers")
    assert [step for step in steps if isinstance(step, Counted)] == 2 * [Counted("Sending requests", 0, 2 * REQUESTS)]


@pytest.mark.parametrize(
    ("first", "second", "failed"),
    [
        pytest.param("raise RuntimeError\n", "", "one", id="the first, for which the second waits"),
        pytest.param("", "raise RuntimeError\n", "two", id="the second"),
        pytest.param("raise RuntimeError\n", "raise RuntimeError\n", "one", id="both"),
    ],
)
def test_one_of_two_trees_that_cannot_be_run(tmp_path: Path, first: str, second: str, failed: str) -> None:
    trees = [
        Source(name, tiny_server(tmp_path / name, lines), "shop", tmp_path / name, tmp_path / name)
        for name, lines in {"one": first, "two": second}.items()
    ]
    with (
        pytest.raises(InputError, match=f"^{failed}: its server cannot be run in "),
        probe(tmp_path / "run").recording(trees[0], trees[1], lambda step: None) as records,
    ):
        records()


def test_both_end_with_what_asked_for_them(tmp_path: Path) -> None:
    says = "import fastapi, os, sys, time\nprint(os.getpid(), file=sys.__stdout__, flush=True)\n"
    waits = {"one": "fastapi.FastAPI.openapi = lambda app: time.sleep(600)\n", "two": "time.sleep(600)\n"}
    trees = [source(tiny_server(tmp_path / name, says + lines)) for name, lines in waits.items()]
    said: Queue[str | Counted] = Queue()

    def interrupted() -> list[int]:
        with suppress(KeyboardInterrupt), probe(tmp_path / "run").recording(trees[0], trees[1], said.put):
            lines = [str(said.get()).rpartition(" ")[2] for _ in range(5)]
            raise KeyboardInterrupt
        return [int(line) for line in lines if line.isdecimal()]

    processes = interrupted()
    assert len(processes) == 2
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_tree_is_not_written_to(recorded: Recording) -> None:
    assert recorded.files[0] == recorded.files[1]


def test_only_the_apis_that_were_named_get_requests(tmp_path: Path) -> None:
    root = tiny_server(tmp_path / "tree")
    other = Probe(HERE, tmp_path / "run", 60, REQUESTS, 0, ("stock",))
    assert other.record(source(root), "before", lambda step: None).outcomes == ()


# What cannot be run


def test_server_that_raises(tmp_path: Path) -> None:
    error = refused(tmp_path, 'raise RuntimeError("no database")\n')
    start, *lines = error.message.splitlines()
    assert start == f"the tree: its server cannot be run in {HERE}:"
    assert lines[-1] == "RuntimeError: no database"
    assert lines[-2].strip() == 'raise RuntimeError("no database")'
    assert error.remedy.startswith("Its own code fails so:")


@pytest.mark.parametrize("line", ["import a_module_that_is_not_there", "from os import a_name_that_is_not_there"])
def test_server_that_lacks_something(line: str, tmp_path: Path) -> None:
    assert refused(tmp_path, f"{line}\n").remedy == ADVICE


def test_only_the_last_lines_are_shown(tmp_path: Path) -> None:
    error = refused(tmp_path, 'raise RuntimeError("\\n\\n".join(f"line {number}" for number in range(40)))\n')
    assert error.message.splitlines()[1:] == [f"line {number}" for number in range(28, 40)]


@pytest.mark.parametrize("leave", ["os._exit(3)", "os._exit(0)", "sys.exit()"])
def test_server_that_leaves(leave: str, tmp_path: Path) -> None:
    error = refused(tmp_path, f"import os, sys\n{leave}\n")
    assert error.message.startswith(f"the tree: its server cannot be run in {HERE}")


def test_server_that_hangs(tmp_path: Path) -> None:
    error = refused(tmp_path, "import time\ntime.sleep(60)\n", seconds=2)
    assert (error.message, error.remedy) == (
        "the tree: took more than 2 s",
        "Raise --timeout, or name APIs.",
    )


def test_what_a_server_started_ends_with_it(tmp_path: Path) -> None:
    """It holds the output open, for which the record waits."""
    child = tmp_path / "child.py"
    child.write_text("import pathlib, time\ntime.sleep(8)\npathlib.Path(__file__).with_name('lived').touch()\n")
    start = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, {str(child)!r}])\ntime.sleep(60)\n"
    assert refused(tmp_path, start, seconds=2).message == "the tree: took more than 2 s"
    assert not (tmp_path / "lived").exists()


def test_package_that_is_not_of_the_tree(tmp_path: Path) -> None:
    tree = Source("the tree", tmp_path, "json", tmp_path, tmp_path)
    with pytest.raises(InputError, match=r"json was imported from .*, which is not the tree"):
        probe(tmp_path / "run").record(tree, "before", lambda step: None)


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (b"Loading", "before: Loading"),
        (b"5", "before: 5"),
        (b'{"loaded": 1}', 'before: {"loaded": 1}'),
        (b"caf\xe9", "before: caf\N{REPLACEMENT CHARACTER}"),
    ],
    ids=["text", "number", "other JSON", "not UTF-8"],
)
def test_what_a_server_writes_past_python_is_a_step(said: bytes, step: str, tmp_path: Path) -> None:
    steps: list[str | Counted] = []
    root = tiny_server(tmp_path / "tree", f"import os\nos.write(1, {said!r} + b'\\n')\n")
    probe(tmp_path / "run").record(source(root), "before", steps.append)
    assert step in steps
