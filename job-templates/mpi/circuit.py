"""Reads a circuit in OpenQASM 2 or 3: registers, gates, and measurements at the end.

Every gate becomes one matrix on one qubit, with controls. That is all that a simulator has to know.
Loops, definitions, conditions and measurements in between are not read here, and refused by line.
"""

import ast
import hashlib
import math
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Matrix = tuple[tuple[complex, complex], tuple[complex, complex]]


@dataclass(frozen=True)
class Gate:
    """A matrix on the target, where every control is 1."""

    controls: tuple[int, ...]
    target: int
    matrix: Matrix


@dataclass(frozen=True)
class Circuit:
    """The qubits of all registers, numbered in the order of their declarations, and the gates."""

    sha256: str
    qubits: int
    gates: tuple[Gate, ...]


class CircuitError(Exception):
    """What is wrong, and in which line."""


def sine_and_cosine(angle: float) -> tuple[float, float]:
    """The same on each CPU: the C library's own sin differs in the last bit between CPUs with FMA and
    without, but its long double is computed in one way only."""
    return float(np.sin(np.longdouble(angle))), float(np.cos(np.longdouble(angle)))


def phase(angle: float) -> complex:
    sine, cosine = sine_and_cosine(angle)
    return complex(cosine, sine)


def diagonal(zero: complex, one: complex) -> Matrix:
    return ((zero, 0), (0, one))


def rotation(theta: float, phi: float, lam: float) -> Matrix:
    """The gate U of OpenQASM's standard libraries."""
    sine, cosine = sine_and_cosine(theta / 2)
    return ((cosine, -phase(lam) * sine), (phase(phi) * sine, phase(phi + lam) * cosine))


def rotation_x(theta: float) -> Matrix:
    sine, cosine = sine_and_cosine(theta / 2)
    return ((cosine, -1j * sine), (-1j * sine, cosine))


def rotation_y(theta: float) -> Matrix:
    sine, cosine = sine_and_cosine(theta / 2)
    return ((cosine, -sine), (sine, cosine))


ROOT = math.sqrt(0.5)
X: Matrix = ((0, 1), (1, 0))

MATRICES: dict[str, tuple[int, Callable[..., Matrix]]] = {
    "id": (0, lambda: diagonal(1, 1)),
    "x": (0, lambda: X),
    "y": (0, lambda: ((0, -1j), (1j, 0))),
    "z": (0, lambda: diagonal(1, -1)),
    "h": (0, lambda: ((ROOT, ROOT), (ROOT, -ROOT))),
    "s": (0, lambda: diagonal(1, 1j)),
    "sdg": (0, lambda: diagonal(1, -1j)),
    "t": (0, lambda: diagonal(1, complex(ROOT, ROOT))),
    "tdg": (0, lambda: diagonal(1, complex(ROOT, -ROOT))),
    "sx": (0, lambda: ((0.5 + 0.5j, 0.5 - 0.5j), (0.5 - 0.5j, 0.5 + 0.5j))),
    "rx": (1, rotation_x),
    "ry": (1, rotation_y),
    "rz": (1, lambda angle: diagonal(phase(-angle / 2), phase(angle / 2))),
    "p": (1, lambda angle: diagonal(1, phase(angle))),
    "u1": (1, lambda angle: diagonal(1, phase(angle))),
    "u2": (2, lambda phi, lam: rotation(math.pi / 2, phi, lam)),
    "u3": (3, rotation),
    "u": (3, rotation),
}
"""Name, number of parameters, and the matrix that they give. In front of a name each "c" is a control."""


def read(path: Path) -> Circuit:
    """Raises CircuitError."""
    source = path.read_bytes()
    reader = Reader(path.name)
    for line, statement in statements(source.decode("utf-8", "replace")):
        reader.read(line, statement)
    if not reader.qubits:
        raise CircuitError(f"{path.name}: no qubits are declared")
    return Circuit(hashlib.sha256(source).hexdigest(), reader.qubits, tuple(reader.gates))


def statements(source: str) -> Iterator[tuple[int, str]]:
    """What stands before each semicolon, without comments, and the line in which it begins."""
    blank = lambda comment: re.sub(r"[^\n]", " ", comment.group())
    source = re.sub(r"//[^\n]*|/\*.*?\*/", blank, source, flags=re.DOTALL)
    for match in re.finditer(r"\s*([^;]*)(;?)", source):
        statement, end = match[1].strip(), match[2]
        line = source.count("\n", 0, match.start(1)) + 1
        if statement and not end:
            raise CircuitError(f"line {line}: no semicolon ends {statement[:40]!r}")
        if statement:
            yield line, " ".join(statement.split())


