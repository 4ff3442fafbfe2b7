"""The running sums, and their way to disk and back."""

import dataclasses
import io
import os
import zipfile
from pathlib import Path

import numpy as np


@dataclasses.dataclass
class Sums:
    """Sums over the trajectories 0 … done - 1, always added in this order, so that rounding is
    the same whether or not the run was interrupted."""

    done: int
    total: np.ndarray
    squares: np.ndarray

    @staticmethod
    def zero(shape: tuple[int, ...]) -> "Sums":
        return Sums(0, np.zeros(shape), np.zeros(shape))

    def add(self, trajectory: np.ndarray) -> None:
        """Adds the trajectory with the index ``done``."""
        self.total += trajectory
        self.squares += trajectory * trajectory
        self.done += 1

    def mean(self) -> np.ndarray:
        return self.total / self.done

    def sigma(self) -> np.ndarray:
        """The standard error of the mean."""
        variance = np.maximum(self.squares / self.done - self.mean() ** 2, 0.0)
        return np.sqrt(variance / (self.done - 1))


def save(path: Path, sums: Sums, fingerprint: str) -> None:
    """Replaces the checkpoint; a kill at any moment leaves the old one or the new one."""
    buffer = io.BytesIO()
    np.savez(
        buffer, fingerprint=fingerprint, done=sums.done, total=sums.total, squares=sums.squares
    )
    replace(path, buffer.getvalue())


def load(path: Path, fingerprint: str) -> Sums | None:
    """The checkpoint, or None if there is none that belongs to this experiment."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if str(stored["fingerprint"]) != fingerprint:
                print(f"{path.name} is of another experiment", flush=True)
                return None
            return Sums(int(stored["done"]), stored["total"], stored["squares"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        print(f"{path.name} cannot be read: {error!r}", flush=True)
        return None


def replace(path: Path, content: bytes, durable: bool = True) -> None:
    """Writes aside, then renames; durable: also a power cut leaves the old file or the new one."""
    aside = path.with_name(path.name + ".new")
    with open(aside, "wb") as file:
        file.write(content)
        file.flush()
        if durable:
            os.fsync(file.fileno())
    os.replace(aside, path)
    if durable:
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
