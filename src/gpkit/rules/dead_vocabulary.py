"""An entry of your own vocabulary matched nothing.

Each concept and label that your ``authority/`` folder adds is looked up among the values and labels
of all practices. One that stands nowhere may be misspelt, or the site has changed its words.

Judged only where a whole store is, and only your own folder, never what gpkit brings along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.model import Severity
from gpkit.rules import Issue, Spot
from gpkit.rules._paths import shown
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.rules import Case, Corpus

SEVERITY = Severity.NOTE


def check_corpus(corpus: Corpus) -> Iterator[tuple[Case | None, Issue]]:
    """Look each entry of the overlays up in the corpus."""
    if not corpus.whole or not corpus.overlays:
        return
    labels, values = _seen(corpus)
    for folder in corpus.overlays:
        for path in sorted((folder / "schemes").glob("*.yaml")):
            yield from _dead(path, "concepts", values)
        if (folder / "facets.yaml").is_file():
            yield from _dead(folder / "facets.yaml", "", labels)


def _seen(corpus: Corpus) -> tuple[set[str], set[str]]:
    labels: set[str] = set()
    values: set[str] = set()
    for case in corpus.cases:
        for entry in case.practice.observed:
            labels.add(fold(entry.label))
            for value in entry.values:
                values.add(fold(value.raw))
                if isinstance(value.concept, str):
                    values.add(fold(value.concept))
    return labels, values


def _dead(path: Path, under: str, seen: set[str]) -> Iterator[tuple[None, Issue]]:
    from gpkit.authority.source import Source

    source = Source(path)
    entries = source.tree.get(under, {}) if under else source.tree
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        said = entry if under else entry.get("labels") if isinstance(entry, dict) else None
        forms = {fold(word) for word in _words(said)} | {fold(name)}
        if forms.isdisjoint(seen):
            line = source.lines.get((under, name) if under else (name,), 1)
            yield (
                None,
                Issue(
                    f"{name!r} matched no {'value' if under else 'label'} of any practice",
                    hint="Is it spelt as on the page? Else remove it.",
                    about=name,
                    subject=f"{path.parent.name}/{path.name}" if under else path.name,
                    spot=Spot(shown(path), line),
                ),
            )


def _words(entry: Any) -> Iterator[str]:
    """Give all words below an entry: labels and forms in every language."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for value in entry.values():
            yield from _words(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _words(value)
