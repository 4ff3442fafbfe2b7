"""Minimises the energy of problem.json with PennyLane and Lightning, and resumes where it was interrupted.

A step is one step of the optimiser. Between two steps, all that matters is a handful of numbers: the
parameters, and what the optimiser remembers. The state vector is computed anew in each step.
"""

import argparse
import gc
import json
import os
import shlex
import signal
import sys
import time

import checkpoint
from optimisation import Optimisation
from problem import Problem


def arguments() -> argparse.Namespace:
    """The workunit's command line, which arrives in the variable ARGS."""
    parser = argparse.ArgumentParser(prog="vqe.py")
    parser.add_argument("--steps", type=int, default=1000, help="of the optimiser")
    parser.add_argument("--stepsize", type=float, default=0.05, help="of the optimiser")
    parser.add_argument("--shots", type=int, default=0, help="measurements an energy; 0: analytic")
    parser.add_argument("--seed", type=int, default=1, help="of the first parameters, and of shots")
    return parser.parse_args(shlex.split(os.environ.get("ARGS", "")))


def write_json(name: str, value: dict) -> None:
    with open(name + ".new", "w", encoding="ascii") as file:
        json.dump(value, file, indent=1, sort_keys=True)
        file.write("\n")
    os.replace(name + ".new", name)


def report(fraction: float) -> None:
    with open("fraction_done", "w", encoding="ascii") as file:
        print(f"{fraction:.6f}", file=file)


def main() -> int:
    stop = []
    signal.signal(signal.SIGTERM, lambda number, frame: stop.append(number))
    period = float(os.environ.get("BOINC_CHECKPOINT_PERIOD", "60"))
    options = arguments()
    problem = Problem.read("problem.json")
    identity = checkpoint.identity(problem.sha256, vars(options))
    run = Optimisation(problem, options)
    saved = checkpoint.load(identity)
    if saved:
        run.restore(saved)
    print(f"{'resuming' if saved else 'starting'} at step {run.done} of {options.steps}")
    last = time.monotonic()
    gc.freeze()  # what has been imported need not be looked through again
    while run.done < options.steps:
        run.step()
        gc.collect()  # else Python keeps the state vectors of earlier steps for a while
        # Each whole percent, not each second: every run then writes the same, which shows that one went on.
        if run.done * 100 // options.steps > (run.done - 1) * 100 // options.steps:
            report(run.done / options.steps)
        if stop or time.monotonic() - last >= period:
            checkpoint.save(identity, run.memory())
            last = time.monotonic()
            print(f"step {run.done} of {options.steps}, energy {run.energies[-1]:.9f}, checkpoint written")
        if stop:
            return 128 + signal.SIGTERM
    write_json("result.json", run.result())
    return 0


if __name__ == "__main__":
    sys.exit(main())
