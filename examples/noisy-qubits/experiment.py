"""The experiment to simulate: read from experiment.json, checked, and overridden by ARGS."""

import argparse
import dataclasses
import hashlib
import json
import shlex
from collections.abc import Iterator
from pathlib import Path


@dataclasses.dataclass(frozen=True)
class Qubit:
    """One qubit's noise; its drive is off resonance by ``detuning_khz``."""

    t1_us: float
    t2_us: float
    detuning_khz: float


@dataclasses.dataclass(frozen=True)
class Crosstalk:
    """A ZZ coupling: one qubit's frequency moves by ``shift`` kHz while the other is excited."""

    qubits: tuple[int, int]
    shift: float


@dataclasses.dataclass(frozen=True)
class Experiment:
    """All that the result depends on, and ``checkpoint_every``, on which it does not."""

    qubits: tuple[Qubit, ...]
    zz_khz: tuple[Crosstalk, ...]
    duration_us: float
    points: int
    trajectories: int
    checkpoint_every: int
    seed: int

    def fingerprint(self) -> str:
        """A SHA-256 in hex that differs between experiments whose sums must not be mixed."""
        fields = dataclasses.asdict(self)
        del fields["checkpoint_every"]
        return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def load(path: Path, args: str) -> Experiment:
    """Reads the file, applies the command line, and raises ValueError if the two make no sense."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        fields["qubits"] = tuple(Qubit(**qubit) for qubit in fields["qubits"])
        fields["zz_khz"] = tuple(
            Crosstalk(tuple(zz["qubits"]), zz["shift"]) for zz in fields["zz_khz"]
        )
        fields.update(_overrides(args))
        experiment = Experiment(**fields)
        problems = list(_problems(experiment))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error!r}") from error
    if problems:
        raise ValueError(f"{path}: " + "; ".join(problems))
    return experiment


def _overrides(args: str) -> dict[str, int]:
    """What the workunit's command line, which the wrapper hands on as ARGS, says otherwise."""
    parser = argparse.ArgumentParser(prog="noisy_qubits.py", allow_abbrev=False)
    parser.add_argument("--trajectories", type=int)
    parser.add_argument("--checkpoint-every", type=int)
    parser.add_argument("--seed", type=int)
    given = vars(parser.parse_args(shlex.split(args)))
    return {name: value for name, value in given.items() if value is not None}


def _problems(experiment: Experiment) -> Iterator[str]:
    for index, qubit in enumerate(experiment.qubits):
        if qubit.t1_us <= 0 or qubit.t2_us <= 0:
            yield f"qubit {index}: T1 and T2 must be above 0"
        elif qubit.t2_us > 2 * qubit.t1_us:
            yield f"qubit {index}: T2 = {qubit.t2_us} exceeds 2 T1 = {2 * qubit.t1_us}"
    for zz in experiment.zz_khz:
        if len(set(zz.qubits)) != 2 or not set(zz.qubits) <= set(range(len(experiment.qubits))):
            yield f"zz_khz: {list(zz.qubits)} is not a pair of qubits"
    if not 1 <= len(experiment.qubits) <= 8:
        yield "qubits: 1 to 8 are possible"
    if experiment.duration_us <= 0 or experiment.points < 2:
        yield "duration_us must be above 0, points at least 2"
    if experiment.trajectories < 2 or experiment.checkpoint_every < 1 or experiment.seed < 0:
        yield "trajectories must be at least 2, checkpoint_every 1, seed 0"
