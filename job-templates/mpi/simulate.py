"""A circuit on a state vector that is spread over the ranks of MPI, with checkpoints.

Reads circuit.qasm and writes result.json, on the way state.bin (the checkpoint) and fraction_done.
Runs in the current directory, the slot of a BOINC task. launch.py starts it, as every rank.
"""

import os
import sys
import time
from pathlib import Path

import arguments
import checkpoint
import circuit
import numpy as np
import result
from mpi4py import MPI
from statevector import StateVector

REQUEST = Path("checkpoint_wanted")
"""The wrapper makes this file when it wants a checkpoint: mpiexec keeps signals to itself."""

PERIOD = float(os.environ.get("BOINC_CHECKPOINT_PERIOD", "60"))
"""Seconds between checkpoints without a request: without them a power cut would cost the whole run."""


class Pace:
    """Rank 0 looks at the clock and for the request; the others do what it says.

    If each rank looked for itself, some would write a checkpoint before a gate and some after it.
    """

    def __init__(self, comm: MPI.Comm) -> None:
        self.comm = comm
        self.saved = self.reported = time.monotonic()

    def wants_checkpoint(self) -> bool:
        wanted = np.zeros(1, dtype=np.int8)
        if self.comm.rank == 0:
            wanted[0] = REQUEST.exists() or time.monotonic() - self.saved >= PERIOD
        self.comm.Bcast(wanted)
        return bool(wanted[0])

    def has_saved(self) -> None:
        self.saved = time.monotonic()
        if self.comm.rank == 0:
            REQUEST.unlink(missing_ok=True)

    def report(self, fraction: float) -> None:
        """Once a second."""
        if self.comm.rank == 0 and time.monotonic() - self.reported >= 1:
            self.reported = time.monotonic()
            Path("fraction_done").write_text(f"{fraction:.6f}\n", encoding="ascii")


def say(comm: MPI.Comm, words: str) -> None:
    if comm.rank == 0:
        print(words, flush=True)


def read_circuit(comm: MPI.Comm) -> circuit.Circuit:
    try:
        todo = circuit.read(Path("circuit.qasm"))
    except FileNotFoundError as error:
        raise SystemExit(
            "there is no circuit.qasm in the slot; that must be the input's <open_name> in in.xml"
        ) from error
    except (OSError, circuit.CircuitError) as error:
        raise SystemExit(str(error)) from error
    if 1 << todo.qubits < 2 * comm.size:
        raise SystemExit(f"circuit.qasm has {todo.qubits} qubits: too few for {comm.size} ranks")
    return todo


def evolve(todo: circuit.Circuit, identity: dict, state: StateVector) -> None:
    """Applies all gates that the checkpoint has not seen yet."""
    begin = checkpoint.load(identity, state)
    say(state.comm, f"resuming at gate {begin}" if begin else f"starting afresh: {todo.qubits} qubits")
    pace = Pace(state.comm)
    for index in range(begin, len(todo.gates)):
        if pace.wants_checkpoint():
            checkpoint.save(identity, index, state)
            pace.has_saved()
            say(state.comm, f"checkpoint before gate {index} of {len(todo.gates)}")
        state.apply(todo.gates[index])
        pace.report((index + 1) / len(todo.gates))


def measure(todo: circuit.Circuit, state: StateVector, shots: int, seed: int) -> None:
    measured = {
        "circuit": todo.sha256,
        **({"counts": result.counts(state, shots, seed)} if shots else {}),
        "expectation_z": result.expectation_z(state),
        "method": "statevector",
        "precision": "double",
        "probabilities": result.largest(state),
        "qubits": todo.qubits,
    }
    if state.comm.rank == 0:
        result.write(measured)


def main() -> None:
    comm, wanted = MPI.COMM_WORLD, arguments.read()
    todo = read_circuit(comm)
    identity = {
        "circuit": todo.sha256,
        "ranks": comm.size,
        "precision": "double",
        "numpy": np.__version__,
    }
    state = StateVector(todo.qubits, comm)
    evolve(todo, identity, state)
    measure(todo, state, wanted.shots, wanted.seed)


if __name__ == "__main__":
    sys.exit(main())
