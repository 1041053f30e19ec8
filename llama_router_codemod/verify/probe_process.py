"""Looks at a tree in a process of its own, with a limit on its time, and reads what it recorded."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

import llama_router_codemod
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.progress import Counted, Report
from llama_router_codemod.verify.interpreter import ADVICE
from llama_router_codemod.verify.messages.message_file import read_message, write_message
from llama_router_codemod.verify.messages.options import ProbeOptions
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.progress import IMPORTED, Progress, Sent, Step, read_progress
from llama_router_codemod.verify.messages.record import Record
from llama_router_codemod.verify.sources import Source

#: The last line of an error about something that is not installed.
_LACKS = re.compile(r"No module named|cannot import name|ImportError")
_ADVICE_ON_CODE = "Its own code fails so: mend that, or name with --python the interpreter that it is made for."
#: Imports this project's modules from their place, without putting the packages beside them on the path. It begins
#: when its input ends.
_START = """
import importlib.util, pathlib, runpy, sys
place, bytecode = sys.argv.pop(1), sys.argv.pop(1)
spec = importlib.util.spec_from_file_location(
    "llama_router_codemod", place + "/__init__.py", submodule_search_locations=[place])
module = importlib.util.module_from_spec(spec)
sys.modules["llama_router_codemod"] = module
spec.loader.exec_module(module)
from llama_router_codemod.verify.probe.bytecode import take_bytecode
sys.stdin.read()
take_bytecode(pathlib.Path(bytecode))
runpy.run_module("llama_router_codemod.verify.probe", run_name="__main__", alter_sys=True)
"""
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
#: Older releases start exporters and model downloads from their environment; the test context is read per request.
_SET_VARIABLES = {
    "LLAMA_STACK_TEST_INFERENCE_MODE": "replay",
    "LLAMA_STACK_TEST_STACK_CONFIG_TYPE": "server",
    "HF_HUB_OFFLINE": "1",
    "OTEL_SDK_DISABLED": "true",
    "PYTHONDONTWRITEBYTECODE": "1",
}
PLAN = "plan.json"
RECORD = "record.json"
OPTIONS = "options.json"
BYTECODE = "bytecode.marshal"
_SHOWN_LINES = 12
#: Where trees keep their exceptions; the second place is that of llama-stack from November 2025 on.
ERROR_MODULES = (".apis.common.errors", "_api.common.errors")


@dataclass(frozen=True)
class Probe:
    """How trees are looked at: the interpreter, a directory of its own, the limit in seconds for each tree."""

    python: Path
    directory: Path
    seconds: float
    requests: int
    seed: int
    apis: tuple[str, ...]

    @property
    def bytecode(self) -> Path:
        """The file of what was compiled of the first tree."""
        return self.directory / BYTECODE

    def record(self, source: Source, label: str, report: Report) -> Record:
        """What one tree serves; the first one also makes the requests that all others get.

        Raises InputError when its server cannot be imported or run, or takes too long.
        """
        with self._started(source, label, is_first=not (self.directory / PLAN).exists()) as run:
            return run.record(lambda progress: report(_event(label, progress)))

    @contextmanager
    def recording(self, before: Source, after: Source, report: Report) -> Iterator[Callable[[], tuple[Record, Record]]]:
        """Both trees at the same time; the second one begins when the first one has imported its server, whose modules
        then are compiled for both, and waits for the requests that the first one makes.

        What is given waits for the records of both. It raises InputError as `record` does, of the first one if it can.
        """
        told = _ToldOfBoth(report)
        with (
            ThreadPoolExecutor(2) as pool,
            self._started(before, "before", is_first=True) as first,
            self._started(after, "after", is_first=False, begins=False) as second,
        ):

            def told_of_first(progress: Progress | str) -> None:
                told("before", progress)
                if progress == IMPORTED:
                    second.begin()

            old = pool.submit(first.record, told_of_first)
            new = pool.submit(second.record, partial(told, "after"))
            yield lambda: (old.result(), new.result())

    def plan(self) -> Plan:
        """The methods, answers and requests that the first record made."""
        return read_message(Plan, self.directory / PLAN)

    @contextmanager
    def _started(self, source: Source, label: str, *, is_first: bool, begins: bool = True) -> Iterator[_Run]:
        """A process that looks at a tree, if it `begins` at once; it is gone afterwards."""
        home = self.directory / label
        home.mkdir(parents=True, exist_ok=True)
        options = ProbeOptions(
            package=source.package,
            modules=source.modules,
            roots=(source.root, *source.beside),
            errors=tuple(f"{source.package}{name}" for name in (*ERROR_MODULES, f".{source.modules.core}.datatypes")),
            plan=self.directory / PLAN,
            record=home / RECORD,
            bytecode=self.bytecode,
            is_first=is_first,
            apis=self.apis,
            fastapi_document=source.fastapi_document,
            requests=self.requests,
            seed=self.seed,
        )
        write_message(home / OPTIONS, options)
        place = str(Path(llama_router_codemod.__file__).parent)
        environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ} | {
            **_SET_VARIABLES,
            "PYTHONPATH": os.pathsep.join(map(str, (source.root, *source.beside))),
            "HOME": str(home),
        }
        with (home / "stderr.txt").open("w+", encoding="utf-8", errors="replace") as errors:
            process = subprocess.Popen(
                [str(self.python), "-c", _START, place, str(options.bytecode), str(home / OPTIONS)],
                cwd=home,
                env=environment,
                stdin=subprocess.DEVNULL if begins else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
            try:
                yield _Run(self, source.name, process, errors, options.record)
            finally:
                _end(process)
                process.wait()


@dataclass(frozen=True)
class _Run:
    """A process that looks at the tree with a name, what it writes to stderr, and the file of its record."""

    probe: Probe
    name: str
    process: subprocess.Popen[str]
    errors: TextIO
    file: Path

    def begin(self) -> None:
        """Let a process begin that did not at once."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def record(self, report: Callable[[Progress | str], None]) -> Record:
        """The record, when it is made. Raises InputError as `Probe.record` does."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            _end(self.process)

        limit = threading.Timer(self.probe.seconds, stop)
        limit.start()
        try:
            with self.process:
                for line in self.process.stdout or ():
                    report(read_progress(line) or line.strip())
        finally:
            limit.cancel()
        if late.is_set():
            raise InputError(f"{self.name}: took more than {self.probe.seconds:g} s", "Raise --timeout, or name APIs.")
        if self.process.returncode != 0 or not self.file.is_file():
            self.errors.seek(0)
            said = [line for line in self.errors.read().splitlines() if line.strip()][-_SHOWN_LINES:]
            message = f"{self.name}: its server cannot be run in {self.probe.python}:\n" + "\n".join(said)
            lacks_something = bool(said) and _LACKS.search(said[-1]) is not None
            raise InputError(message, ADVICE if lacks_something else _ADVICE_ON_CODE)
        return read_message(Record, self.file)


class _ToldOfBoth:
    """One report of two trees at the same time, whose requests are counted together."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._sent: dict[str, int] = {}

    def __call__(self, label: str, progress: Progress | str) -> None:
        with self._lock:
            if isinstance(progress, Sent):
                self._sent[label] = progress.done
                self._report(Counted("Sending requests", sum(self._sent.values()), 2 * progress.of))
            else:
                self._report(_event(label, progress))


def _event(label: str, progress: Progress | str) -> str | Counted:
    match progress:
        case Sent(done, total):
            return Counted(f"{label}: sending requests", done, total)
        case Step(step):
            return f"{label}: {step}"
        case line:
            return f"{label}: {line}"


def _end(process: subprocess.Popen[str]) -> None:
    """Ends a process and those that it started, if they are still there."""
    with suppress(ProcessLookupError, PermissionError):  # it is gone, or about to be
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
