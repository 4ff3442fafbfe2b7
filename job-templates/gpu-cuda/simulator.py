"""Aer as this app uses it: one thread of control, and nothing that depends on the host."""

import gc
import os
from dataclasses import dataclass

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import Instruction
from qiskit_aer import AerError, AerSimulator
from qiskit_aer.library import SaveDensityMatrix, SaveStatevector
from qiskit_aer.noise import NoiseModel, thermal_relaxation_error

from device import ON_GPU

METHODS = ("statevector", "density_matrix", "stabilizer", "matrix_product_state")

# Measured (README.md): what the app takes without a state, and how many states Aer holds at most
# while one is set: in the instruction, in three copies of the circuit, and in the simulation.
MEMORY_BASE = 104 << 20
STATE_COPIES = {"double": 5, "single": 9}  # a state is handed over in double precision

ONE_QUBIT_GATES = ["id", "x", "y", "z", "h", "s", "sdg", "sx", "sxdg", "t", "tdg", "p", "r", "rx",
                   "ry", "rz", "u", "u1", "u2", "u3"]
TWO_QUBIT_GATES = ["cx", "cy", "cz", "cp", "cu1", "ecr", "swap", "rxx", "ryy", "rzz", "rzx"]
OTHER_OPERATIONS = ["ccx", "ccz", "cswap", "crx", "cry", "crz", "csx", "cu", "cu3", "measure", "reset",
                    "delay", "if_else", "for_loop", "while_loop", "switch_case"]


class SimulationFailed(Exception):
    """Aer could not simulate the circuit; the message says why, and what to do."""


@dataclass(frozen=True)
class Thermal:
    """Relaxation and dephasing of each qubit during each gate that acts on it."""

    t1: float
    t2: float
    gate_time: float

    def model(self) -> NoiseModel:
        error = thermal_relaxation_error(self.t1, self.t2, self.gate_time)
        model = NoiseModel(basis_gates=ONE_QUBIT_GATES + TWO_QUBIT_GATES)
        model.add_all_qubit_quantum_error(error, ONE_QUBIT_GATES)
        model.add_all_qubit_quantum_error(error.tensor(error), TWO_QUBIT_GATES)
        return model

    def text(self) -> str:
        return f"t1={self.t1!r} t2={self.t2!r} gate-time={self.gate_time!r}"


class Simulator:
    def __init__(self, method: str, precision: str, threads: int, bond: int, noise: Thermal | None,
                 device: str):
        self.method = method
        self.precision = precision
        self.threads = threads
        self.noisy = noise is not None
        self.backend = AerSimulator(
            method=method,
            device=device if method in ON_GPU else "CPU",
            precision=precision,
            noise_model=noise.model() if noise else None,
            max_memory_mb=memory_for_one_state(precision),
            max_parallel_threads=threads,
            # Shots in parallel would each begin with another seed, by their number of threads.
            max_parallel_shots=1,
            max_parallel_experiments=1,
            matrix_product_state_max_bond_dimension=bond,
        )

    def gates(self) -> list[str]:
        """What a circuit is transpiled to: it follows from the method, never from the host."""
        known = set(self.backend.operation_names)
        return [name for name in ONE_QUBIT_GATES + TWO_QUBIT_GATES + OTHER_OPERATIONS if name in known]

    def evolve(self, part: QuantumCircuit, state: np.ndarray | None) -> np.ndarray:
        """The state after a part of a circuit; None: it begins with all qubits in 0."""
        circuit = QuantumCircuit(part.qubits)
        if state is not None:
            # Not SetStatevector: it demands a norm that single precision does not keep.
            circuit.append(Instruction(f"set_{self.method}", len(part.qubits), 0, [state]), part.qubits)
        circuit.compose(part, inplace=True)
        save = SaveStatevector if self.method == "statevector" else SaveDensityMatrix
        circuit.append(save(len(part.qubits), label="state"), part.qubits)
        after = np.asarray(self.run(circuit, shots=1, seed=0).data(0)["state"])
        # Aer's jobs refer to themselves: without this, their copies of states would pile up.
        del circuit, state
        gc.collect()
        return after

    def counts(self, circuit: QuantumCircuit, shots: int, seed: int) -> dict[str, int]:
        found = self.run(circuit, shots, seed).get_counts()
        return {bits.replace(" ", ""): count for bits, count in found.items()}

    def run(self, circuit: QuantumCircuit, shots: int, seed: int):
        try:
            result = self.backend.run(circuit, shots=shots, seed_simulator=seed).result()
        except AerError as problem:
            raise SimulationFailed(f"Aer refused the circuit: {problem}") from problem
        if not result.success:
            reasons = {result.status, *(each.status for each in result.results)}
            raise SimulationFailed(
                f"Aer could not simulate {circuit.num_qubits} qubits with the method {self.method}: "
                f"{'; '.join(sorted(reasons))}. Where it is memory, raise the limit in job.toml and "
                "rsc_memory_bound in in.xml, or choose another --method"
            )
        return result


def memory_for_one_state(precision: str) -> int:
    """In MiB, for max_memory_mb: Aer's own idea of the memory ignores a container's limit."""
    limit = int(os.environ.get("BOINC_MEMORY_BYTES", "0"))
    if limit == 0:
        return 0  # no limit: Aer looks at the host
    return max(1, (limit - MEMORY_BASE) // STATE_COPIES[precision] >> 20)
