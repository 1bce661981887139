"""Growth curves as a small SVG: the same figures, the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from pathlib import Path


def growth(figures: Path, picture: Path) -> None:
    """Draw seconds of the CPU and peak memory of each command over the number of practices."""
    mpl.rcParams["svg.hashsalt"] = "growth"  # names of elements are random without it
    mpl.rcParams["svg.fonttype"] = "none"
    sizes = json.loads(figures.read_text("utf-8"))
    numbers = [size["practices"] for size in sizes]
    shown, (left, right) = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
    for index, run in enumerate(sizes[0]["first"]):
        runs = [size["first"][index] for size in sizes]
        left.loglog(numbers, [one["cpu"] for one in runs], "o-", label=run["name"])
        right.semilogx(numbers, [one["peak"] for one in runs], "o-", label=run["name"])
    left.set(xlabel="practices", ylabel="seconds of the CPU")
    right.set(xlabel="practices", ylabel="MB of the largest process", ylim=(0, None))
    left.legend()
    shown.savefig(picture, metadata={"Date": None})
    plt.close(shown)
