"""How many dates are read right, left open, unread, or read wrong without a word.

Writes every day of 2024 as CLDR does, in the official languages of the EU, and reads it back with
gpkit and, where it is installed, with dateparser (``--days 12`` takes every 12th day).

    python benchmarks/dates.py --days 12
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from babel.dates import format_date

from gpkit.text.dates import Order, proves_order, read_date
from gpkit.text.dates._names import LANGUAGES

FORMATS = ("short", "medium", "long", "full", "d MMMM y", "d MMM y", "MMMM d, y", "y-MM-dd")
OUTCOMES = ("right", "open", "unread", "wrong")

Written = tuple[str, str, str, str]  # language, the date, another of the same site, the truth
Read = tuple[str | None, tuple[object, ...]]
Reader = Callable[[str, str, str], Read]


def say(line: str) -> None:
    """Write a line at once: the sweep takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def written(step: int) -> dict[str, list[Written]]:
    """Every ``step``-th day of 2024 in each format and language."""
    days = [date(2024, 1, 1) + timedelta(number) for number in range(0, 366, step)]
    return {
        style: [
            (language, format_date(day, style, locale=language), other, day.isoformat())
            for language in LANGUAGES
            for other in [format_date(date(2023, 12, 31), style, locale=language)]
            for day in days
        ]
        for style in FORMATS
    }


def with_nothing(raw: str, _language: str, _other: str) -> Read:
    """Read with gpkit, which is told nothing."""
    return _read(raw)


def with_language(raw: str, language: str, _other: str) -> Read:
    """Read with gpkit, which is told the language."""
    return _read(raw, language)


def with_site(raw: str, language: str, other: str) -> Read:
    """Read with gpkit, which is told the language and one more date of the site."""
    return _read(raw, language, proves_order(other))


def _read(raw: str, language: str | None = None, order: Order | None = None) -> Read:
    reading = read_date(raw, language=language, order=order)
    return (None if reading.value is None else str(reading.value)), reading.readings


def dateparser_with_nothing(raw: str, _language: str, _other: str) -> Read:
    """Read with dateparser, which may choose among the languages."""
    return _parse(raw, list(LANGUAGES))


def dateparser_with_language(raw: str, language: str, _other: str) -> Read:
    """Read with dateparser, which is told the language."""
    return _parse(raw, [language])


def _parse(raw: str, languages: list[str]) -> Read:
    import dateparser

    parts = {"REQUIRE_PARTS": ["day", "month", "year"]}  # fill in nothing that is missing
    found = dateparser.parse(raw, languages=languages, settings=parts)
    return (found.date().isoformat() if found else None), ()


def outcome(truth: str, value: str | None, readings: tuple[object, ...]) -> str:
    """Name what became of one date."""
    if value is not None:
        return "right" if value == truth else "wrong"
    return "open" if truth in readings else "unread"


def measure(name: str, told: str, reader: Reader, table: dict[str, list[Written]]) -> None:
    """Print one line for each format, and the sum."""
    total: Counter[str] = Counter()
    began = time.perf_counter()
    for style, dates in table.items():
        counts = Counter(
            outcome(truth, *reader(raw, language, other)) for language, raw, other, truth in dates
        )
        total += counts
        show(f"{name:<11}{told:<10}{style:<11}", counts)
    spent = time.perf_counter() - began
    show(f"{name:<11}{told:<10}{'all':<11}", total)
    say(f"{'':<32}{spent / total.total() * 1e6:>10.0f} µs a date")


def show(head: str, counts: Counter[str]) -> None:
    """Print counts as shares."""
    shares = "".join(f"{counts[key] / counts.total():>10.2%}" for key in OUTCOMES)
    say(f"{head}{shares}{counts.total():>9}{counts['wrong']:>8}")


def main() -> int:
    """Run the sweep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--days", type=int, default=1, help="take every Nth day (default: 1)")
    parser.add_argument("--other-days", type=int, default=12, help="the same for dateparser")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    say(f"{'':<32}{''.join(f'{key:>10}' for key in OUTCOMES)}{'dates':>9}{'wrong':>8}")
    ours = (("nothing", with_nothing), ("language", with_language), ("site", with_site))
    theirs = (("nothing", dateparser_with_nothing), ("language", dateparser_with_language))
    for told, reader in ours:
        measure("gpkit", told, reader, written(options.days))
    if not importlib.util.find_spec("dateparser"):
        say("dateparser is not installed: nothing to compare with")
        return 0
    for told, reader in ours[:2]:
        measure("gpkit", told, reader, written(options.other_days))
    for told, reader in theirs:
        measure("dateparser", told, reader, written(options.other_days))
    return 0


if __name__ == "__main__":
    sys.exit(main())
