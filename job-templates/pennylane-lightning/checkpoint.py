"""The file state.json: what must be the same in a process that goes on, and what the loop remembers."""

import json
import os
import sys
from importlib.metadata import version

FILE = "state.json"


def identity(problem: str, options: dict) -> dict:
    return {
        "format": 1,
        "problem": problem,
        "options": options,
        "sdk": f"pennylane {version('pennylane')}, pennylane-lightning {version('pennylane-lightning')}",
    }


def save(identity: dict, memory: dict) -> None:
    """Writes aside, syncs, renames: a kill at any moment leaves the old state or the new one."""
    with open(FILE + ".new", "w", encoding="ascii") as file:
        json.dump({**identity, "memory": memory}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(FILE + ".new", FILE)


def load(identity: dict) -> dict | None:
    """What the loop remembers; none where nothing was saved. Ends the program if it is another run's."""
    if not os.path.exists(FILE):
        return None
    with open(FILE, encoding="ascii") as file:
        saved = json.load(file)
    for name, expected in identity.items():
        if saved.get(name) != expected:
            sys.exit(
                f"{FILE} cannot be resumed: its {name} is {saved.get(name)}, this run's is {expected}."
                " Remove the file to begin afresh, or run what has written it."
            )
    return saved["memory"]
