"""A state vector that is spread over the ranks: each holds the amplitudes whose highest bits are its number.

Real and imaginary parts are kept apart, and only real numbers are multiplied. Those are rounded alike
on every CPU; NumPy's complex product is not, because it uses fused operations where there are any.
"""

import itertools
from collections.abc import Iterator

import numpy as np
from circuit import Gate, Matrix
from mpi4py import MPI

BLOCK_QUBITS = 16
"""A gate is applied to 2**16 pairs at a time: what is set aside for that, or sent, is a MiB."""


class StateVector:
    """This rank's share of it."""

    def __init__(self, qubits: int, comm: MPI.Comm) -> None:
        self.comm = comm
        self.qubits = qubits
        self.local = qubits - (comm.size.bit_length() - 1)
        self.planes = np.zeros((2, 1 << self.local))  # real parts, imaginary parts
        if comm.rank == 0:
            self.planes[0, 0] = 1.0
        self.tensor = self.planes.reshape((2,) * (self.local + 1))

    def apply(self, gate: Gate) -> None:
        """Every rank calls it with the same gate."""
        if not all(self.bit(qubit) for qubit in gate.controls if qubit >= self.local):
            return
        controls = {qubit: 1 for qubit in gate.controls if qubit < self.local}
        rows = real_rows(gate.matrix)
        if gate.target < self.local:
            self.apply_here(rows, gate.target, controls)
        else:
            self.apply_with_partner(rows, gate.target, controls)

    def bit(self, qubit: int) -> int:
        """Of this rank's number, for a qubit that it has in common with all its amplitudes."""
        return self.comm.rank >> (qubit - self.local) & 1

    def apply_here(self, rows: list, target: int, controls: dict[int, int]) -> None:
        zeros = blocks(self.local, {**controls, target: 0})
        ones = blocks(self.local, {**controls, target: 1})
        for zero, one in zip(zeros, ones):
            places = (*self.tensor[:, *zero], *self.tensor[:, *one])
            combine(rows, [place.copy() for place in places], places)

    def apply_with_partner(self, rows: list, target: int, controls: dict[int, int]) -> None:
        bit = self.bit(target)
        partner = self.comm.rank ^ (1 << (target - self.local))
        for index in blocks(self.local, controls):
            places = self.tensor[:, *index]
            mine = places.copy()
            theirs = np.empty_like(mine)
            self.comm.Sendrecv(mine, partner, recvbuf=theirs, source=partner)
            parts = (*theirs, *mine) if bit else (*mine, *theirs)
            combine(rows[2:] if bit else rows[:2], parts, places)

    def probabilities(self) -> Iterator[tuple[int, np.ndarray]]:
        """The index of each block's first amplitude, and the block's probabilities, in order."""
        size = 1 << min(self.local, BLOCK_QUBITS)
        for begin in range(0, 1 << self.local, size):
            real, imaginary = self.planes[:, begin : begin + size]
            yield (self.comm.rank << self.local) + begin, real * real + imaginary * imaginary


def real_rows(matrix: Matrix) -> list[list[tuple[float, int]]]:
    """A complex 2 x 2 matrix as a real one of 4 x 4, on (re, im) of zero and (re, im) of one: for each
    row its entries that are not 0, with their columns."""
    rows = []
    for entries in np.array(matrix, dtype=complex):
        real = [part for entry in entries for part in (entry.real, -entry.imag)]
        imaginary = [part for entry in entries for part in (entry.imag, entry.real)]
        for row in (real, imaginary):
            rows.append([(float(value), column) for column, value in enumerate(row) if value])
    return rows


def combine(rows: list, parts: list | tuple, places: tuple | np.ndarray) -> None:
    """Sets each place to its row's combination of the parts, added from left to right."""
    for row, place in zip(rows, places):
        (factor, column), *others = row
        place[...] = factor * parts[column]
        for factor, column in others:
            place += factor * parts[column]


def blocks(qubits: int, fixed: dict[int, int]) -> Iterator[tuple]:
    """Indices of a tensor with one axis a qubit, highest first: the fixed qubits are what they are, and
    the others run through everything, at most BLOCK_QUBITS of them within one index."""
    free = [qubit for qubit in range(qubits) if qubit not in fixed]
    stepped = free[BLOCK_QUBITS:]
    for bits in itertools.product((0, 1), repeat=len(stepped)):
        chosen = {**fixed, **dict(zip(stepped, bits))}
        yield tuple(
            slice(chosen[qubit], chosen[qubit] + 1) if qubit in chosen else slice(None)
            for qubit in reversed(range(qubits))
        )
