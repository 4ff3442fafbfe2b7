"""Shots that each have a history of their own: measured in the middle, conditions, resets, noise.

Here a state is no checkpoint, since each shot has another one. Shots come in batches, each with a
seed that follows from --seed and the number of the batch; the checkpoint is the counts so far.
"""

from collections import Counter

import numpy as np

import observables
from checkpoint import Checkpoint, report_fraction
from circuit import Circuit, every_step
from evolution import AMPLITUDES_PER_SECOND, amplitudes
from simulator import SimulationFailed, Simulator

LARGEST_BATCH = 10_000


def run(circuit: Circuit, simulator: Simulator, chosen, checkpoint: Checkpoint, stored, stop: list[int]):
    """Returns the result, or None where it was asked to stop and has written a checkpoint."""
    if chosen.shots == 0:
        raise SimulationFailed(
            f"the method {simulator.method} simulates this circuit shot by shot, and --shots is 0: "
            "say how many, on the command line of in.xml"
        )
    measured = with_measurements(circuit)
    size = batch_size(circuit, simulator, chosen)
    counts, batch = (Counter(stored.counts), stored.next) if stored else (Counter(), 0)
    print(f"at shot {batch * size} of {chosen.shots}, {simulator.threads} threads")
    while batch * size < chosen.shots:
        these = min(size, chosen.shots - batch * size)
        counts.update(simulator.counts(measured, these, seed_of(chosen.seed, batch)))
        batch += 1
        done = min(batch * size, chosen.shots)
        report_fraction(done / chosen.shots)
        if stop or checkpoint.is_due():
            checkpoint.save(circuit, batch, simulator.threads, counts=counts)
            print(f"shot {done} of {chosen.shots}, checkpoint written")
        if stop:
            return None
    return observables.of_counts(counts)


def with_measurements(circuit: Circuit):
    """All qubits are measured in a circuit that measures none."""
    if any(step.operation.name == "measure" for step in every_step(circuit.body)):
        return circuit.body
    return circuit.body.measure_all(inplace=False, add_bits=True)


def seed_of(seed: int, batch: int) -> int:
    return int(np.random.SeedSequence([seed, batch]).generate_state(1)[0])


def batch_size(circuit: Circuit, simulator: Simulator, chosen) -> int:
    """As many shots as a slow host simulates in a segment's time, by the circuit alone."""
    shot = work(circuit, simulator.method, chosen.bond_dimension)
    return int(min(LARGEST_BATCH, max(1, chosen.segment_seconds * AMPLITUDES_PER_SECOND / shot)))


def work(circuit: Circuit, method: str, bond: int) -> float:
    """Of one shot, in amplitudes that are changed."""
    steps = sum(1 for _ in every_step(circuit.body)) + circuit.qubits
    if method == "stabilizer":
        return steps * circuit.qubits**2  # measuring updates the whole tableau
    if method == "matrix_product_state":
        widest = min(bond, 2 ** (circuit.qubits // 2))
        return steps * 32 * widest**3  # a singular value decomposition after each gate
    return steps * amplitudes(circuit.qubits, method)
