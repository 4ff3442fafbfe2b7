"""What is measured at the end, and result.json."""

import json
import os
from pathlib import Path

import numpy as np
from sparse import SparseState, mask

RESULT = Path("result.json")
LARGEST = 32
DIGITS = 12
"""Probabilities that differ by rounding only are equal, and then the smaller bit string comes first."""


def bits(basis: int, qubits: int) -> str:
    """Qubit 0 is the rightmost."""
    return format(basis, f"0{qubits}b")


def largest(state: SparseState) -> dict[str, float]:
    """The likeliest bit strings."""
    rounded = np.round(state.probabilities(), DIGITS)
    order = np.argsort(-rounded, kind="stable")[:LARGEST]
    return {bits(int(state.basis[i]), state.qubits): float(rounded[i]) for i in order if rounded[i] > 0}


def expectation_z(state: SparseState) -> list[float]:
    """Of each qubit: the probability of 0 less that of 1."""
    probabilities = state.probabilities()
    signs = (np.where(state.basis & mask(qubit) == 0, 1.0, -1.0) for qubit in range(state.qubits))
    return [round(float(np.sum(sign * probabilities)), DIGITS) for sign in signs]


def counts(state: SparseState, shots: int, seed: int) -> dict[str, int]:
    """Of measured bit strings. A shot is a random number that falls into some amplitude's share of the
    interval from 0 to 1."""
    edges = np.cumsum(state.probabilities())
    chances = np.random.default_rng(seed).random(shots) * edges[-1]
    places, times = np.unique(np.searchsorted(edges, chances, "right"), return_counts=True)
    return {bits(int(state.basis[place]), state.qubits): int(n) for place, n in zip(places, times)}


def write(result: dict) -> None:
    aside = RESULT.with_suffix(".new")
    with open(aside, "w", encoding="ascii") as file:
        json.dump(result, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, RESULT)
