"""What is told of a final state. All sums are in double precision and in one order.

Nothing here makes an array as large as the state: it is read in blocks. Thousands of gates in single
precision change the norm in its fourth digit, so all probabilities are divided by their sum.
"""

import numpy as np

import simulator
from circuit import Circuit

BLOCK = 2**16  # amplitudes
LARGEST = 32  # so many probabilities are told
NOISE = 1e-11  # below it a probability is the rounding of single precision


def probability_blocks(state: np.ndarray):
    """The probabilities of the amplitudes' indices in ascending order."""
    for start in range(0, len(state), BLOCK):
        block = state[start : start + BLOCK]
        yield np.square(block.real, dtype=float) + np.square(block.imag, dtype=float)


def block_sums(state: np.ndarray) -> np.ndarray:
    return np.array([block.sum() for block in probability_blocks(state)])


def summary(circuit: Circuit, state: np.ndarray) -> dict:
    return {
        "circuit": circuit.sha256,
        "expectation_z": expectation_z(state),
        "method": "statevector",
        "precision": simulator.PRECISION,
        "probabilities": largest(state, len(circuit.qubits)),
        "qubits": len(circuit.qubits),
    }


def expectation_z(state: np.ndarray) -> list[float]:
    """One number a qubit, from -1 (always 1) to 1 (always 0)."""
    inside = np.zeros(min(BLOCK, len(state)))  # summed over all blocks: the low qubits' distribution
    for block in probability_blocks(state):
        inside += block
    return marginals(inside) + marginals(block_sums(state))  # between the blocks: the high qubits'


def marginals(distribution: np.ndarray) -> list[float]:
    """P(0) - P(1) of each bit of the index, the lowest first."""
    result = []
    distribution = distribution / distribution.sum()
    while len(distribution) > 1:
        low, high = np.split(distribution, 2)
        result.insert(0, round(float(low.sum() - high.sum()), 7) + 0.0)  # never -0.0
        distribution = low + high
    return result


def largest(state: np.ndarray, qubits: int) -> dict[str, float]:
    """Bit string, with the first qubit at its right end, to probability."""
    norm = block_sums(state).sum()
    found: list[tuple[float, int]] = []  # (-probability, index): in the result's order when sorted
    for number, block in enumerate(probability_blocks(state)):
        block = rounded(block / norm)
        least = np.partition(block, -LARGEST)[-LARGEST] if len(block) > LARGEST else 0.0
        candidates = np.concatenate([np.flatnonzero(block > least), np.flatnonzero(block == least)[:LARGEST]])
        found += [(-float(block[index]), number * BLOCK + int(index)) for index in candidates if block[index] > NOISE]
        found = sorted(found)[:LARGEST]
    return {f"{index:0{qubits}b}": float(f"{-minus:.6g}") for minus, index in found}


def rounded(probabilities: np.ndarray) -> np.ndarray:
    """To 20 binary digits: of single precision the last three are noise, and would order what is equal."""
    mantissa, exponent = np.frexp(probabilities)
    return np.ldexp(np.round(mantissa * 2**20), exponent - 20)
