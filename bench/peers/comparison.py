"""What was measured beside what, which goal it has, and how that is printed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from process_cost import Cost

_HEADER = (
    *("what", "where", "clock", "CPU", "peak"),
    *("beside", "its CPU", "its peak", "CPU ratio", "peak ratio", "goal", "met"),
)


@dataclass(frozen=True)
class Timed:
    """A process that is timed, in `tree`, in a fresh copy if it `writes`; `codes` are the exit codes of success."""

    what: str
    where: str
    command: tuple[str, ...]
    tree: Path
    codes: tuple[int, ...] = (0,)
    writes: bool = False
    once: bool = False


@dataclass(frozen=True)
class Goal:
    """The largest ratios that are wanted. That of an enforced goal decides the exit code."""

    cpu: float
    peak: float | None = None
    enforced: bool = False

    def __str__(self) -> str:
        shown = f"CPU ≤ {self.cpu:.2f}"
        return shown if self.peak is None else f"{shown}, peak ≤ {self.peak:.2f}"

    def is_met(self, ratio: Ratio) -> bool:
        return ratio.cpu <= self.cpu and (self.peak is None or ratio.peak <= self.peak)


@dataclass(frozen=True)
class Ratio:
    """How many times the cost of its peer a process has."""

    cpu: float
    peak: float

    @classmethod
    def of(cls, ours: Cost, peer: Cost) -> Ratio:
        return cls(ours.cpu / peer.cpu, ours.peak / peer.peak)


@dataclass(frozen=True)
class Comparison:
    """A process beside its peer, if it has one, with the goal, if there is one."""

    subject: Timed
    peer: Timed | None = None
    goal: Goal | None = None


def processes(comparisons: Sequence[Comparison]) -> list[Timed]:
    """All that is to be timed, each once, peers beside what they are compared with."""
    both = (timed for item in comparisons for timed in (item.subject, item.peer) if timed is not None)
    return list(dict.fromkeys(both))


def markdown(comparisons: Sequence[Comparison], costs: Mapping[Timed, Cost]) -> str:
    """The table, a line for each comparison; what is compared several times has its cost in the first line."""
    lines = [_HEADER, ("---",) * len(_HEADER)]
    shown: set[Timed] = set()
    for item in comparisons:
        ours = item.subject, costs[item.subject]
        lines.append((*(("",) * 5 if item.subject in shown else _cost_cells(*ours)), *_peer_cells(item, costs)))
        shown.add(item.subject)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def missed(comparisons: Sequence[Comparison], costs: Mapping[Timed, Cost]) -> Iterator[Comparison]:
    """The comparisons whose goal is not met, as measured and not as printed."""
    for item in comparisons:
        if item.peer and item.goal and not item.goal.is_met(Ratio.of(costs[item.subject], costs[item.peer])):
            yield item


def _cost_cells(timed: Timed, cost: Cost) -> tuple[str, ...]:
    return f"`{timed.what}`", timed.where, _seconds(cost.clock), _seconds(cost.cpu), _megabytes(cost.peak)


def _peer_cells(item: Comparison, costs: Mapping[Timed, Cost]) -> tuple[str, ...]:
    if item.peer is None:
        return ("-",) * 7
    cost, ratio = costs[item.peer], Ratio.of(costs[item.subject], costs[item.peer])
    met = ("-", "-") if item.goal is None else (str(item.goal), "yes" if item.goal.is_met(ratio) else "**no**")
    name = item.peer.what if item.peer.where == item.subject.where else f"{item.peer.what}, {item.peer.where}"
    return name, _seconds(cost.cpu), _megabytes(cost.peak), f"{ratio.cpu:.2f}", f"{ratio.peak:.2f}", *met


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def _megabytes(value: float) -> str:
    return f"{value:.0f} MB"
