"""The circuit: read, transpiled once, and asked how it can be simulated."""

import hashlib
import io
import re
import warnings
from dataclasses import dataclass, replace
from typing import Iterator

from qiskit import QuantumCircuit, qasm2, qasm3, qpy, transpile
from qiskit.circuit import CircuitInstruction, Gate
from qiskit.exceptions import QiskitError
from qiskit.quantum_info import Clifford

from definitions import written_out

# Fixed: another level or seed may give another circuit, and so other roundings.
OPTIMIZATION_LEVEL = 1
TRANSPILER_SEED = 1

# What Aer's stabilizer method takes as it is.
CLIFFORD_GATES = {"id", "x", "y", "z", "h", "s", "sdg", "sx", "sxdg", "cx", "cy", "cz", "swap", "ecr"}
NOT_GATES = {"barrier", "delay", "measure", "reset"}


class Unreadable(Exception):
    """circuit.qasm cannot be read; the message says where and why."""


@dataclass(frozen=True)
class Circuit:
    sha256: str  # of the file
    body: QuantumCircuit

    @staticmethod
    def read(name: str) -> "Circuit":
        """Reads OpenQASM 2 or 3, whichever the file's first statement says."""
        with open(name, "rb") as file:
            source = file.read()
        text = source.decode("utf-8", errors="replace")
        version = re.search(r"^\s*OPENQASM\s+(\d)", text, re.MULTILINE)
        if version is None:
            raise Unreadable(f'{name} has no line "OPENQASM 2.0;" or "OPENQASM 3.0;"; add it')
        try:
            body = qasm2_circuit(text) if version[1] == "2" else qasm3.loads(text)
        except Exception as problem:  # each loader has several of its own, and those of its parser
            raise Unreadable(
                f"reading {name} as OpenQASM {version[1]} failed: {problem}; "
                "correct it, or write it in the part of the language that Qiskit reads (README.md)"
            ) from problem
        return Circuit(hashlib.sha256(source).hexdigest(), written_out(body))

    @property
    def qubits(self) -> int:
        return self.body.num_qubits

    @property
    def is_clifford(self) -> bool:
        return all(is_clifford(step.operation) for step in every_step(self.body))

    @property
    def measures(self) -> dict[int, int]:
        """The classical bit of each qubit that is measured."""
        index = self.body.find_bit
        return {index(step.qubits[0]).index: index(step.clbits[0]).index
                for step in self.body.data if step.operation.name == "measure"}

    def transpiled(self, simulator) -> "Circuit":
        body = clifford_steps(self.body) if simulator.method == "stabilizer" else self.body
        # Where gates are noisy, one that is optimised away would take its noise with it.
        level = 0 if simulator.noisy else OPTIMIZATION_LEVEL
        try:
            return replace(self, body=transpile(
                body, basis_gates=simulator.gates(), optimization_level=level,
                seed_transpiler=TRANSPILER_SEED))
        except QiskitError as problem:
            raise Unreadable(
                f"the circuit has what Aer's method {simulator.method} does not know: {problem}; "
                "choose another --method, or give each opaque gate a definition"
            ) from problem

    def to_bytes(self) -> bytes:
        """In Qiskit's own format, which keeps each parameter to the last bit."""
        file = io.BytesIO()
        qpy.dump(self.body, file)
        return file.getvalue()

    def with_body(self, data: bytes) -> "Circuit":
        return replace(self, body=qpy.load(io.BytesIO(data))[0])

    def without_measurements(self) -> "Circuit":
        body = self.body.copy_empty_like()
        body.data = [step for step in self.body.data if step.operation.name != "measure"]
        return replace(self, body=body)

    def part(self, first: int, last: int) -> QuantumCircuit:
        """Its steps from one index to before another, on all qubits."""
        part = QuantumCircuit(self.body.qubits)
        for step in self.body.data[first:last]:
            part.append(step.operation, step.qubits)
        return part

    def measures_only_at_the_end(self) -> bool:
        """Whether a state exists that all shots share: no measurement decides what comes later."""
        measured, written = set(), set()
        for step in self.body.data:
            if step.operation.name == "measure":
                if step.qubits[0] in measured or step.clbits[0] in written:
                    return False
                measured.add(step.qubits[0])
                written.add(step.clbits[0])
            elif step.operation.name != "barrier":
                if step.clbits or measured.intersection(step.qubits):
                    return False
        return True

    def resets(self) -> bool:
        return any(step.operation.name == "reset" for step in every_step(self.body))


def qasm2_circuit(text: str) -> QuantumCircuit:
    """With all gates of qelib1.inc that Qiskit ever had, and not only those of the paper."""
    return qasm2.loads(text, custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)


def every_step(body: QuantumCircuit) -> Iterator[CircuitInstruction]:
    """Its steps, and those of the blocks of its conditions and loops."""
    for step in body.data:
        blocks = getattr(step.operation, "blocks", ())
        if not blocks:
            yield step
        for block in blocks:
            yield from every_step(block)


def is_clifford(operation) -> bool:
    if operation.name in CLIFFORD_GATES or operation.name in NOT_GATES:
        return True
    try:
        Clifford(operation)
        return True
    except QiskitError:
        return False


def clifford_steps(body: QuantumCircuit) -> QuantumCircuit:
    """The same circuit in gates that the stabilizer method takes, such as s for rz(pi/2)."""
    steps = body.copy_empty_like()
    for step in body.data:
        if step.operation.name in CLIFFORD_GATES or not isinstance(step.operation, Gate):
            steps.append(step)
        else:
            steps.compose(Clifford(step.operation).to_circuit(), step.qubits, inplace=True)
    return steps


warnings.filterwarnings("ignore", category=DeprecationWarning)  # of the loaders' own code
