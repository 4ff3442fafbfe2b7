"""The workunit's command line, which the wrapper hands over in the variable ARGS."""

import argparse
import os


def read() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ARGS", description="the workunit's command line")
    parser.add_argument("--ranks", type=power_of_two, default=2, help="processes: 1, 2, 4, 8 ...")
    parser.add_argument("--shots", type=int, default=0, help="how often the qubits are measured")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers of the shots")
    return parser.parse_args(os.environ.get("ARGS", "").split())


def power_of_two(word: str) -> int:
    number = int(word)
    if number < 1 or number & (number - 1):
        raise ValueError(f"{number} is no power of two")
    return number
