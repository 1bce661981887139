"""What stands where on the page of a case: labels with their values, words above others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.selftest.page import squash

if TYPE_CHECKING:
    from gpkit.selftest.page import Page

LABELS = ("label", "pair")
LISTED = ("value", "pair", "label")
BULLETS = "•-*–·▪"


def blocks(page: Page) -> list[tuple[int, int]]:
    """Give each label with its values: the first line, and the line behind the last."""
    found: list[tuple[int, int]] = []
    for at in page.of_role(*LISTED):
        line = page.lines[at]
        same = found and page.lines[found[-1][0]].record == line.record
        if line.role in LABELS:
            found.append((at, at + 1))
        elif same and _only_values(page, found[-1][0] + 1, at):
            found[-1] = (found[-1][0], at + 1)
    return found


def _only_values(page: Page, start: int, end: int) -> bool:
    return all(line.role in ("value", "") for line in page.lines[start:end])


def label_on(page: Page, at: int) -> str:
    """Give the words of the label that stands on a line."""
    practice = page.practices[page.lines[at].record - 1]
    return next((str(label) for label, _, line, _ in practice["observed"] if line == at), "")


def values_of(page: Page, at: int) -> list[tuple[str, Any, int]]:
    """Give the values of the practice that a line belongs to: words, concept and line."""
    practice = page.practices[page.lines[at].record - 1]
    entries = practice["observed"]
    return [(raw, concept, line) for *_, values in entries for raw, concept, line in values]


def values_in(page: Page, start: int, end: int) -> list[tuple[str, Any, int]]:
    """Give the values from a line to the one before another, all of one practice."""
    return [value for value in values_of(page, start) if start <= value[2] < end]


def values_on(page: Page, at: int) -> list[tuple[str, Any, int]]:
    """Give the values that stand on a line."""
    return values_in(page, at, at + 1)


def is_words(value: tuple[str, Any, int]) -> bool:
    """Tell a value that is mere words, a name or a phrase, from one that means something."""
    raw, concept, _ = value
    name = concept.get("name") if isinstance(concept, dict) else concept
    return name is not None and squash(str(name)) in squash(raw) and " " in squash(raw)


def above(page: Page, at: int) -> int:
    """Give the line behind the last one above that has words."""
    return next((n + 1 for n in range(at - 1, 0, -1) if page.lines[n].role), 1)


def same_kind(page: Page, at: int) -> list[int]:
    """Give the lines of one role and record with a line."""
    return [n for n, line in enumerate(page.lines) if line[1:] == page.lines[at][1:]]
