"""What is told of a state or of counts, and result.json.

All sums go over blocks of a fixed size in a fixed order, so they do not depend on the number of
threads; one block at a time needs little memory beside the state.
"""

import json
import os
from collections import Counter
from typing import Iterator

import numpy as np

from circuit import Circuit

BLOCK_QUBITS = 16
LISTED = 32
# Beyond them there is only rounding, and equal probabilities would not be equal.
DECIMALS = {"double": 12, "single": 6}
SAMPLING = 0xA  # tells the seed of the samples from those of batches


def of_state(circuit: Circuit, state: np.ndarray, chosen) -> dict:
    decimals = DECIMALS[chosen.precision]
    result = {
        "probabilities": {bit_string(index, circuit.qubits): value
                          for index, value in largest(state, decimals)},
        "expectation_z": [round(z, decimals) + 0.0 for z in expectation_z(state, circuit.qubits)],
    }
    if chosen.shots:
        result["counts"] = counts(circuit, sample(state, chosen.shots, chosen.seed))
    return result


def of_counts(found: Counter) -> dict:
    """Z of each measured bit, the rightmost first, as the mean over the shots."""
    shots = sum(found.values())
    bits = len(next(iter(found)))
    ones = [sum(n for key, n in found.items() if key[-1 - bit] == "1") for bit in range(bits)]
    return {"counts": dict(found), "expectation_z": [1 - 2 * n / shots for n in ones]}


def blocks(state: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The probabilities of all bit strings, with the index of each block's first."""
    size = 1 << BLOCK_QUBITS
    for first in range(0, state.shape[0], size):
        if state.ndim == 2:  # a density matrix
            yield first, state.diagonal()[first:first + size].real.copy()
        else:
            part = state[first:first + size]
            yield first, part.real**2 + part.imag**2


def largest(state: np.ndarray, decimals: int) -> list[tuple[int, float]]:
    """The indices of the largest probabilities; of equal ones, the smaller index first."""
    best: list[tuple[float, int]] = []
    for first, block in blocks(state):
        block = np.round(block, decimals)
        floor = -best[-1][0] if len(best) == LISTED else 0.0
        found = np.flatnonzero(block > floor)
        found = found[np.argsort(-block[found], kind="stable")][:LISTED]
        best = sorted([*best, *((-float(block[i]), first + int(i)) for i in found)])[:LISTED]
    return [(index, -negative) for negative, index in best]


def expectation_z(state: np.ndarray, qubits: int) -> list[float]:
    z = [0.0] * qubits
    for first, block in blocks(state):
        total = float(block.sum())
        for qubit in range(qubits):
            if qubit < BLOCK_QUBITS:
                pairs = block.reshape(-1, 2, 1 << qubit)
                z[qubit] += float(pairs[:, 0].sum()) - float(pairs[:, 1].sum())
            else:
                z[qubit] += -total if first >> qubit & 1 else total
    return z


def sample(state: np.ndarray, shots: int, seed: int) -> Counter:
    """How often each index came, by inversion of the cumulative distribution."""
    total = sum(float(block.sum()) for _, block in blocks(state))
    generator = np.random.Generator(np.random.PCG64([seed, SAMPLING]))
    thresholds = np.sort(generator.random(shots)) * total
    counts: Counter = Counter()
    below, drawn, last = 0.0, 0, 0
    for first, block in blocks(state):
        cumulative = below + np.cumsum(block)
        until = int(np.searchsorted(thresholds, cumulative[-1]))
        indices = np.searchsorted(cumulative, thresholds[drawn:until], side="right")
        counts.update((first + indices).tolist())
        if block.any():
            last = first + int(np.flatnonzero(block)[-1])
        below, drawn = float(cumulative[-1]), max(drawn, until)
    counts[last] += shots - drawn  # what rounding has left over
    return +counts


def counts(circuit: Circuit, samples: Counter) -> dict[str, int]:
    """By the classical bits that were measured into; by all qubits if none was."""
    measures = circuit.measures or {qubit: qubit for qubit in range(circuit.qubits)}
    width = circuit.body.num_clbits if circuit.measures else circuit.qubits
    found: Counter = Counter()
    for index, count in samples.items():
        bits = sum((index >> qubit & 1) << bit for qubit, bit in measures.items())
        found[bit_string(bits, width)] += count
    return dict(found)


def bit_string(index: int, width: int) -> str:
    """As Qiskit prints it: qubit 0 is the rightmost."""
    return format(index, f"0{width}b")


def write_result(result: dict) -> None:
    """Sorted keys, but probabilities in the order of their size."""
    if "counts" in result:
        result = {**result, "counts": dict(sorted(result["counts"].items()))}
    with open("result.json.new", "w", encoding="ascii") as file:
        json.dump(dict(sorted(result.items())), file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace("result.json.new", "result.json")
