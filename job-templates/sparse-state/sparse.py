"""A state vector of which only the amplitudes that are not zero are kept.

They are in the order of their basis states, and every sum runs in that order. Real and imaginary parts
are kept apart, and only real numbers are multiplied: those are rounded alike on every CPU, and NumPy's
complex product is not, because it uses fused operations where there are any.
"""

import numpy as np
from circuit import Gate

NEGLIGIBLE = 1e-14
"""An amplitude below it is what rounding leaves where amplitudes cancel out, and is dropped."""

MOST_QUBITS = 64


class TooManyAmplitudes(Exception):
    pass


class SparseState:
    """Begins with all qubits 0."""

    def __init__(self, qubits: int, most: int) -> None:
        self.qubits = qubits
        self.most = most
        self.basis = np.zeros(1, dtype=np.uint64)  # bit q is qubit q; ascending
        self.planes = np.array([[1.0], [0.0]])  # real parts, imaginary parts

    def apply(self, gate: Gate) -> None:
        """Raises TooManyAmplitudes."""
        controls = mask(*gate.controls)
        active = self.basis & controls == controls
        if not active.any():
            return
        (_, up), (down, _) = gate.matrix
        if up == down == 0:
            self.scale(gate, active)
        else:
            self.mix(gate, active)

    def scale(self, gate: Gate, active: np.ndarray) -> None:
        """By a diagonal matrix."""
        one = self.basis & mask(gate.target) != 0
        for chosen, factor in ((active & ~one, gate.matrix[0][0]), (active & one, gate.matrix[1][1])):
            if factor != 1:
                self.planes[:, chosen] = combination([factor], [self.planes[:, chosen]])

    def mix(self, gate: Gate, active: np.ndarray) -> None:
        """Amplitudes in pairs that differ in the target; one of a pair may not be there yet."""
        target = mask(gate.target)
        zeros = np.unique(self.basis[active] & ~target)
        pair = [self.amplitudes(zeros), self.amplitudes(zeros | target)]
        mixed = [combination(row, pair) for row in gate.matrix]
        basis = np.concatenate([self.basis[~active], zeros, zeros | target])
        planes = np.concatenate([self.planes[:, ~active], *mixed], axis=1)
        kept = np.flatnonzero(squares(planes) >= NEGLIGIBLE**2)
        if len(kept) > self.most:
            raise TooManyAmplitudes(f"{len(kept)} amplitudes are not zero; --most allows {self.most}")
        kept = kept[np.argsort(basis[kept])]
        self.basis, self.planes = basis[kept], planes[:, kept]

    def amplitudes(self, wanted: np.ndarray) -> np.ndarray:
        """Of basis states that may be missing."""
        places = np.minimum(np.searchsorted(self.basis, wanted), len(self.basis) - 1)
        return np.where(self.basis[places] == wanted, self.planes[:, places], 0.0)

    def probabilities(self) -> np.ndarray:
        return squares(self.planes)


def mask(*qubits: int) -> np.uint64:
    return np.uint64(sum(1 << qubit for qubit in qubits))


def squares(planes: np.ndarray) -> np.ndarray:
    real, imaginary = planes
    return real * real + imaginary * imaginary


def combination(factors: list[complex] | tuple[complex, ...], parts: list[np.ndarray]) -> np.ndarray:
    """The sum of complex factors times parts, in real arithmetic, from left to right."""
    total = np.zeros_like(parts[0])
    for factor, (real, imaginary) in zip(map(complex, factors), parts):
        total[0] += factor.real * real - factor.imag * imaginary
        total[1] += factor.real * imaginary + factor.imag * real
    return total
