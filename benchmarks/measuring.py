"""CPU seconds per unit of work, and how many controls fit into it.

A control is a fixed piece of plain Python, measured right before and after in the same run. Machines differ and are
busy; the ratio to the control is what can be compared.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

CONTROL_LOOPS = 1_000_000
REPETITIONS = 7


class Measured(NamedTuple):
    """The best of several runs, in CPU seconds, and the control beside it."""

    name: str
    seconds: float
    control: float
    bound: float | None = None

    @property
    def ratio(self) -> float:
        """How many controls the work costs."""
        return self.seconds / self.control

    def row(self) -> str:
        """One line of the table."""
        bound = f"{self.bound * 1000:>9.0f} ms" if self.bound is not None else " " * 12
        return f"{self.name:56} {self.seconds * 1000:>9.2f} ms {self.ratio:>8.3f} {bound}"


HEADER = f"{'work':56} {'CPU time':>12} {'controls':>8} {'promised':>12}"


def control() -> None:
    """A million additions: the yardstick."""
    total = 0
    for number in range(CONTROL_LOOPS):
        total += number


def cpu_seconds(work: Callable[[], object], repetitions: int = REPETITIONS) -> float:
    """CPU seconds of the quickest of several runs."""
    best = float("inf")
    for _ in range(repetitions):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def measure(
    name: str, work: Callable[[], object], bound: float | None = None, repetitions: int = REPETITIONS
) -> Measured:
    """Measure `work` between two controls."""
    before = cpu_seconds(control, 3)
    seconds = cpu_seconds(work, repetitions)
    after = cpu_seconds(control, 3)
    return Measured(name, seconds, (before + after) / 2, bound)
