"""The checkpoint: one file, written aside, synced and renamed."""

import json
import os
import time
import zipfile
from dataclasses import dataclass

import numpy as np
import qiskit
import qiskit_aer

from circuit import Circuit

FILE = "state.npz"
FORMAT = 1
SDK = {"qiskit": qiskit.__version__, "qiskit-aer": qiskit_aer.__version__, "numpy": np.__version__}


class Refused(Exception):
    """There is a checkpoint, and this run cannot go on from it; the message says what to do."""


@dataclass(frozen=True)
class Stored:
    next: int  # gate, or batch of shots
    threads: int  # a resumed run keeps to it
    counts: dict[str, int]  # classical bits so far
    transpiled: bytes
    state: np.ndarray | None

    def circuit(self, read: Circuit) -> Circuit:
        """As it was transpiled when the task began."""
        return read.with_body(self.transpiled)


class Checkpoint:
    """Reads and writes it. All that a run must agree in with its checkpoint is given by name."""

    def __init__(self, **run):
        self.run = {"format": FORMAT, "sdk": SDK, **run}
        # The volunteer's wish, in seconds.
        self.period = float(os.environ.get("BOINC_CHECKPOINT_PERIOD", "60"))
        self.saved = time.monotonic()

    def is_due(self) -> bool:
        return time.monotonic() - self.saved >= self.period

    def load(self) -> Stored | None:
        if not os.path.exists(FILE):
            print("starting afresh")
            return None
        try:
            with np.load(FILE) as file:
                header = json.loads(file["header"].tobytes())
                self._compare(header)
                state = file["state"] if "state" in file else None
                transpiled = file["circuit"].tobytes()
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as problem:
            raise Refused(f"reading the checkpoint {FILE} failed: {problem}; remove it to begin anew")
        print("resuming")
        return Stored(header["next"], header["threads"], header["counts"], transpiled, state)

    def _compare(self, header: dict) -> None:
        for name, mine in self.run.items():
            if header.get(name) != mine:
                raise Refused(
                    f"the checkpoint {FILE} is of another run: its {name} is {header.get(name)}, and "
                    f"here it is {mine}; put back what it was, or remove {FILE} to begin anew"
                )

    def save(self, circuit: Circuit, next: int, threads: int, state=None, counts=None) -> None:
        header = {**self.run, "next": next, "threads": threads, "counts": counts or {}}
        arrays = {"header": as_array(json.dumps(header, sort_keys=True).encode()),
                  "circuit": as_array(circuit.to_bytes())}
        if state is not None:
            arrays["state"] = state
        with open("state.new", "wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace("state.new", FILE)
        self.saved = time.monotonic()


def as_array(data: bytes) -> np.ndarray:
    return np.frombuffer(data, dtype=np.uint8)


def report_fraction(fraction: float) -> None:
    with open("fraction_done", "w", encoding="ascii") as file:
        print(f"{fraction:.6f}", file=file)
