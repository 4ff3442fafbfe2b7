"""The checkpoint: state.npz, with the run that it belongs to, the next gate, and the amplitudes."""

import json
import os
import zipfile
from pathlib import Path

import numpy as np
from sparse import SparseState

CHECKPOINT = Path("state.npz")
ASIDE = Path("state.new")
FORMAT = "sparse-state 1"


def save(identity: dict, next_gate: int, state: SparseState) -> None:
    """Writes aside, syncs, renames: a kill at any moment leaves the old checkpoint or the new one."""
    header = json.dumps({"format": FORMAT, **identity, "next_gate": next_gate})
    with open(ASIDE, "wb") as file:
        np.savez(file, header=np.array(header), basis=state.basis, planes=state.planes)
        file.flush()
        os.fsync(file.fileno())
    os.replace(ASIDE, CHECKPOINT)


def load(identity: dict, state: SparseState) -> int:
    """The gate to go on with; 0 without a checkpoint.

    Exits where the checkpoint is of another run: to begin anew would hide that files are mixed up.
    """
    if not CHECKPOINT.exists():
        return 0
    try:
        with np.load(CHECKPOINT, allow_pickle=False) as stored:
            found = json.loads(str(stored["header"]))
            next_gate = int(found.pop("next_gate"))
            state.basis, state.planes = stored["basis"], stored["planes"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise SystemExit(f"{CHECKPOINT} is no checkpoint of this app ({error}); remove it to begin anew") from None
    expected = {"format": FORMAT, **identity}
    for key in expected:
        if found.get(key) != expected[key]:
            raise SystemExit(
                f"{CHECKPOINT} cannot be resumed: its {key} is {found.get(key)}, and this run's is"
                f" {expected[key]}; give it the run that it belongs to, or remove it to begin anew"
            )
    return next_gate
