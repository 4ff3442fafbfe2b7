"""A circuit in steps that can be taken one by one: without gates of the file's own, and without loops."""

from qiskit import QuantumCircuit
from qiskit.circuit import CircuitInstruction, ControlledGate, Gate, Operation
from qiskit.transpiler import PassManager
from qiskit.transpiler.passes import UnrollForLoops


def written_out(body: QuantumCircuit) -> QuantumCircuit:
    """Loops whose length is known are unrolled, and gates that the file defines are written out."""
    return expanded(PassManager([UnrollForLoops()]).run(body))


def expanded(body: QuantumCircuit) -> QuantumCircuit:
    steps = body.copy_empty_like()
    for step in body.data:
        phase = append(steps, step)
        steps.global_phase += phase
    return steps


def append(to: QuantumCircuit, step: CircuitInstruction) -> float:
    """Appends what the step comes to; returns the global phase that it has besides."""
    operation = step.operation
    blocks = getattr(operation, "blocks", ())
    if blocks:
        to.append(step.replace(operation=operation.replace_blocks([expanded(block) for block in blocks])))
        return 0
    if not is_own(operation):
        to.append(step)
        return 0
    definition = definition_of(operation)
    for inner in definition.data:
        qubits = [step.qubits[definition.find_bit(qubit).index] for qubit in inner.qubits]
        to.append(inner.replace(qubits=qubits))
    return definition.global_phase


def definition_of(gate: Gate) -> QuantumCircuit:
    """In gates of Qiskit's library alone."""
    if isinstance(gate, ControlledGate) and is_own(gate.base_gate):
        base = Gate("own", gate.base_gate.num_qubits, [])  # Qiskit would look another name up
        base.definition = definition_of(gate.base_gate)
        gate = base.control(gate.num_ctrl_qubits, ctrl_state=gate.ctrl_state, annotated=False)
    return expanded(gate.definition)


def is_own(operation: Operation) -> bool:
    """By its class, not by its name: a file may define a gate whose name Qiskit has for another."""
    return (
        isinstance(operation, Gate)
        and not operation.base_class.__module__.startswith("qiskit.circuit.library")
        and operation.definition is not None
    )
