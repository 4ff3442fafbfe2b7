"""Simulates the circuit in circuit.qasm with Cirq and qsim, and resumes where it was interrupted.

The task is a row of steps that follow from the circuit and the arguments alone. A checkpoint is
what one step hands to the next, so it does not matter whether a process ended in between.
"""

import argparse
import json
import os
import shlex
import signal
import sys
import time

import checkpoint
from circuit import Circuit
from evolution import Evolution
from shots import ShotBatches


def arguments() -> argparse.Namespace:
    """The workunit's command line, which arrives in the variable ARGS."""
    parser = argparse.ArgumentParser(prog="simulate.py")
    parser.add_argument("--shots", type=int, default=0, help="measurements of the final state; 0: none")
    parser.add_argument("--seed", type=int, default=1, help="of all random numbers")
    parser.add_argument("--segment-seconds", type=float, default=5, help="what a step takes on a slow host")
    return parser.parse_args(shlex.split(os.environ.get("ARGS", "")))


def number_of_threads() -> int:
    """What the project's plan class gives; a resumed run keeps what its first start had."""
    return max(1, int(float(os.environ.get("BOINC_NCPUS", "1"))))


def write_json(name: str, value: dict) -> None:
    with open(name + ".new", "w", encoding="ascii") as file:
        json.dump(value, file, indent=1)
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
    circuit = Circuit.read("circuit.qasm")
    identity = checkpoint.identity(circuit.sha256, vars(options))
    saved = checkpoint.load(identity)
    threads = saved.threads if saved else number_of_threads()
    run = (Evolution if circuit.is_unitary else ShotBatches)(circuit, options, threads)
    if saved:
        run.restore(saved)
    print(f"{'resuming' if saved else 'starting'} at {run.unit} {run.done} of {run.total}")
    last = time.monotonic()
    while run.done < run.total:
        run.step()
        report(run.done / run.total)
        if stop or time.monotonic() - last >= period:
            checkpoint.save(identity, threads, run)
            last = time.monotonic()
            print(f"{run.unit} {run.done} of {run.total}, checkpoint written")
        if stop:
            return 128 + signal.SIGTERM
    write_json("result.json", run.result())
    return 0


if __name__ == "__main__":
    sys.exit(main())
