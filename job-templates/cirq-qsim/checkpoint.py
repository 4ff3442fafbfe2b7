"""The file state.bin: one line of JSON, then the amplitudes of the state, if there are any."""

import json
import os
import sys
from dataclasses import dataclass

import numpy as np

import simulator

FILE = "state.bin"


@dataclass
class Checkpoint:
    done: int  # gates or shots, so the next one has this index
    counts: dict[str, int]  # what the shots so far have measured
    threads: int
    state: np.ndarray  # complex64; empty between shots


def identity(circuit: str, options: dict) -> dict:
    """What must be the same in a process that continues the work of another."""
    return {
        "format": 1,
        "circuit": circuit,
        "options": options,  # with the seed, from which all random numbers follow
        "precision": simulator.PRECISION,
        "sdk": simulator.SDK,
    }


def save(identity: dict, threads: int, run) -> None:
    """Writes aside, syncs, renames: a kill at any moment leaves the old state or the new one."""
    header = {**identity, "done": run.done, "counts": run.counts, "threads": threads}
    with open(FILE + ".new", "wb") as file:
        file.write(json.dumps(header).encode("ascii") + b"\n")
        file.flush()
        run.state.tofile(file)
        os.fsync(file.fileno())
    os.replace(FILE + ".new", FILE)


def load(identity: dict) -> Checkpoint | None:
    """Ends the program where the checkpoint belongs to another run."""
    if not os.path.exists(FILE):
        return None
    with open(FILE, "rb") as file:
        header = json.loads(file.readline())
        for name, expected in identity.items():
            if header.get(name) != expected:
                sys.exit(
                    f"{FILE} cannot be resumed: its {name} is {header.get(name)}, this run's is {expected}."
                    " Remove the file to begin afresh, or run what has written it."
                )
        return Checkpoint(header["done"], header["counts"], header["threads"], np.fromfile(file, np.complex64))
