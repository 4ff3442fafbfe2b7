"""A skeleton of a QuTiP job: independent trajectories, summed up, with checkpoints.

As it stands it simulates a driven atom that decays. Change what is marked CHANGE.
"""

import json
import os
import signal
import sys

import numpy as np
import qutip

TRAJECTORIES = 8000  # CHANGE: how many
CHECKPOINT_EVERY = 200
SEED = 1  # CHANGE: or read it from the workunit's command line, os.environ["ARGS"]
TIMES = np.linspace(0.0, 10.0, 21)  # CHANGE: when to measure


def trajectory(index: int) -> np.ndarray:
    """The excited population at TIMES in the trajectory of this index. CHANGE: your system."""
    ground, excited = qutip.basis(2, 0), qutip.basis(2, 1)
    drive, decay = 2.0, 0.3
    seed = int(np.random.SeedSequence([SEED, index]).generate_state(1)[0])
    result = qutip.mcsolve(
        0.5 * drive * qutip.sigmax(),
        ground,
        TIMES,
        [np.sqrt(decay) * ground * excited.dag()],
        [excited * excited.dag()],
        ntraj=1,
        options=qutip.Options(num_cpus=1, seeds=[seed]),
        progress_bar=None,
    )
    return result.expect[0]


def load() -> tuple[int, np.ndarray]:
    """Number and sum of the trajectories that are done."""
    if not os.path.exists("state.npz"):
        print("starting afresh")
        return 0, np.zeros(len(TIMES))
    with np.load("state.npz") as state:
        print(f"resuming at trajectory {state['done']}")
        return int(state["done"]), state["total"]


def save(done: int, total: np.ndarray) -> None:
    """Writes aside, syncs, renames: a kill at any moment leaves the old state or the new one."""
    with open("state.new", "wb") as file:
        np.savez(file, done=done, total=total)
        file.flush()
        os.fsync(file.fileno())
    os.replace("state.new", "state.npz")
    with open("fraction_done", "w", encoding="ascii") as file:
        print(done / TRAJECTORIES, file=file)


def main() -> int:
    stop = []
    signal.signal(signal.SIGTERM, lambda number, frame: stop.append(number))
    done, total = load()
    while done < TRAJECTORIES:
        total += trajectory(done)  # always in the same order: rounding depends on it
        done += 1
        if stop or done % CHECKPOINT_EVERY == 0 or done == TRAJECTORIES:
            save(done, total)
            print(f"{done} of {TRAJECTORIES} trajectories, checkpoint written")
        if stop:
            return 128 + signal.SIGTERM
    result = {"times": TIMES.tolist(), "excited": (total / done).tolist()}  # CHANGE: the output
    with open("result.json", "w", encoding="ascii") as file:
        json.dump(result, file, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
