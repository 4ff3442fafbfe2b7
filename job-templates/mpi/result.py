"""What is measured at the end, and result.json. The ranks' parts are put together in their order."""

import json
import os
from collections import Counter
from pathlib import Path

import numpy as np
from statevector import StateVector

RESULT = Path("result.json")
LARGEST = 32
DIGITS = 12
"""Probabilities that differ by rounding only are equal, and then the smaller bit string comes first."""


def bits(index: int, qubits: int) -> str:
    """Qubit 0 is the rightmost."""
    return format(index, f"0{qubits}b")


def largest(state: StateVector) -> dict[str, float] | None:
    """The likeliest bit strings, on rank 0."""
    found: list[tuple[float, int]] = []
    for begin, probabilities in state.probabilities():
        rounded = np.round(probabilities, DIGITS)
        order = np.argsort(-rounded, kind="stable")[:LARGEST]
        found += [(-float(rounded[i]), begin + int(i)) for i in order if rounded[i] > 0]
        found = sorted(found)[:LARGEST]
    gathered = state.comm.gather(found)
    if gathered is None:
        return None
    likeliest = sorted(pair for part in gathered for pair in part)[:LARGEST]
    return {bits(index, state.qubits): -negative for negative, index in likeliest}


def expectation_z(state: StateVector) -> list[float] | None:
    """Of each qubit, on rank 0: the probability of 0 less that of 1."""
    ones, total = np.zeros(state.qubits), 0.0
    for begin, probabilities in state.probabilities():
        width = len(probabilities).bit_length() - 1
        weight = float(np.sum(probabilities))
        total += weight
        for qubit in range(state.qubits):
            if qubit < width:
                ones[qubit] += np.sum(probabilities.reshape(-1, 2, 1 << qubit)[:, 1])
            elif begin >> qubit & 1:
                ones[qubit] += weight
    gathered = state.comm.gather((ones, total))
    if gathered is None:
        return None
    norm = sum(total for _, total in gathered)
    ones = sum(ones for ones, _ in gathered)
    return [round(float(norm - 2 * one), DIGITS) for one in ones]


def counts(state: StateVector, shots: int, seed: int) -> dict[str, int] | None:
    """Of measured bit strings, on rank 0. A shot is a random number that falls into some amplitude's
    share of the interval from 0 to 1."""
    shares = state.comm.allgather(sum(float(np.sum(p)) for _, p in state.probabilities()))
    begin, norm = sum(shares[: state.comm.rank]), sum(shares)
    chances = np.sort(np.random.default_rng(seed).random(shots)) * norm
    found: Counter[str] = Counter()
    for first, probabilities in state.probabilities():
        edges = begin + np.concatenate(([0.0], np.cumsum(probabilities)))
        begin += float(np.sum(probabilities))
        for chance in chances[(chances >= edges[0]) & (chances < begin)]:
            index = min(int(np.searchsorted(edges, chance, "right")) - 1, len(probabilities) - 1)
            found[bits(first + index, state.qubits)] += 1
    gathered = state.comm.gather(found)
    return None if gathered is None else dict(sorted(sum(gathered, Counter()).items()))


def write(result: dict) -> None:
    aside = RESULT.with_suffix(".new")
    with open(aside, "w", encoding="ascii") as file:
        json.dump(result, file, indent=1, sort_keys=False)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, RESULT)