class Reader:
    """Takes one statement after the other."""

    IGNORED = re.compile(r"(OPENQASM|include|creg|bit|barrier)\b")
    QUBITS = re.compile(r"qreg (?P<a>\w+) ?\[ ?(?P<m>\d+) ?\]|qubit ?(\[ ?(?P<n>\d+) ?\])? ?(?P<b>\w+)")
    UNREAD = re.compile(r"(gate|opaque|def|if|for|while|switch|reset|let|const|input|ctrl|inv|pow)\b")
    MEASURE = re.compile(r"measure\b|.*= ?measure\b")
    GATE = re.compile(r"(?P<name>[A-Za-z]\w*) ?(\((?P<words>.*)\))? ?(?P<operands>\w[^()]*)")
    OPERAND = re.compile(r"(\w+) ?(?:\[ ?(\d+) ?\])?")

    def __init__(self, name: str) -> None:
        self.name = name
        self.qubits = 0
        self.gates: list[Gate] = []
        self.registers: dict[str, range] = {}
        self.measured = False

    def read(self, line: int, statement: str) -> None:
        try:
            if self.IGNORED.match(statement):
                return
            if match := self.QUBITS.fullmatch(statement):
                self.declare(match["a"] or match["b"], int(match["m"] or match["n"] or 1))
            elif self.MEASURE.match(statement):
                self.measured = True
            elif (match := self.GATE.fullmatch(statement)) and not self.UNREAD.match(statement):
                self.apply(match["name"], match["words"] or "", match["operands"])
            else:
                raise CircuitError(f"{statement[:40]!r} is not read by this app")
        except (CircuitError, ValueError, SyntaxError, ArithmeticError) as error:
            raise CircuitError(f"{self.name}:{line}: {error}") from error

    def declare(self, name: str, size: int) -> None:
        if name in self.registers:
            raise CircuitError(f"{name} is declared twice")
        self.registers[name] = range(self.qubits, self.qubits + size)
        self.qubits += size

    def apply(self, name: str, words: str, operands: str) -> None:
        if self.measured:
            raise CircuitError("a gate after a measurement: this app measures at the end only")
        values = [number(word) for word in words.split(",") if word.strip()]
        for qubits in self.each(operands):
            if len(set(qubits)) < len(qubits):
                raise CircuitError(f"{name} has the same qubit twice")
            self.gates += gates(name, values, qubits)

    def each(self, operands: str) -> Iterator[tuple[int, ...]]:
        """One tuple for each gate: a register without index stands for all of its qubits."""
        chosen = [self.operand(word.strip()) for word in operands.split(",")]
        lengths = {len(qubits) for qubits in chosen} - {1}
        if len(lengths) > 1:
            raise CircuitError("registers of different sizes in one gate")
        length = max(lengths, default=1)
        return zip(*(list(qubits) * (length // len(qubits)) for qubits in chosen))

    def operand(self, word: str) -> range:
        match = self.OPERAND.fullmatch(word)
        if not match or match[1] not in self.registers:
            raise CircuitError(f"no qubits are named {word!r}")
        register = self.registers[match[1]]
        if match[2] is None:
            return register
        if int(match[2]) >= len(register):
            raise CircuitError(f"{match[1]} has {len(register)} qubits, so there is no {word}")
        return register[int(match[2]) : int(match[2]) + 1]


def gates(name: str, values: list[float], qubits: tuple[int, ...]) -> list[Gate]:
    """One gate of the standard library as gates on one target."""
    plain = name.lower().lstrip("c")
    controls = len(name) - len(plain)
    if plain not in MATRICES and plain not in ("swap", "rzz"):
        raise CircuitError(f"the gate {name} is not known to this app")
    arity = controls + (1 if plain in MATRICES else 2)
    parameters = MATRICES[plain][0] if plain in MATRICES else int(plain == "rzz")
    if len(qubits) != arity or len(values) != parameters:
        raise CircuitError(f"{name} takes {parameters} parameters and {arity} qubits")
    if plain in MATRICES:
        return [Gate(qubits[:-1], qubits[-1], MATRICES[plain][1](*values))]
    first, second, others = qubits[-2], qubits[-1], qubits[:-2]
    if plain == "swap":
        outer = Gate((second,), first, X)
        return [outer, Gate((*others, first), second, X), outer]
    outer = Gate((first,), second, X)
    return [outer, Gate(others, second, MATRICES["rz"][1](*values)), outer]


OPERATORS: dict[type, Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


def number(word: str) -> float:
    """Of an expression such as -3*pi/4."""

    def value(node: ast.expr) -> float:
        match node:
            case ast.Constant(value=int() | float() as constant):
                return float(constant)
            case ast.Name(id="pi" | "π"):
                return math.pi
            case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
                return OPERATORS[type(op)](value(operand))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return OPERATORS[type(op)](value(left), value(right))
        raise CircuitError(f"{word.strip()!r} is not a number")

    return value(ast.parse(word.strip(), mode="eval").body)
