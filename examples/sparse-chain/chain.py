"""The physics: a chain of qubits that exchange excitations and lose them, as one trajectory.

A state is a dictionary from basis states (integers, one bit a qubit) to amplitudes that are not zero.
Gates and jumps never add excitations, so two of them in 40 qubits need at most 780 amplitudes, where
a full vector would have 2 to the power of 40.
"""

import dataclasses
import json
import math
import random
from pathlib import Path

State = dict[int, complex]


@dataclasses.dataclass(frozen=True)
class Chain:
    """What is simulated; times in units of 1 / hopping."""

    qubits: int
    excited: tuple[int, ...]
    hopping: float
    loss: float
    step: float
    steps: int
    record_every: int
    trajectories: int
    seed: int

    @staticmethod
    def load(path: Path) -> "Chain":
        """Raises ValueError with what is wrong."""
        try:
            words = json.loads(path.read_text(encoding="utf-8"))
            chain = Chain(**{**words, "excited": tuple(words["excited"])})
        except (OSError, TypeError, KeyError, json.JSONDecodeError) as error:
            raise ValueError(f"{path} cannot be used: {error!r}") from error
        if not all(0 <= qubit < chain.qubits for qubit in chain.excited):
            raise ValueError(f"{path}: excited qubits must be 0 to {chain.qubits - 1}")
        if min(chain.steps, chain.record_every, chain.trajectories) < 1:
            raise ValueError(f"{path}: steps, record_every and trajectories must be at least 1")
        return chain

    def times(self) -> list[float]:
        """When the populations are recorded, the beginning included."""
        return [step * self.step for step in range(0, self.steps + 1, self.record_every)]


def trajectory(chain: Chain, index: int) -> list[list[float]]:
    """The population of each qubit at each of the times, in the trajectory of this index."""
    chance = random.Random(f"{chain.seed}/{index}")
    state: State = {sum(1 << qubit for qubit in set(chain.excited)): 1.0 + 0.0j}
    records = [populations(chain, state)]
    for step in range(1, chain.steps + 1):
        for first in (0, 1):  # even bonds, then odd ones: gates that commute among themselves
            for qubit in range(first, chain.qubits - 1, 2):
                exchange(chain, state, qubit)
        state = lose(chain, state, chance)
        if step % chain.record_every == 0:
            records.append(populations(chain, state))
    return records


def exchange(chain: Chain, state: State, qubit: int) -> None:
    """The gate exp(-i hopping step (XX + YY) / 2) on a qubit and its neighbour."""
    angle = chain.hopping * chain.step
    stay, hop = math.cos(angle), -1j * math.sin(angle)
    pair = 3 << qubit
    for basis in [b for b in state if (b >> qubit) & 3 == 1 or (b >> qubit) & 3 == 2]:
        other = basis ^ pair
        if (basis >> qubit) & 3 == 2 and other in state:
            continue  # the two of a pair are treated together, at the first
        here, there = state.get(basis, 0j), state.get(other, 0j)
        state[basis] = stay * here + hop * there
        state[other] = stay * there + hop * here


def lose(chain: Chain, state: State, chance: random.Random) -> State:
    """At most one excitation is lost in a step: a jump, or the decay that its absence means."""
    excited = populations(chain, state)
    probability = chain.loss * chain.step
    if chance.random() < probability * math.fsum(excited):
        qubit = chance.choices(range(chain.qubits), weights=excited)[0]
        state = {b ^ (1 << qubit): a for b, a in state.items() if (b >> qubit) & 1}
    else:
        damping = math.sqrt(1.0 - probability)
        state = {b: a * damping ** b.bit_count() for b, a in state.items()}
    norm = math.sqrt(math.fsum(abs(a) ** 2 for a in state.values()))
    return {b: a / norm for b, a in state.items()}


def populations(chain: Chain, state: State) -> list[float]:
    """The probability that a qubit is excited, for each."""
    sums = [0.0] * chain.qubits
    for basis in sorted(state):  # one order, so one rounding
        weight = abs(state[basis]) ** 2
        while basis:
            low = basis & -basis
            sums[low.bit_length() - 1] += weight
            basis ^= low
    return sums
