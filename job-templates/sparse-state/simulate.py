"""A circuit of up to 64 qubits in which few amplitudes are not zero, with checkpoints.

Reads circuit.qasm and writes result.json, on the way state.npz (the checkpoint) and fraction_done.
Runs in the current directory, the slot of a BOINC task.
"""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

import checkpoint
import circuit
import numpy as np
import result
from sparse import MOST_QUBITS, SparseState, TooManyAmplitudes

PERIOD = float(os.environ.get("BOINC_CHECKPOINT_PERIOD", "60"))
"""Seconds between checkpoints: the volunteer's wish."""


class Stop:
    """Remembers that SIGTERM has come; the main loop asks between two gates."""

    def __init__(self) -> None:
        self.signal = 0
        signal.signal(signal.SIGTERM, self.remember)

    def remember(self, number: int, _frame: object) -> None:
        self.signal = number


def arguments() -> argparse.Namespace:
    """The workunit's command line, which the wrapper hands over in the variable ARGS."""
    parser = argparse.ArgumentParser(prog="ARGS", description="the workunit's command line")
    parser.add_argument("--most", type=int, default=1 << 20, help="most amplitudes; more end the task")
    parser.add_argument("--shots", type=int, default=0, help="how often the qubits are measured")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers of the shots")
    return parser.parse_args(os.environ.get("ARGS", "").split())


def read_circuit() -> circuit.Circuit:
    try:
        todo = circuit.read(Path("circuit.qasm"))
    except FileNotFoundError as error:
        raise SystemExit(
            "there is no circuit.qasm in the slot; that must be the input's <open_name> in in.xml"
        ) from error
    except (OSError, circuit.CircuitError) as error:
        raise SystemExit(str(error)) from error
    if todo.qubits > MOST_QUBITS:
        raise SystemExit(f"circuit.qasm has {todo.qubits} qubits; this app takes at most {MOST_QUBITS}")
    return todo


def evolve(todo: circuit.Circuit, identity: dict, state: SparseState, stop: Stop) -> None:
    """Applies all gates that the checkpoint has not seen yet. Exits after a checkpoint at SIGTERM."""
    begin = checkpoint.load(identity, state)
    print(f"resuming at gate {begin}" if begin else f"starting afresh: {todo.qubits} qubits")
    saved = time.monotonic()
    for index in range(begin, len(todo.gates)):
        if stop.signal or time.monotonic() - saved >= PERIOD:
            save(todo, identity, index, state)
            saved = time.monotonic()
        if stop.signal:
            raise SystemExit(128 + stop.signal)
        try:
            state.apply(todo.gates[index])
        except TooManyAmplitudes as error:
            raise SystemExit(f"gate {index + 1} of {len(todo.gates)}: {error}") from error


def save(todo: circuit.Circuit, identity: dict, index: int, state: SparseState) -> None:
    checkpoint.save(identity, index, state)
    Path("fraction_done").write_text(f"{index / len(todo.gates):.6f}\n", encoding="ascii")
    print(f"checkpoint before gate {index} of {len(todo.gates)}: {len(state.basis)} amplitudes")


def main() -> None:
    stop, wanted, todo = Stop(), arguments(), read_circuit()
    identity = {"circuit": todo.sha256, "precision": "double", "numpy": np.__version__}
    state = SparseState(todo.qubits, wanted.most)
    evolve(todo, identity, state, stop)
    measured = {
        "circuit": todo.sha256,
        **({"counts": result.counts(state, wanted.shots, wanted.seed)} if wanted.shots else {}),
        "expectation_z": result.expectation_z(state),
        "method": "sparse",
        "precision": "double",
        "probabilities": result.largest(state),
        "qubits": todo.qubits,
    }
    result.write(measured)


if __name__ == "__main__":
    sys.exit(main())
