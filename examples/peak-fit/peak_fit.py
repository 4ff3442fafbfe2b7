"""Where is the peak in events.dat, and how well do we know it? A bootstrap, with checkpoints.

Reads fit.json and the events, and writes result.json, on the way state.json (the checkpoint) and
fraction_done. Runs in the current directory, the slot of a BOINC task.
"""

import hashlib
import json
import math
import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import peak

SETTINGS, EVENTS = Path("fit.json"), Path("/data/events.dat")  # where job.toml mounts it
CHECKPOINT, RESULT = Path("state.json"), Path("result.json")
PERIOD = float(os.environ.get("BOINC_CHECKPOINT_PERIOD", "60"))
NAMES = ("centre", "width", "area")


class Stop:
    """Remembers that SIGTERM has come; the main loop asks between two replicates."""

    def __init__(self) -> None:
        self.signal = 0
        signal.signal(signal.SIGTERM, self.remember)

    def remember(self, number: int, _frame: object) -> None:
        self.signal = number


def histograms(first: int, last: int, blocks: int) -> np.ndarray:
    """One for each block of events, of the channels of the window: shape (blocks, channels)."""
    events = np.memmap(EVENTS, dtype="<u2", mode="r")
    return np.array(
        [np.bincount(block, minlength=last)[first:last] for block in np.array_split(events, blocks)]
    )


def replicate(counts: np.ndarray, seed: int, index: int) -> np.ndarray:
    """A histogram of as many blocks as there are, drawn with repetition; its draw depends on seed and
    index alone. Sums of integers, so exact."""
    draw = np.random.default_rng([seed, index]).integers(len(counts), size=len(counts))
    return np.sum(counts * np.bincount(draw, minlength=len(counts))[:, np.newaxis], axis=0)


def identity() -> dict[str, str]:
    """Of both inputs: a checkpoint of others is refused."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (SETTINGS, EVENTS)}


def load(inputs: dict[str, str]) -> list[list[float]]:
    """The fits of the replicates that are done."""
    if not CHECKPOINT.exists():
        return []
    stored = json.loads(CHECKPOINT.read_text(encoding="ascii"))
    for name, digest in inputs.items():
        if stored["inputs"].get(name) != digest:
            raise SystemExit(
                f"{CHECKPOINT} is of a {name} with SHA-256 {stored['inputs'].get(name)}, and this one has"
                f" {digest}; give it the inputs that it belongs to, or remove it to begin anew"
            )
    return stored["fits"]


def report(fraction: float) -> None:
    Path("fraction_done").write_text(f"{fraction:.6f}\n", encoding="ascii")


def save(inputs: dict[str, str], fits: list[list[float]]) -> None:
    replace(CHECKPOINT, {"inputs": inputs, "fits": fits})
    print(f"{len(fits)} replicates, checkpoint written")


def replace(path: Path, content: dict) -> None:
    """Writes aside, syncs, renames: a kill at any moment leaves the old file or the new one."""
    aside = path.with_suffix(".new")
    with open(aside, "w", encoding="ascii") as file:
        json.dump(content, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)


def summary(best: list[float], fits: list[list[float]]) -> dict:
    """Each value, and the standard deviation of the replicates as its error."""
    result = {}
    for name, value, column in zip(NAMES, best, zip(*fits)):
        mean = math.fsum(column) / len(column)
        variance = math.fsum((fit - mean) ** 2 for fit in column) / (len(column) - 1)
        result[name] = {"value": round(value, 9), "error": round(math.sqrt(variance), 9)}
    return result


def main() -> int:
    stop = Stop()
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))
    inputs, (first, last) = identity(), settings["window"]
    fits, wanted = load(inputs), settings["replicates"]
    print(f"resuming after {len(fits)} replicates" if fits else "starting afresh")
    channels, counts = np.arange(first, last), histograms(first, last, settings["blocks"])
    saved = time.monotonic()
    while len(fits) < wanted:
        report(len(fits) / wanted)
        if stop.signal or time.monotonic() - saved >= PERIOD:
            save(inputs, fits)
            saved = time.monotonic()
        if stop.signal:
            return 128 + stop.signal
        fits.append(peak.fit(channels, replicate(counts, settings["seed"], len(fits))))
    replace(RESULT, summary(peak.fit(channels, np.sum(counts, axis=0)), fits))
    return 0


if __name__ == "__main__":
    sys.exit(main())
