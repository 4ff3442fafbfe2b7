"""The result as an SVG: measured points with error bars, exact curves, deviations below.

Drawn by hand: a plotting library would add a third to the image, and a hundred lines do.
"""

import numpy as np

from checkpoint import Sums
from experiment import Experiment
from model import exact, times
from report import deviations

WIDTH, HEIGHT = 1060, 620
COLOURS = (
    "#0072b2", "#d55e00", "#009e73", "#aa3377", "#b8860b", "#56b4e9", "#666666", "#882255"
)
BARS = 3.0
"""Error bars reach this many standard errors to each side."""
DEVIATION_LIMIT = 5.0

STYLE = """
  text { font-family: 'DejaVu Sans', Verdana, sans-serif; font-size: 13px; fill: #222 }
  .title { font-size: 19px; font-weight: bold }
  .panel { font-size: 15px; font-weight: bold }
  .quiet { fill: #555 }
  .frame { fill: none; stroke: #444; stroke-width: 1 }
  .grid { stroke: #e3e3e3; stroke-width: 1 }
  .zero { stroke: #888; stroke-width: 1 }
  .band { fill: #f0f0f0 }
  .exact { fill: none; stroke-width: 1.6 }
  .bar { stroke-width: 1.2 }
"""


class Axes:
    """A rectangle of the page with linear scales; elements are added in page coordinates."""

    def __init__(self, left, top, width, height, x_range, y_range):
        self.left, self.top, self.width, self.height = left, top, width, height
        self._x_range, self._y_range = x_range, y_range
        self.parts: list[str] = []

    def x(self, value: float) -> float:
        low, high = self._x_range
        return self.left + self.width * (value - low) / (high - low)

    def y(self, value: float) -> float:
        low, high = self._y_range
        return self.top + self.height * (high - value) / (high - low)

    def line(self, x1, y1, x2, y2, style: str, colour: str = "") -> None:
        stroke = f' stroke="{colour}"' if colour else ""
        self.parts.append(
            f'<line class="{style}"{stroke} x1="{self.x(x1):.2f}" y1="{self.y(y1):.2f}"'
            f' x2="{self.x(x2):.2f}" y2="{self.y(y2):.2f}"/>'
        )

    def dot(self, x, y, colour: str, radius: float = 2.6) -> None:
        self.parts.append(
            f'<circle cx="{self.x(x):.2f}" cy="{self.y(y):.2f}" r="{radius}" fill="{colour}"/>'
        )

    def curve(self, xs, ys, colour: str) -> None:
        points = " ".join(f"{self.x(x):.2f},{self.y(y):.2f}" for x, y in zip(xs, ys))
        self.parts.append(f'<polyline class="exact" stroke="{colour}" points="{points}"/>')

    def band(self, low: float, high: float) -> None:
        height = self.y(low) - self.y(high)
        self.parts.append(
            f'<rect class="band" x="{self.left}" y="{self.y(high):.2f}"'
            f' width="{self.width}" height="{height:.2f}"/>'
        )

    def grid(self, x_ticks, y_ticks, y_format: str, x_labels: bool) -> None:
        for tick in x_ticks:
            self.line(tick, self._y_range[0], tick, self._y_range[1], "grid")
            if x_labels:
                self.parts.append(
                    text(self.x(tick), self.top + self.height + 18, f"{tick:g}", "middle")
                )
        for tick in y_ticks:
            self.line(self._x_range[0], tick, self._x_range[1], tick, "grid")
            label = format(tick, y_format).replace("-", "−")
            self.parts.append(text(self.left - 7, self.y(tick) + 4.5, label, "end"))

    def frame(self) -> None:
        self.parts.append(
            f'<rect class="frame" x="{self.left}" y="{self.top}"'
            f' width="{self.width}" height="{self.height}"/>'
        )


def text(x, y, words: str, anchor: str = "start", style: str = "", turn: bool = False) -> str:
    turned = f' transform="rotate(-90 {x:.2f} {y:.2f})"' if turn else ""
    return (
        f'<text class="{style}" text-anchor="{anchor}" x="{x:.2f}" y="{y:.2f}"{turned}>'
        f"{words}</text>"
    )


def draw(experiment: Experiment, sums: Sums) -> str:
    """The whole picture; equal sums give equal text."""
    count = len(experiment.qubits)
    parts = [
        text(40, 36, f"{count} noisy qubits: relaxation and Ramsey fringes", style="title"),
        text(40, 60, f"{sums.done} quantum trajectories: points with error bars of ±{BARS:g}σ; "
             "curves: exact solution", style="quiet"),
    ]
    parts += _legend(experiment)
    parts += _panel(experiment, sums, 80, 0, "Relaxation", "excited population",
                    (0.0, 0.55), np.arange(0, 0.51, 0.1))
    parts += _panel(experiment, sums, 610, count, "Coherence", "⟨X⟩",
                    (-1.0, 1.1), np.arange(-1, 1.01, 0.5))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}">\n<style>{STYLE}</style>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n{body}\n</svg>\n'
    )


def _legend(experiment: Experiment) -> list[str]:
    parts = []
    for index, qubit in enumerate(experiment.qubits):
        x, y, colour = 80 + 245 * (index % 4), 84 + 20 * (index // 4), COLOURS[index]
        words = f"qubit {index}: T₁ {qubit.t1_us:g} µs, T₂ {qubit.t2_us:g} µs"
        parts.append(
            f'<line class="exact" stroke="{colour}" x1="{x}" y1="{y}" x2="{x + 24}" y2="{y}"/>'
            f'<circle cx="{x + 12}" cy="{y}" r="3.2" fill="{colour}"/>'
        )
        parts.append(text(x + 31, y + 4.5, words))
    return parts


def _panel(
    experiment: Experiment, sums: Sums, left: int, first: int, title: str, quantity: str,
    y_range: tuple[float, float], y_ticks: np.ndarray,
) -> list[str]:
    """One kind of observable, the series from ``first`` on: values above, deviations below."""
    t, x_range = times(experiment), (0.0, experiment.duration_us)
    x_ticks = np.linspace(0, experiment.duration_us, 7)
    upper = Axes(left, 140, 420, 290, x_range, y_range)
    lower = Axes(left, 455, 420, 110, x_range, (-DEVIATION_LIMIT, DEVIATION_LIMIT))
    lower.band(-2, 2)
    upper.grid(x_ticks, y_ticks, ".1f", x_labels=False)
    lower.grid(x_ticks, (-4, -2, 2, 4), "+d", x_labels=True)
    lower.line(0, 0, experiment.duration_us, 0, "zero")
    fine = np.linspace(0, experiment.duration_us, 241)
    expected, deviation = exact(experiment, fine), deviations(experiment, sums)
    mean, sigma = sums.mean(), sums.sigma()
    for index in range(len(experiment.qubits)):
        series, colour = first + index, COLOURS[index]
        upper.curve(fine, expected[series], colour)
        for point, moment in enumerate(t):
            value, bar = mean[series, point], BARS * sigma[series, point]
            upper.line(moment, value - bar, moment, value + bar, "bar", colour)
            upper.dot(moment, value, colour)
            clipped = np.clip(deviation[series, point], -DEVIATION_LIMIT, DEVIATION_LIMIT)
            lower.dot(moment, clipped, colour, 1.8)
    upper.frame()
    lower.frame()
    return upper.parts + lower.parts + [
        text(left, 128, title, style="panel"),
        text(left - 46, 285, quantity, "middle", turn=True),
        text(left - 46, 510, "deviation / σ", "middle", turn=True),
        text(left + 210, 602, "time / µs", "middle"),
    ]
