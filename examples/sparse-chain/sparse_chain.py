"""Trajectories of a sparse state, computed by several processes, with checkpoints.

Reads experiment.json, writes populations.csv; on the way sums.json (the checkpoint) and
fraction_done. Runs in the current directory, the slot of a BOINC task. What the processes hand over
goes through files in the scratch directory: it is in memory, and gone with the container.
"""

import hashlib
import json
import os
import signal
import sys
from multiprocessing import Pool
from pathlib import Path

import chain

EXPERIMENT = Path("experiment.json")
SUMS = Path("sums.json")
FRACTION_DONE = Path("fraction_done")
RESULT = Path("populations.csv")
SCRATCH = Path(os.environ.get("TMPDIR", "/tmp"))

BATCH = 10
"""Trajectories between two looks for a signal, a second or two. The result does not depend on it."""


class StopRequest:
    """Remembers that SIGTERM has come; the main loop asks between two batches."""

    def __init__(self) -> None:
        self.signal = 0
        signal.signal(signal.SIGTERM, self._remember)

    def _remember(self, number: int, _frame: object) -> None:
        self.signal = number


def main() -> int:
    stop = StopRequest()
    try:
        todo = chain.Chain.load(EXPERIMENT)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    done, sums = load(todo)
    with Pool(processes(), leave_signals_to_parent) as pool:
        while done < todo.trajectories and not stop.signal:
            indices = range(done, min(done + BATCH, todo.trajectories))
            pool.starmap(compute, [(todo, index) for index in indices], chunksize=1)
            for index in indices:  # always in this order: rounding depends on it
                add(sums, take(index))
            done = indices.stop
            save(todo, done, sums)
            replace(FRACTION_DONE, f"{done / todo.trajectories:.6f}\n", durable=False)
    if done < todo.trajectories:
        print(f"stopped after {done} trajectories", flush=True)
        return 128 + stop.signal
    write_result(todo, sums)
    return 0


def processes() -> int:
    """As many as the client assigned; BOINC's number may have a fraction."""
    return max(1, int(float(os.environ.get("BOINC_NCPUS", "1"))))


def leave_signals_to_parent() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def handover(index: int) -> Path:
    return SCRATCH / f"trajectory-{index}.json"


def compute(todo: chain.Chain, index: int) -> None:
    """In a worker process."""
    handover(index).write_text(json.dumps(chain.trajectory(todo, index)), encoding="ascii")


def take(index: int) -> list[list[float]]:
    file = handover(index)
    records = json.loads(file.read_text(encoding="ascii"))
    file.unlink()
    return records


def add(sums: list[list[float]], records: list[list[float]]) -> None:
    for row, record in zip(sums, records):
        for qubit, population in enumerate(record):
            row[qubit] += population


def fingerprint(todo: chain.Chain) -> str:
    """Of the experiment: a checkpoint of another one is not used."""
    return hashlib.sha256(repr(todo).encode()).hexdigest()


def load(todo: chain.Chain) -> tuple[int, list[list[float]]]:
    """Number and sums of the trajectories that are done."""
    if SUMS.exists():
        stored = json.loads(SUMS.read_text(encoding="ascii"))
        if stored["fingerprint"] == fingerprint(todo):
            print(f"resuming after {stored['done']} of {todo.trajectories} trajectories", flush=True)
            return stored["done"], stored["sums"]
        print(f"{SUMS} is of another experiment", flush=True)
    print(f"starting afresh: {todo.trajectories} trajectories", flush=True)
    return 0, [[0.0] * todo.qubits for _ in todo.times()]


def save(todo: chain.Chain, done: int, sums: list[list[float]]) -> None:
    stored = {"fingerprint": fingerprint(todo), "done": done, "sums": sums}
    replace(SUMS, json.dumps(stored))


def replace(path: Path, text: str, durable: bool = True) -> None:
    """Writes aside, then renames; durable: also a power cut leaves the old file or the new one."""
    aside = path.with_name(path.name + ".new")
    with open(aside, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        if durable:
            os.fsync(file.fileno())
    os.replace(aside, path)


def write_result(todo: chain.Chain, sums: list[list[float]]) -> None:
    lines = ["time,excitations," + ",".join(f"qubit{q}" for q in range(todo.qubits))]
    for time, row in zip(todo.times(), sums):
        means = [total / todo.trajectories for total in row]
        lines.append(f"{time:.2f},{sum(means):.9f}," + ",".join(f"{mean:.9f}" for mean in means))
    replace(RESULT, "\n".join(lines) + "\n")
    print(f"{todo.trajectories} trajectories: {lines[-1].split(',')[1]} excitations are left", flush=True)


if __name__ == "__main__":
    sys.exit(main())
