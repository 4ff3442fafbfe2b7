"""A state that all shots share, evolved in segments: between two of them it is a checkpoint.

Where a segment ends follows from the circuit alone. Aer fuses gates within a segment only, and the
undisturbed run hands the state over at each boundary, too: so both runs round alike.
"""

import numpy as np

import observables
from checkpoint import Checkpoint, Refused, report_fraction
from circuit import Circuit

# What a slow host does with one thread: amplitudes that a gate has changed, in a second.
AMPLITUDES_PER_SECOND = 5e7


def fits(circuit: Circuit, method: str, noisy: bool) -> bool:
    """Whether the circuit's state is the same in each shot, up to the last measurements."""
    if not circuit.measures_only_at_the_end():
        return False
    if method == "density_matrix":
        return True
    return method == "statevector" and not noisy and not circuit.resets()


def amplitudes(qubits: int, method: str) -> int:
    return 4**qubits if method == "density_matrix" else 2**qubits


def boundaries(circuit: Circuit, method: str, seconds: float) -> list[int]:
    """The gate indices at which segments end; the last is the circuit's end."""
    gates = len(circuit.body.data)
    length = max(1, int(seconds * AMPLITUDES_PER_SECOND / amplitudes(circuit.qubits, method)))
    return [*range(length, gates, length), gates]


def run(circuit: Circuit, simulator, chosen, checkpoint: Checkpoint, stored, stop: list[int]):
    """Returns the result, or None where it was asked to stop and has written a checkpoint."""
    unitary = circuit.without_measurements()
    ends = boundaries(unitary, simulator.method, chosen.segment_seconds)
    done, state = (stored.next, stored.state) if stored else (0, None)
    if stored and done not in ends:
        raise Refused(f"state.npz ends at gate {done}, where no segment of this circuit ends")
    print(f"at gate {done} of {ends[-1]}, {len(ends)} segments, {simulator.threads} threads")
    # Without any gate there is one empty segment, because a state is wanted.
    for end in [end for end in ends if end > done or state is None]:
        state = simulator.evolve(unitary.part(done, end), state)
        done = end
        report_fraction(done / max(1, ends[-1]))
        if stop or checkpoint.is_due():
            checkpoint.save(circuit, done, simulator.threads, state=compact(state, chosen.precision))
            print(f"gate {done} of {ends[-1]}, checkpoint written")
        if stop:
            return None
    return observables.of_state(circuit, state, chosen)


def compact(state: np.ndarray, precision: str) -> np.ndarray:
    """As it was computed: Aer hands over single precision in double."""
    return state.astype(np.complex64) if precision == "single" else state
