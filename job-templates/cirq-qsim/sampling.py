"""Shots: outcomes drawn from a final state."""

import cirq
import numpy as np

from circuit import Circuit
from observables import block_sums, probability_blocks


def counts(circuit: Circuit, state: np.ndarray, shots: int, seed: int) -> dict[str, int]:
    """Bit string to number of shots: of the classical bits, or of all qubits where none is measured."""
    indices, numbers = np.unique(sample(state, shots, seed), return_counts=True)
    source = {
        cirq.measurement_key_name(one): circuit.qubits.index(one.qubits[0])
        for one in circuit.operations
        if cirq.is_measurement(one)
    }
    result: dict[str, int] = {}
    for index, number in zip(indices.tolist(), numbers.tolist()):
        if source:
            name = circuit.outcome({bit: index >> qubit & 1 for bit, qubit in source.items()})
        else:
            name = f"{index:0{len(circuit.qubits)}b}"
        result[name] = result.get(name, 0) + number
    return dict(sorted(result.items()))


def sample(state: np.ndarray, shots: int, seed: int) -> np.ndarray:
    """Indices of amplitudes, drawn by their probabilities, ascending."""
    totals = block_sums(state)
    ends = np.cumsum(totals)
    points = np.sort(np.random.Generator(np.random.PCG64(seed)).random(shots)) * ends[-1]
    points_by_block = np.split(points, np.searchsorted(points, ends[:-1]))
    found, before = [], 0
    for block, end, total, inside in zip(probability_blocks(state), ends, totals, points_by_block):
        offset = np.searchsorted(end - total + np.cumsum(block), inside, side="right")
        found.append(before + np.minimum(offset, len(block) - 1))
        before += len(block)
    return np.concatenate(found)
