"""Simulates the circuit of circuit.qasm with Qiskit Aer, as a BOINC task that can be interrupted.

    aer.py       the arguments and the order of things (this file)
    circuit.py   reads the circuit, transpiles it, and says how it can be simulated
    definitions.py  writes out its loops, and the gates that it defines
    evolution.py a state that is evolved in segments
    shots.py     shots that are simulated in batches
    checkpoint.py, device.py, observables.py, simulator.py

The arguments are the workunit's command line; `--help` lists them.
"""

import argparse
import os
import shlex
import signal
import sys

import device
import evolution
import shots
from checkpoint import Checkpoint, Refused
from circuit import Circuit, Unreadable
from observables import write_result
from simulator import METHODS, SimulationFailed, Simulator, Thermal

CIRCUIT = "circuit.qasm"


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="aer.py", allow_abbrev=False)
    parser.add_argument("--shots", type=int, default=0, help="how often to measure; 0: not at all")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is random")
    parser.add_argument("--method", choices=("automatic", *METHODS), default="automatic")
    parser.add_argument("--precision", choices=("double", "single"), default="double")
    parser.add_argument("--segment-seconds", type=float, default=11, metavar="S",
                        help="the longest segment or batch on a slow host: a quarter of the grace")
    parser.add_argument("--bond-dimension", type=int, default=64, metavar="D",
                        help="the largest of matrix_product_state")
    parser.add_argument("--t1", type=float, metavar="TIME", help="relaxation during each gate")
    parser.add_argument("--t2", type=float, metavar="TIME", help="dephasing; default: twice T1")
    parser.add_argument("--gate-time", type=float, default=1, metavar="TIME",
                        help="of a gate, in the unit of --t1")
    chosen = parser.parse_args(words)
    if chosen.shots < 0 or chosen.seed < 0 or chosen.segment_seconds <= 0:
        parser.error("--shots and --seed must not be negative, --segment-seconds must be positive")
    if chosen.t1 is not None and not 0 < (chosen.t2 or chosen.t1) <= 2 * chosen.t1:
        parser.error("--t1 and --t2 must be positive, and --t2 at most twice --t1")
    return chosen


def read_circuit() -> Circuit:
    try:
        return Circuit.read(CIRCUIT)
    except FileNotFoundError as problem:
        raise Unreadable(
            f"there is no {CIRCUIT} in the slot; that must be the input's <open_name> in in.xml"
        ) from problem


def method_of(circuit: Circuit, chosen: argparse.Namespace) -> str:
    """The one that was asked for, or the cheapest that is exact."""
    if chosen.method != "automatic":
        return chosen.method
    cheap = chosen.shots > 0 and chosen.t1 is None and circuit.is_clifford
    return "stabilizer" if cheap else "statevector"


def simulate(chosen: argparse.Namespace, stop: list[int]) -> bool:
    """Returns whether it came to the end; else it has written a checkpoint."""
    assigned = device.choose()
    noise = Thermal(chosen.t1, chosen.t2 or 2 * chosen.t1, chosen.gate_time) if chosen.t1 else None
    circuit = read_circuit()
    method = method_of(circuit, chosen)
    checkpoint = Checkpoint(
        circuit=circuit.sha256, method=method, precision=chosen.precision, shots=chosen.shots,
        seed=chosen.seed, segment_seconds=chosen.segment_seconds, bond=chosen.bond_dimension,
        noise=noise and noise.text(), device=assigned,
    )
    stored = checkpoint.load()
    threads = stored.threads if stored else int(os.environ.get("BOINC_NCPUS", "1"))
    if assigned != "CPU":
        device.check(assigned)
    simulator = Simulator(method, chosen.precision, threads, chosen.bond_dimension, noise, assigned)
    circuit = stored.circuit(circuit) if stored else circuit.transpiled(simulator)
    run = evolution if evolution.fits(circuit, method, noise is not None) else shots
    result = run.run(circuit, simulator, chosen, checkpoint, stored, stop)
    if result is None:
        return False
    write_result({"circuit": circuit.sha256, "method": method, "precision": chosen.precision,
                  "qubits": circuit.qubits, **result})
    return True


def main() -> int:
    stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stop.append(number))
    try:
        done = simulate(arguments(shlex.split(os.environ.get("ARGS", ""))), stop)
    except (Unreadable, Refused, SimulationFailed) as problem:
        print(f"aer.py: {problem}", file=sys.stderr)
        return 1
    return 0 if done else 128 + signal.SIGTERM


if __name__ == "__main__":
    sys.exit(main())
