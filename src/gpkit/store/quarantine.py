"""Practices that are kept apart: read, but not surely enough to be published as fact.

They lie in a folder of their own beside the catalogue, in the same layout. A correction by hand
says that somebody looked: what is corrected is published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.config import BELOW
from gpkit.store.codec import is_sealed
from gpkit.store.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gpkit.model import Practice

FOLDER = "quarantine"


def is_doubtful(practice: Practice, below: float = BELOW) -> bool:
    """Tell whether a practice is to be kept apart: its confidence is below the threshold."""
    return practice.provenance.confidence < below and not practice.corrected


def beside(out: Path) -> Path:
    """Give the quarantine of a catalogue."""
    return out.parent / FOLDER


def shelves(out: Path, *, doubtful: bool) -> tuple[Tree, Tree]:
    """Give the tree where a practice belongs, and the other one."""
    catalogue, apart = Tree(out), Tree(beside(out))
    return (apart, catalogue) if doubtful else (catalogue, apart)


def move(out: Path, texts: Mapping[str, str], *, doubtful: bool) -> None:
    """Write practices, given as texts by id, where they belong; take them out of the other tree.

    A file that people edited by hand stays where it is.
    """
    tree, other = shelves(out, doubtful=doubtful)
    tree.write_all(texts.items())
    for practice_id in texts if other.root.is_dir() else ():
        there = other.text(practice_id)
        if there is not None and is_sealed(there):
            other.path(practice_id).unlink()
