"""A circuit that measures or resets on its way: each shot is a run of its own, in batches."""

import sys
from argparse import Namespace

import cirq
import numpy as np

import simulator
from checkpoint import Checkpoint
from circuit import Circuit


class ShotBatches:
    """Each step is a batch of shots. Its seed follows from its first shot's number.

    A state in the middle of a shot is never saved: what it will become depends on random numbers
    inside qsim, which cannot be saved.
    """

    unit = "shot"

    def __init__(self, circuit: Circuit, options: Namespace, threads: int):
        if not options.shots:
            sys.exit("circuit.qasm measures or resets before its end: say how often with --shots N")
        self.circuit, self.options, self.threads = circuit, options, threads
        shot_seconds = circuit.slow_seconds_per_gate * len(circuit.operations)
        self.batch = max(1, int(options.segment_seconds / shot_seconds))
        self.done, self.total = 0, options.shots
        self.counts: dict[str, int] = {}
        self.state = np.empty(0, np.complex64)

    def restore(self, saved: Checkpoint) -> None:
        self.done, self.counts = saved.done, saved.counts

    def step(self) -> None:
        shots = min(self.batch, self.total - self.done)
        qsim = simulator.create(self.threads, self.options.seed, self.done)
        records = qsim.run(cirq.Circuit(self.circuit.operations), repetitions=shots).records
        # A bit that is measured several times keeps its last value.
        last = {key: values[:, -1, 0] for key, values in records.items()}
        for shot in range(shots):
            name = self.circuit.outcome({key: int(values[shot]) for key, values in last.items()})
            self.counts[name] = self.counts.get(name, 0) + 1
        self.done += shots

    def result(self) -> dict:
        return {
            "circuit": self.circuit.sha256,
            "counts": dict(sorted(self.counts.items())),
            "method": "trajectories",
            "precision": simulator.PRECISION,
            "qubits": len(self.circuit.qubits),
        }
