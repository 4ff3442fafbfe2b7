"""A Gaussian peak on a straight background, fitted to a histogram.

The same bits on each CPU: sums and products of NumPy are, its matrix products and exponentials are not.
So the equations are added up term by term and solved here, and exponentials are computed as long double.
"""

import numpy as np

ITERATIONS = 12
"""Of Gauss and Newton: from a good start the steps end below rounding after six."""


def fit(channels: np.ndarray, counts: np.ndarray) -> list[float]:
    """Centre and width in channels, and area in events, by weighted least squares."""
    x, y = channels.astype(float), counts.astype(float)
    weights = 1 / np.maximum(y, 1.0)
    parameters = start(x, y)
    for _ in range(ITERATIONS):
        model, slopes = peak(x, parameters)
        matrix = [[float(np.sum(weights * a * b)) for b in slopes] for a in slopes]
        right = [float(np.sum(weights * a * (y - model))) for a in slopes]
        parameters = [old + step for old, step in zip(parameters, solve(matrix, right))]
    centre, width, height = parameters[:3]
    return [centre, abs(width), height * abs(width) * 2.5066282746310002]  # sqrt(2 pi)


def start(x: np.ndarray, y: np.ndarray) -> list[float]:
    """Centre, width, height, background at the first channel, and its slope: guessed."""
    top, edge = int(np.argmax(y)), float(np.sum(y[:8]) / 8)
    above = np.count_nonzero(y - edge > (y[top] - edge) / 2)
    return [float(x[top]), above / 2.355, float(y[top]) - edge, edge, 0.0]


def peak(x: np.ndarray, parameters: list[float]) -> tuple[np.ndarray, list[np.ndarray]]:
    """The model, and its slope in each parameter."""
    centre, width, height, base, slope = parameters
    t = (x - centre) / width
    shape = np.exp(np.longdouble(-0.5) * t * t).astype(float)
    along = x - x[0]
    slopes = [height * shape * t / width, height * shape * t * t / width, shape, np.ones_like(x), along]
    return height * shape + base + slope * along, slopes


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Linear equations by Gauss's elimination; the matrix is positive definite, so needs no pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right)]
    for i, row in enumerate(rows):
        for other in rows[i + 1 :]:
            factor = other[i] / row[i]
            for k in range(i, len(row)):
                other[k] -= factor * row[k]
    solution = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        known = sum(rows[i][k] * solution[k] for k in range(i + 1, len(rows)))
        solution[i] = (rows[i][-1] - known) / rows[i][i]
    return solution
