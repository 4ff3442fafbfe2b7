"""A circuit whose final state tells everything: the state vector passes from segment to segment."""

from argparse import Namespace

import cirq
import numpy as np

import simulator
from checkpoint import Checkpoint
from circuit import Circuit
from observables import summary
from sampling import counts


class Evolution:
    """Each step is a segment of gates.

    qsim multiplies neighbouring gates before it applies them, and so rounds differently where it is
    cut. Therefore every run is cut at the same gates, whether it is interrupted there or not.
    """

    unit = "gate"

    def __init__(self, circuit: Circuit, options: Namespace, threads: int):
        self.circuit, self.options, self.threads = circuit, options, threads
        self.gates = [one for one in circuit.operations if not cirq.is_measurement(one)]
        self.segment = max(1, int(options.segment_seconds / circuit.slow_seconds_per_gate))
        self.done, self.total = 0, len(self.gates)
        self.state = np.zeros(2 ** len(circuit.qubits), np.complex64)
        self.state[0] = 1
        self.counts = {}

    def restore(self, saved: Checkpoint) -> None:
        self.done, self.state = saved.done, saved.state

    def step(self) -> None:
        segment = self.gates[self.done : self.done + self.segment]
        qsim = simulator.create(self.threads, self.options.seed, self.done)
        _, self.state, _ = qsim.simulate_into_1d_array(
            cirq.Circuit(segment),
            # The first qubit becomes the lowest bit of an amplitude's index.
            qubit_order=self.circuit.qubits[::-1],
            initial_state=self.state,
        )
        self.done += len(segment)

    def result(self) -> dict:
        result = summary(self.circuit, self.state)
        if self.options.shots:
            result["counts"] = counts(self.circuit, self.state, self.options.shots, self.options.seed)
        return dict(sorted(result.items()))
