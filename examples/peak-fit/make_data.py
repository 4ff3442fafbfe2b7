"""Makes events.dat, as a detector would: 10 million events, each as its channel, in 16 bits.

The same bytes each time: the spectrum is known, and the generator's seed is fixed. Takes some seconds.
"""

import itertools
import math
import random
import sys
from array import array
from pathlib import Path

EVENTS = 10_000_000
CHANNELS = 4096
CENTRE, WIDTH = 1323.31, 4.6
"""Of the peak, in channels; the width is the standard deviation."""

HEIGHT = 12.0
"""Of the peak, in units of the background at channel 0, which falls to half of it."""


def spectrum(channel: int) -> float:
    background = 1 - 0.5 * channel / CHANNELS
    return background + HEIGHT * math.exp(-0.5 * ((channel - CENTRE) / WIDTH) ** 2)


def main() -> None:
    chance = random.Random(2026)
    weights = list(itertools.accumulate(spectrum(channel) for channel in range(CHANNELS)))
    with open(Path(__file__).with_name("events.dat"), "wb") as file:
        for _ in range(EVENTS // 100_000):
            events = array("H", chance.choices(range(CHANNELS), cum_weights=weights, k=100_000))
            if sys.byteorder == "big":
                events.byteswap()
            events.tofile(file)


if __name__ == "__main__":
    main()
