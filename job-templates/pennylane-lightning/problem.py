"""The problem: a Hamiltonian, and the circuit whose parameters are looked for."""

import hashlib
import json
import sys
from dataclasses import dataclass

import numpy as np
import pennylane as qml

SYMBOLS = set("IXYZ")


@dataclass(frozen=True)
class Problem:
    sha256: str
    qubits: int
    layers: int
    terms: dict[str, float]  # Pauli string, with the first qubit at the left end, to coefficient

    @classmethod
    def read(cls, path: str) -> "Problem":
        """Ends the program where the file cannot be used."""
        try:
            with open(path, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            sys.exit(f"there is no {path} in the slot; that must be the input's <open_name> in in.xml")
        try:
            fields = json.loads(content)
            terms = {word: float(value) for word, value in fields["hamiltonian"].items()}
            layers = int(fields["layers"])
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            sys.exit(f'{path}: it must have "layers" and "hamiltonian", which maps Pauli strings to numbers: {problem!r}')
        lengths = {len(word) for word in terms}
        if len(lengths) != 1 or not set("".join(terms)) <= SYMBOLS or layers < 1:
            sys.exit(f"{path}: all Pauli strings must have the same length and consist of I, X, Y, Z; layers must be 1 or more")
        return cls(hashlib.sha256(content).hexdigest(), lengths.pop(), layers, terms)

    def hamiltonian(self) -> qml.Hamiltonian:
        words = [qml.pauli.string_to_pauli_word(word) for word in self.terms]
        return qml.Hamiltonian(list(self.terms.values()), words)

    def first_parameters(self, seed: int) -> np.ndarray:
        """Small random angles, one for each layer and qubit: at zero some gradients vanish."""
        random = np.random.Generator(np.random.PCG64(seed))
        return random.uniform(-0.1, 0.1, (self.layers, self.qubits))


def ansatz(parameters) -> None:
    """CHANGE: the circuit. Here each layer turns every qubit, and entangles it with its neighbour."""
    for layer in parameters:
        for qubit, angle in enumerate(layer):
            qml.RY(angle, wires=qubit)
        for qubit in range(len(layer) - 1):
            qml.CNOT(wires=[qubit, qubit + 1])
