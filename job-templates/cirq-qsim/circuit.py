"""The circuit as a list of gates, read from OpenQASM 2 by Cirq's own importer."""

import hashlib
import re
import sys
from dataclasses import dataclass
from functools import cached_property

import cirq
from cirq.contrib.qasm_import import QasmException
from cirq.contrib.qasm_import._parser import QasmParser  # unlike circuit_from_qasm, it tells the registers

# A slow host applies a gate to so many amplitudes in a second: one thread without SIMD units.
SLOW_AMPLITUDES_PER_SECOND = 5e7
# And it takes so long to hand a gate from Python to qsim.
SLOW_SECONDS_PER_GATE = 2e-3


@dataclass(frozen=True)
class Circuit:
    """Operations in program order, on qubits and classical bits in the order of their declaration."""

    sha256: str
    operations: list[cirq.Operation]
    qubits: list[cirq.NamedQubit]
    registers: list[list[str]]  # of classical bits, each bit by its measurement key

    @classmethod
    def read(cls, path: str) -> "Circuit":
        """Ends the program with file and line where the file cannot be read or run."""
        try:
            with open(path, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            sys.exit(f"there is no {path} in the slot; that must be the input's <open_name> in in.xml")
        text = without_barriers(content.decode("utf-8"))
        try:
            parsed = QasmParser().parse(text)
        except QasmException as problem:
            sys.exit(f"{path}: Cirq cannot read it: {problem.message}")
        flat = cirq.unroll_circuit_op(parsed.circuit, deep=True, tags_to_check=None)
        operations = list(flat.all_operations())
        if any(isinstance(operation, cirq.ClassicallyControlledOperation) for operation in operations):
            line = 1 + text.count("\n", 0, re.search(r"\bif\b", text).start())
            sys.exit(f"{path}:{line}: qsim has no gates that depend on a measured bit")
        qubits = [cirq.NamedQubit(name) for name in bits(parsed.qregs)]
        registers = [list(bits({name: size})) for name, size in parsed.cregs.items()]
        return cls(hashlib.sha256(content).hexdigest(), operations, qubits, registers)

    @cached_property
    def is_unitary(self) -> bool:
        """Whether one final state tells everything: no reset, and no gate after a measurement."""
        known = all(cirq.is_measurement(one) or cirq.has_unitary(one) for one in self.operations)
        return known and cirq.Circuit(self.operations).are_all_measurements_terminal()

    def outcome(self, values: dict[str, int]) -> str:
        """One shot, as Qiskit prints it: the first bit is the last one of its word, the first register the last word."""
        words = ["".join(str(values.get(bit, 0)) for bit in reversed(register)) for register in self.registers]
        return " ".join(reversed(words))

    @property
    def slow_seconds_per_gate(self) -> float:
        return SLOW_SECONDS_PER_GATE + 2 ** len(self.qubits) / SLOW_AMPLITUDES_PER_SECOND


def without_barriers(text: str) -> str:
    """A barrier has no effect here, but the importer does not know it. Lines keep their numbers."""
    ignored = re.compile(r"//.*|\bbarrier\b[^;]*;")
    return ignored.sub(lambda match: "\n" * match.group().count("\n"), text)


def bits(registers: dict[str, int]) -> list[str]:
    """Qubits and measurement keys, as the importer names them."""
    return [f"{name}_{index}" for name, size in registers.items() for index in range(size)]
