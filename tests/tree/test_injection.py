"""A run that is disturbed at every call of the file system: by errors, signals, its death, edits and other runs."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from changeset_tree import AFTER, CHANGES, make_tree, snapshot
from disk_states import Disk, different, disk, disks_before_calls
from file_system_calls import at_call, killed
from thorough import THOROUGH

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.undo import Undone, undo_run
from llama_router_codemod.tree.unfinished_run import is_marked, require_finished
from llama_router_codemod.tree.write_lock import write_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from changeset_tree import Tree

    Say = Callable[[str], None]

#: There are at least so many calls in a run: a test that sees fewer has lost sight of them.
FEWEST = 150


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    previous = os.umask(0o022)
    yield
    os.umask(previous)


@pytest.fixture
def _ctrl_c() -> Iterator[None]:
    # A program that a shell started in the background ignores the signal.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


@pytest.fixture
def before(tmp_path: Path) -> Tree:
    return snapshot(make_tree(tmp_path / "untouched"))


def fail() -> None:
    raise OSError(errno.EIO, "Input/output error")


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def trees(directory: Path) -> Iterator[tuple[int, Path]]:
    for at in count(1):
        yield at, make_tree(directory / f"tree {at}")


@pytest.mark.parametrize(
    ("name", "action", "lasting"),
    [("one error", fail, False), ("Ctrl-C", interrupt, False), ("Ctrl-C, kept pressed", interrupt, True)],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.usefixtures("_ctrl_c")
def test_a_disturbance_is_rolled_back(
    tmp_path: Path, before: Tree, say: Say, name: str, action: Callable[[], None], lasting: bool
) -> None:
    finished = 0
    for at, root in trees(tmp_path):
        told: str | None = None
        with at_call(at, action, lasting=lasting) as calls:
            try:
                apply_changeset(root, CHANGES)
            except (InputError, KeyboardInterrupt, OSError) as error:
                told = str(error)
        if calls.count < at:
            break
        raised = told is not None and "all files are written" not in told
        assert "half-written" not in (told or "")
        finished += not raised
        assert undo_run(root) in ((Undone.NOTHING, Undone.REMAINS) if not raised else (Undone.NOTHING,))
        assert snapshot(root) == (before if raised else AFTER)
    assert at > FEWEST
    say(f"{name}: {at - 1} of {at - 1} calls, {at - 1 - finished} rolled back, {finished} finished")


def test_a_disk_that_stays_broken_is_told(tmp_path: Path, before: Tree, say: Say) -> None:
    half = 0
    for at, root in trees(tmp_path):
        told = ""
        with at_call(at, fail, lasting=True) as calls:
            try:
                apply_changeset(root, CHANGES)
            except (InputError, OSError) as error:
                told = str(error)
        if calls.count < at:
            break
        if is_marked(root):
            half += 1
            assert "half-written" in told or "all files are written" in told
            with pytest.raises(InputError, match="half-written"):
                require_finished(root)
            undone = undo_run(root)
            assert undone is (Undone.RUN if "half-written" in told else Undone.REMAINS)
        assert not is_marked(root)
        assert snapshot(root) == (AFTER if not told or "all files are written" in told else before)
    assert at > FEWEST
    say(f"a disk that stays broken: {at - 1} of {at - 1} calls, {half} told as half-written, then put back")


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Ground(tmp_path / "tree", tmp_path / "state")


@dataclass(frozen=True)
class Ground:
    """A place for one tree after another, and for the journals of the runs in it."""

    root: Path
    state: Path

    def new(self) -> Path:
        """The tree as it is before a run."""
        for directory in (self.root, self.state):
            shutil.rmtree(directory, ignore_errors=True)
        return make_tree(self.root)

    def disk(self) -> Disk:
        return disk(self.root, self.state)

    def disks(self, work: Callable[..., object], *arguments: object) -> list[Disk]:
        """What is on the disk before each call of the work."""
        return disks_before_calls(partial(work, self.root, *arguments), self.root, self.state)

    def begin(self, at: int, left: Disk) -> None:
        """A run that is killed at a call, which leaves what was seen before this call."""
        assert killed(partial(apply_changeset, self.new(), CHANGES), at)
        assert self.disk() == left


def test_a_killed_run_is_undone(ground: Ground, before: Tree, say: Say) -> None:
    seen: dict[Undone, int] = dict.fromkeys(Undone, 0)
    root = ground.new()
    disks = ground.disks(apply_changeset, CHANGES)
    for left, at in different(disks).items():
        ground.begin(at, left)
        state = snapshot(root)
        if not is_marked(root):
            assert state in (before, AFTER)
        undone = undo_run(root)
        seen[undone] += 1
        if undone is Undone.NOTHING:
            assert snapshot(root) == state
        else:
            assert snapshot(root) == (before if undone is Undone.RUN else AFTER)
        assert undo_run(root) is Undone.NOTHING
        apply_changeset(root, CHANGES) if snapshot(root) == before else None
        assert snapshot(root) == AFTER
    assert len(disks) > FEWEST
    assert all(seen.values())
    say(
        f"killed: {len(disks)} calls, which leave {sum(seen.values())} different disks,"
        f" {seen[Undone.RUN]} put back, {seen[Undone.REMAINS]} completed"
    )


def test_a_roll_back_that_is_killed_is_taken_up_again(ground: Ground, before: Tree, say: Say) -> None:
    calls = 0
    tried: set[Disk] = set()
    root = ground.new()
    first = different(ground.disks(apply_changeset, CHANGES))
    for begun, at in first.items():
        ground.begin(at, begun)
        disks = ground.disks(undo_run)
        calls += len(disks)
        for left, again in different(disks).items():
            if left in tried:
                continue
            tried.add(left)
            ground.begin(at, begun)
            assert killed(partial(undo_run, root), again)
            assert ground.disk() == left
            undo_run(root)
            assert snapshot(root) in (before, AFTER)
            assert not is_marked(root)
    assert calls > FEWEST
    assert len(tried) > len(first)
    say(f"killed while rolling back: {calls} calls, which leave {len(tried)} different disks, all put back")


def overwrite(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"by hand\n")


def save_by_rename(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name("draft")
    draft.write_bytes(b"by hand\n")
    draft.rename(file)


@pytest.mark.parametrize("save", [overwrite, save_by_rename])
def test_an_edit_is_kept(tmp_path: Path, before: Tree, say: Say, save: Callable[[Path], None]) -> None:
    names = [str(change.path).replace("link.py", "kept/behind.py") for change in CHANGES.changes]
    points = 0
    for at, first in trees(tmp_path):
        for number, name in enumerate(names if THOROUGH else [names[at % len(names)]]):
            root = make_tree(tmp_path / f"tree {at}, {number}") if number else first
            failed = ""
            with at_call(at, partial(save, root / name)) as calls:
                try:
                    apply_changeset(root, CHANGES)
                except InputError as error:
                    failed = str(error)
            if calls.count < at:
                break
            points += 1
            assert (root / name).read_bytes() == b"by hand\n"
            assert_others_whole(root, name, before, failed)
        else:
            continue
        break
    assert at > FEWEST
    say(f"{save.__name__.replace('_', ' ')}: {points} of {points} edits kept")


def assert_others_whole(root: Path, name: str, before: Tree, failed: str) -> None:
    """All other files are as before a run that failed, or as after one that did not."""
    if "half-written" in failed:
        assert name in failed
        (root / name).rename(root / "moved away")
        assert undo_run(root) is Undone.RUN
        (root / "moved away").unlink()
        assert snapshot(root).items() >= before.items()
        return
    assert not is_marked(root)
    expected = before if failed else AFTER
    directories = {str(parent) for parent in (root / name).relative_to(root).parents}
    ignored = {name, *directories}
    assert {path: item for path, item in snapshot(root).items() if path not in ignored} == {
        path: item for path, item in expected.items() if path not in ignored
    }


def test_a_second_run_is_refused(tmp_path: Path, say: Say) -> None:
    for at, root in trees(tmp_path):

        def second(root: Path = root) -> None:
            with pytest.raises(InputError, match="another run is at work"), write_lock(root):
                raise AssertionError("two runs at once")

        with write_lock(root), at_call(at, second) as calls:
            apply_changeset(root, CHANGES)
        assert snapshot(root) == AFTER
        if calls.count < at:
            break
    assert at > FEWEST
    say(f"a second run: refused at {at - 1} of {at - 1} calls")
