"""The variational loop's body, and all that it remembers from one step to the next."""

from argparse import Namespace

import numpy as np
import pennylane as qml
from pennylane import numpy as differentiable

from problem import Problem, ansatz

# Adam's own value, 1e-8, lets the energy jump again once the gradient is tiny. With this one, steps
# shrink with the gradient.
EPSILON = 0.1


class Optimisation:
    """Each step takes one gradient, and the energy before it."""

    def __init__(self, problem: Problem, options: Namespace):
        self.problem, self.options = problem, options
        self.hamiltonian = problem.hamiltonian()
        self.optimiser = qml.AdamOptimizer(options.stepsize, eps=EPSILON)
        self.parameters = trainable(problem.first_parameters(options.seed))
        self.energies: list[float] = []

    @property
    def done(self) -> int:
        return len(self.energies)

    def step(self) -> None:
        self.parameters, energy = self.optimiser.step_and_cost(self.energy_function(), self.parameters)
        self.energies.append(float(energy))

    def energy_function(self) -> qml.QNode:
        """The energy as a function of the parameters.

        Analytic, it has no randomness. With shots it has a new device in each step, whose seed
        follows from the step's number: so no generator's state has to be saved.
        """
        shots = self.options.shots
        seed = np.random.SeedSequence([self.options.seed, self.done])
        device = qml.device("lightning.qubit", wires=self.problem.qubits, seed=int(seed.generate_state(1)[0]))

        @qml.qnode(device, diff_method="parameter-shift" if shots else "adjoint")
        def energy(parameters):
            ansatz(parameters)
            return qml.expval(self.hamiltonian)

        return qml.set_shots(energy, shots=shots) if shots else energy

    def memory(self) -> dict:
        """Everything that the next step depends on. JSON keeps each digit of a float."""
        moments = self.optimiser.accumulation
        return {
            "parameters": self.parameters.tolist(),
            "first_moment": moments["fm"][0].tolist(),
            "second_moment": moments["sm"][0].tolist(),
            "energies": self.energies,
        }

    def restore(self, memory: dict) -> None:
        self.parameters = trainable(memory["parameters"])
        self.energies = memory["energies"]
        self.optimiser.accumulation = {
            "fm": [np.array(memory["first_moment"])],
            "sm": [np.array(memory["second_moment"])],
            "t": self.done,
        }

    def result(self) -> dict:
        return {
            "problem": self.problem.sha256,
            "qubits": self.problem.qubits,
            "method": "statevector",
            "precision": "double",
            "energy": float(self.energy_function()(self.parameters)),
            "parameters": self.parameters.tolist(),
            "energies": self.energies,
        }


def trainable(values) -> differentiable.tensor:
    return differentiable.array(values, requires_grad=True)
