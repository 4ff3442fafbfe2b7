"""The result, for machines and for people."""

import dataclasses
import json

import numpy as np

from checkpoint import Sums
from experiment import Experiment
from model import exact, times

ROWS = 9
"""Lines of a table, spread evenly over the measured times."""


def as_json(experiment: Experiment, sums: Sums) -> bytes:
    """The result file: equal sums give equal bytes (sorted keys, shortest exact numbers)."""
    count = len(experiment.qubits)
    series = [
        {"mean": mean.tolist(), "sigma": sigma.tolist()}
        for mean, sigma in zip(sums.mean(), sums.sigma())
    ]
    fields = dataclasses.asdict(experiment)
    del fields["checkpoint_every"]
    content = {
        "experiment": fields,
        "times_us": times(experiment).tolist(),
        "excited": series[:count],
        "coherence": series[count:],
    }
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def as_table(experiment: Experiment, sums: Sums) -> str:
    """Two tables of measured values, narrow enough for a terminal of 80 columns."""
    count = len(experiment.qubits)
    parts = [
        _table("excited population", experiment, sums, range(count)),
        _table("coherence <X>", experiment, sums, range(count, 2 * count)),
        f"{sums.done} trajectories; the largest deviation from the exact solution is "
        f"{np.max(np.abs(deviations(experiment, sums))):.1f} sigma",
    ]
    return "\n\n".join(parts)


def deviations(experiment: Experiment, sums: Sums) -> np.ndarray:
    """(measured - exact) / sigma, and 0 where all trajectories agree and there is no spread."""
    difference = sums.mean() - exact(experiment, times(experiment))
    sigma = sums.sigma()
    spread = sigma > 1e-6
    return np.where(spread, difference / np.where(spread, sigma, 1.0), 0.0)


def _table(title: str, experiment: Experiment, sums: Sums, series: range) -> str:
    t, mean, sigma, off = times(experiment), sums.mean(), sums.sigma(), deviations(experiment, sums)
    names = "".join(f"{f'qubit {i}':>12}  off" for i, _ in enumerate(series))
    lines = [f"{title} (error of the last digits), and how many sigma off", " t/us" + names]
    for point in np.unique(np.linspace(0, len(t) - 1, ROWS).round().astype(int)):
        cells = "".join(
            f"{mean[s, point]:8.4f}({sigma[s, point] * 1e4:2.0f}) {off[s, point]:4.1f}"
            for s in series
        )
        lines.append(f"{t[point]:5.1f}{cells}")
    return "\n".join(lines)
