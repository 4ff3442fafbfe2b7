"""The checkpoint: one file, state.bin, that all ranks write together.

A file for each rank could be copied when some are of this checkpoint and some of the one before.
"""

import json
import os
from pathlib import Path

from statevector import StateVector

CHECKPOINT = Path("state.bin")
ASIDE = Path("state.new")
HEADER_BYTES = 4096
FORMAT = "mpi-statevector 1"


def save(identity: dict, next_gate: int, state: StateVector) -> None:
    """Every rank calls it between the same two gates.

    The file appears under its name when every rank's share is on the disk: a kill at any moment leaves
    the old checkpoint or the new one.
    """
    if state.comm.rank == 0:
        header = json.dumps({"format": FORMAT, **identity, "next_gate": next_gate})
        ASIDE.write_bytes(header.encode("ascii").ljust(HEADER_BYTES))
    state.comm.Barrier()
    with open(ASIDE, "r+b") as file:
        file.seek(offset(state))
        file.write(memoryview(state.planes).cast("B"))
    state.comm.Barrier()
    if state.comm.rank == 0:
        with open(ASIDE, "r+b") as file:
            os.fsync(file.fileno())  # syncs what all ranks have written
        os.replace(ASIDE, CHECKPOINT)


def load(identity: dict, state: StateVector) -> int:
    """The gate to go on with; 0 without a checkpoint. Every rank calls it.

    Exits where the checkpoint is of another run: to begin anew would hide that files are mixed up.
    """
    if not CHECKPOINT.exists():
        return 0
    with open(CHECKPOINT, "rb") as file:
        next_gate = check(file.read(HEADER_BYTES), identity, state)
        file.seek(offset(state))
        if file.readinto(memoryview(state.planes).cast("B")) != state.planes.nbytes:
            raise SystemExit(f"{CHECKPOINT} is shorter than its header says; remove it to begin anew")
    return next_gate


def check(header: bytes, identity: dict, state: StateVector) -> int:
    try:
        found = json.loads(header)
        next_gate = int(found.pop("next_gate"))
    except (ValueError, KeyError, AttributeError):
        raise SystemExit(f"{CHECKPOINT} is no checkpoint of this app; remove it to begin anew") from None
    expected = {"format": FORMAT, **identity}
    for key in expected:
        if found.get(key) != expected[key]:
            raise SystemExit(
                f"{CHECKPOINT} cannot be resumed: its {key} is {found.get(key)}, and this run's is"
                f" {expected[key]}; give it the run that it belongs to, or remove it to begin anew"
            )
    return next_gate


def offset(state: StateVector) -> int:
    return HEADER_BYTES + state.comm.rank * state.planes.nbytes
