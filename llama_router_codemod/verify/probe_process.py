"""Looks at a tree in a process of its own, with a limit on its time, and reads what it recorded."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import llama_router_codemod
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.progress import Counted, Report
from llama_router_codemod.verify.interpreter import ADVICE
from llama_router_codemod.verify.messages.message_file import read_message, write_message
from llama_router_codemod.verify.messages.options import ProbeOptions
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.progress import Sent, Step, read_progress
from llama_router_codemod.verify.messages.record import Record
from llama_router_codemod.verify.sources import Source

#: Imports this project's modules from their place, without putting the packages beside them on the path.
_START = """
import importlib.util, runpy, sys
place = sys.argv.pop(1)
spec = importlib.util.spec_from_file_location(
    "llama_router_codemod", place + "/__init__.py", submodule_search_locations=[place])
module = importlib.util.module_from_spec(spec)
sys.modules["llama_router_codemod"] = module
spec.loader.exec_module(module)
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

    def record(self, source: Source, label: str, report: Report) -> Record:
        """What one tree serves; the first one also makes the requests that all others get.

        Raises InputError when its server cannot be imported or run, or takes too long.
        """
        home = self.directory / label
        home.mkdir(parents=True, exist_ok=True)
        options = ProbeOptions(
            package=source.package,
            modules=source.modules,
            roots=(source.root, *source.beside),
            errors=tuple(f"{source.package}{name}" for name in (*ERROR_MODULES, f".{source.modules.core}.datatypes")),
            plan=self.directory / PLAN,
            record=home / RECORD,
            apis=self.apis,
            fastapi_document=source.fastapi_document,
            requests=self.requests,
            seed=self.seed,
        )
        write_message(home / OPTIONS, options)
        self._run(source, home, label, report)
        return read_message(Record, options.record)

    def plan(self) -> Plan:
        """The methods, answers and requests that the first record made."""
        return read_message(Plan, self.directory / PLAN)

    def _run(self, source: Source, home: Path, label: str, report: Report) -> None:
        place = str(Path(llama_router_codemod.__file__).parent)
        environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ} | {
            **_SET_VARIABLES,
            "PYTHONPATH": os.pathsep.join(map(str, (source.root, *source.beside))),
            "HOME": str(home),
        }
        with (home / "stderr.txt").open("w+", encoding="utf-8", errors="replace") as errors:
            process = subprocess.Popen(
                [str(self.python), "-c", _START, place, str(home / OPTIONS)],
                cwd=home,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
            late = threading.Event()

            def stop() -> None:
                late.set()
                _end(process)

            limit = threading.Timer(self.seconds, stop)
            limit.start()
            try:
                for line in process.stdout or ():
                    report(_event(label, line.strip()))
                process.wait()
            finally:
                limit.cancel()
                _end(process)
                process.communicate()
            errors.seek(0)
            said = [line for line in errors.read().splitlines() if line.strip()][-_SHOWN_LINES:]
        if late.is_set():
            raise InputError(f"{source.name}: took more than {self.seconds:g} s", "Raise --timeout, or name APIs.")
        if process.returncode != 0 or not (home / RECORD).is_file():
            raise InputError(f"{source.name}: its server cannot be run in {self.python}:\n" + "\n".join(said), ADVICE)


def _event(label: str, line: str) -> str | Counted:
    match read_progress(line):
        case Sent(done, total):
            return Counted(f"{label}: sending requests", done, total)
        case Step(step):
            return f"{label}: {step}"
        case None:
            return f"{label}: {line}"


def _end(process: subprocess.Popen[str]) -> None:
    """Ends a process and those that it started, if they are still there."""
    with suppress(ProcessLookupError, PermissionError):  # it is gone, or about to be
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
