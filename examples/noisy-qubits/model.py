"""The physics: idle qubits with T1 and T2 noise and ZZ crosstalk, simulated and in closed form.

Units are microseconds and radians per microsecond; an excited qubit is ``|1>``.
"""

import numpy as np
import qutip

from experiment import Experiment

RAD_PER_US = 2e-3 * np.pi
"""One kHz as an angular frequency."""


def times(experiment: Experiment) -> np.ndarray:
    """The measured moments, in microseconds."""
    return np.linspace(0.0, experiment.duration_us, experiment.points)


class Simulator:
    """Runs quantum-jump trajectories; a trajectory depends on its index and the seed alone."""

    def __init__(self, experiment: Experiment):
        self._experiment = experiment
        self._times = times(experiment)
        self._excited = [self._on(q, qutip.num(2)) for q in range(len(experiment.qubits))]
        sigma_x = [self._on(q, qutip.sigmax()) for q in range(len(experiment.qubits))]
        self._observables = self._excited + sigma_x
        self._hamiltonian = self._build_hamiltonian()
        self._jumps = self._build_jumps()
        plus = (qutip.basis(2, 0) + qutip.basis(2, 1)).unit()
        self._start = qutip.tensor([plus] * len(experiment.qubits))

    def run(self, first: int, count: int) -> np.ndarray:
        """Trajectories first, first + 1, …: an array (count, 2 x qubits, points).

        The observables are each qubit's excited population, then each qubit's <X>.
        """
        options = qutip.Options(
            average_expect=False,
            num_cpus=1,
            seeds=[self._seed(index) for index in range(first, first + count)],
        )
        result = qutip.mcsolve(
            self._hamiltonian,
            self._start,
            self._times,
            self._jumps,
            self._observables,
            ntraj=count,
            options=options,
            progress_bar=None,
            map_func=qutip.serial_map,
        )
        return np.array(result.expect)

    def _seed(self, index: int) -> int:
        return int(np.random.SeedSequence([self._experiment.seed, index]).generate_state(1)[0])

    def _on(self, qubit: int, operator: qutip.Qobj) -> qutip.Qobj:
        factors = [qutip.qeye(2)] * len(self._experiment.qubits)
        factors[qubit] = operator
        return qutip.tensor(factors)

    def _build_hamiltonian(self) -> qutip.Qobj:
        terms = [
            qubit.detuning_khz * RAD_PER_US * n
            for qubit, n in zip(self._experiment.qubits, self._excited)
        ]
        for zz in self._experiment.zz_khz:
            a, b = zz.qubits
            terms.append(zz.shift * RAD_PER_US * self._excited[a] * self._excited[b])
        return sum(terms)

    def _build_jumps(self) -> list[qutip.Qobj]:
        """Relaxation at 1/T1, and the dephasing that is left: 1/Tphi = 1/T2 - 1/(2 T1)."""
        jumps = []
        for index, qubit in enumerate(self._experiment.qubits):
            jumps.append(np.sqrt(1 / qubit.t1_us) * self._on(index, qutip.destroy(2)))
            dephasing = 1 / qubit.t2_us - 1 / (2 * qubit.t1_us)
            if dephasing > 0:
                jumps.append(np.sqrt(dephasing / 2) * self._on(index, qutip.sigmaz()))
        return jumps


def exact(experiment: Experiment, t: np.ndarray) -> np.ndarray:
    """The master equation's solution at the times t: an array (2 x qubits, len(t)).

    Crosstalk commutes with all populations, and a neighbour acts on a coherence only through its
    own population, so both have closed forms; the README derives them.
    """
    populations = [0.5 * np.exp(-t / qubit.t1_us) for qubit in experiment.qubits]
    coherences = []
    for index, qubit in enumerate(experiment.qubits):
        rate = 1 / qubit.t2_us + 1j * qubit.detuning_khz * RAD_PER_US
        coherence = np.exp(-rate * t)
        for zz in experiment.zz_khz:
            if index in zz.qubits:
                neighbour = experiment.qubits[sum(zz.qubits) - index]
                coherence = coherence * _neighbour(1 / neighbour.t1_us, zz.shift * RAD_PER_US, t)
        coherences.append(coherence.real)
    return np.array(populations + coherences)


def _neighbour(decay: float, shift: float, t: np.ndarray) -> np.ndarray:
    """The factor on a coherence of a neighbour that begins in |+> and decays at the given rate."""
    rate = decay + 1j * shift
    return 0.5 + 0.5 * (decay + 1j * shift * np.exp(-rate * t)) / rate
