"""Noisy qubits: Monte-Carlo trajectories of idle qubits with T1 and T2 noise, with checkpoints.

Reads experiment.json, writes result.json and decay.svg; on the way state.npz (the checkpoint) and
fraction_done. Runs in the current directory, which is the slot of a BOINC task.
"""

import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np

import checkpoint
import experiment
import model
import plot
import report

STATE = Path("state.npz")
FRACTION_DONE = Path("fraction_done")
RESULT = Path("result.json")
PLOT = Path("decay.svg")

BATCH = 50
"""Trajectories that a worker process computes at a time, about 0.1 s: the answer to SIGTERM waits
for at most one of them. The result does not depend on it."""


class StopRequest:
    """Remembers that SIGTERM or SIGINT has come; the main loop asks between two batches."""

    def __init__(self) -> None:
        self.signal = 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._remember)

    def _remember(self, number: int, _frame: object) -> None:
        self.signal = number


def main() -> int:
    stop = StopRequest()
    try:
        todo = experiment.load(Path("experiment.json"), os.environ.get("ARGS", ""))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    sums = begin(todo)
    try:
        simulate(todo, sums, stop)
    except BrokenProcessPool:
        if not stop.signal:
            print("a worker process was killed; is the memory limit too low?", file=sys.stderr)
            return 1
    checkpoint.save(STATE, sums, todo.fingerprint())
    if sums.done < todo.trajectories:
        print(f"stopped at trajectory {sums.done}, checkpoint written", flush=True)
        return 128 + stop.signal
    finish(todo, sums)
    return 0


def begin(todo: experiment.Experiment) -> checkpoint.Sums:
    """The sums to go on from: the checkpoint's, or empty ones."""
    sums = checkpoint.load(STATE, todo.fingerprint())
    if sums is None:
        print(f"starting afresh: {todo.trajectories} trajectories", flush=True)
        return checkpoint.Sums.zero((2 * len(todo.qubits), todo.points))
    print(f"resuming at trajectory {sums.done} of {todo.trajectories}", flush=True)
    return sums


def simulate(todo: experiment.Experiment, sums: checkpoint.Sums, stop: StopRequest) -> None:
    """Adds what is missing to the sums, in order, until all is done or a stop is requested."""
    batches = [
        (first, min(BATCH, todo.trajectories - first))
        for first in range(sums.done, todo.trajectories, BATCH)
    ]
    with ProcessPoolExecutor(processes(), initializer=prepare_worker, initargs=(todo,)) as pool:
        for trajectories in pool.map(run_batch, batches):
            for trajectory in trajectories:
                sums.add(trajectory)
                if sums.done % todo.checkpoint_every == 0:
                    checkpoint.save(STATE, sums, todo.fingerprint())
                    print(f"{sums.done} trajectories, checkpoint written", flush=True)
            fraction = f"{sums.done / todo.trajectories:.6f}\n".encode()
            checkpoint.replace(FRACTION_DONE, fraction, durable=False)
            if stop.signal:
                pool.shutdown(cancel_futures=True)
                return


def processes() -> int:
    """As many as the client assigned; BOINC's number may have a fraction."""
    return max(1, int(float(os.environ.get("BOINC_NCPUS", "1"))))


_simulator: model.Simulator | None = None
"""The worker process's own."""


def prepare_worker(todo: experiment.Experiment) -> None:
    """Leaves Ctrl-C to the main process and builds the operators once.

    SIGTERM ends a worker at once: by it the pool ends the others when one has died.
    """
    global _simulator
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _simulator = model.Simulator(todo)


def run_batch(batch: tuple[int, int]) -> np.ndarray:
    """The trajectories first … first + count - 1 of batch = (first, count)."""
    return _simulator.run(*batch)


def finish(todo: experiment.Experiment, sums: checkpoint.Sums) -> None:
    """Writes the outputs and shows the result."""
    checkpoint.replace(RESULT, report.as_json(todo, sums))
    checkpoint.replace(PLOT, plot.draw(todo, sums).encode())
    print(report.as_table(todo, sums), flush=True)


if __name__ == "__main__":
    sys.exit(main())
