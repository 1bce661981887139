"""What gpkit read of a corpus, held against what is true of it.

python benchmarks/corpus.py 1000 FOLDER && cd FOLDER && gpkit ingest dumps
gpkit export --format jsonl --quarantine -o practices.jsonl
python benchmarks/corpus_judge.py truth.jsonl practices.jsonl
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]
SHOWN = 10


class Verdict(NamedTuple):
    """Counts by question: how many were asked, how many are right; and what is wrong."""

    asked: Counter[str]
    right: Counter[str]
    wrong: list[str]

    def share(self, question: str) -> float:
        """Give the share that is right."""
        return self.right[question] / self.asked[question]


def main() -> None:
    """Print a Markdown table."""
    found = judged(*map(Path, sys.argv[1:3]))
    print("| asked | of | right |\n|---|---|---|")
    for question, number in sorted(found.asked.items()):
        print(f"| {question} | {number} | {found.share(question):.4f} |")
    print("\n".join(["", *found.wrong[:SHOWN]]), file=sys.stderr)


def judged(truth: Path, practices: Path) -> Verdict:
    """Judge two files of JSON lines."""
    return judge(_lines(truth), _lines(practices))


def judge(truth: list[Json], practices: list[Json]) -> Verdict:
    """Ask of each record: is it there, under its family, with its title and its values?"""
    there: dict[str, list[Json]] = defaultdict(list)
    for practice in practices:
        for place in [practice["provenance"], *practice["provenance"]["also"]]:
            there[place["dump"]].append(practice)
            there[place.get("url") or ""].append(practice)
    verdict = Verdict(Counter(), Counter(), [])
    for one in truth:
        _ask(one, there[_place(one["dump"])], verdict)
    return verdict


def _ask(one: Json, candidates: list[Json], verdict: Verdict) -> None:
    practice = next((c for c in candidates if one["title"] in {None, c["title"]}), None)
    answers = {f"record of {one['family']}": practice is not None}
    answers["family"] = bool(practice and practice["family"] == one["family"])
    for facet, values in one["facets"].items():
        got = {_plain(value) for value in practice["facets"].get(facet, ())} if practice else set()
        # A practice seen in several places has the values of all of them.
        answers[f"facet {facet}"] = got >= set(values)
    for question, answer in answers.items():
        verdict.asked[question] += 1
        verdict.right[question] += answer
        if not answer:
            verdict.wrong.append(f"{one['dump']}, practice {one['number']}: {question}")


def _place(dump: str) -> str:
    """Give the name of a file, or the URL of a page in an archive."""
    return dump.partition("#")[2] or dump.rpartition("/")[2]


def _plain(value: object) -> str:
    return str(value.get("name") or value.get("id")) if isinstance(value, dict) else str(value)


def _lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
