"""One qsim simulator for one call, with a seed of its own."""

from importlib.metadata import version

import numpy as np
import qsimcirq

SDK = f"cirq-core {version('cirq-core')}, qsimcirq {version('qsimcirq')}"
PRECISION = "single"  # qsim knows no other


def create(threads: int, seed: int, call: int) -> qsimcirq.QSimSimulator:
    """The random numbers depend on the task's seed and on the call's number, not on earlier calls."""
    own_seed = int(np.random.SeedSequence([seed, call]).generate_state(1)[0])
    options = qsimcirq.QSimOptions(max_fused_gate_size=3, cpu_threads=threads)
    return qsimcirq.QSimSimulator(options, seed=own_seed)
