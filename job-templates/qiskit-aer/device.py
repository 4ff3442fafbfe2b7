"""Where a state is computed: on the CPU, or on the GPU that the client has assigned."""

import os
import sys

# BSD's EX_TEMPFAIL. job.toml says that it is worth another try: the driver may come back.
TRY_AGAIN = 75

# Aer's other methods know the CPU alone.
ON_GPU = ("statevector", "density_matrix")


def choose() -> str:
    """CPU or GPU. The image of the template gpu-cuda wants a GPU, that of qiskit-aer none.

    To be called before anything of Aer: CUDA reads its variable only once.
    """
    if os.environ.get("AER_DEVICE", "CPU") == "CPU":
        return "CPU"
    if "BOINC_GPU_DEVICE" in os.environ:
        os.environ["CUDA_VISIBLE_DEVICES"] = os.environ["BOINC_GPU_DEVICE"]
        return "GPU"
    if os.environ.get("BOINC_DRY_RUN") == "1":
        print("no GPU here: this dry run computes on the CPU; it tells nothing of the time on a GPU")
        return "CPU"
    give_up("no GPU was assigned to this task; give the app version a plan class that uses one")


def check(device: str) -> None:
    """Ends, for another try, where Aer cannot use the device: it learns that by trying."""
    from qiskit import QuantumCircuit
    from qiskit_aer import AerSimulator

    circuit = QuantumCircuit(1, 1)
    circuit.measure(0, 0)
    try:
        result = AerSimulator(method="statevector", device=device).run(circuit, shots=1).result()
        problem = None if result.success else result.status
    except RuntimeError as error:
        problem = error
    if problem:
        give_up(f"Aer cannot use the GPU: {problem}; see whether nvidia-smi works on this host")


def give_up(message: str) -> None:
    print(f"aer.py: {message}", file=sys.stderr)
    sys.exit(TRY_AGAIN)
