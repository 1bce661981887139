"""Practices to measure with: the catalogue's own, each copy with other lines, words and numbers.

Seeded, so everybody measures the same. Their facets come from a closed vocabulary, as those of
real pages do: what is remembered of short words helps here as it does there.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from gpkit.store.codec import from_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

NORMALIZED = Path(__file__).parent.parent / "data" / "normalized"


def practices(number: int, seed: int = 8) -> Iterator[Practice]:
    """Give practices, sorted by id."""
    sources = [from_yaml(path.read_text("utf-8")) for path in sorted(NORMALIZED.rglob("*.yaml"))]
    chance = random.Random(seed)  # noqa: S311
    share = -(-number // len(sources))
    made = [_variant(one, i, chance) for one in sources for i in range(share)][:number]
    return iter(sorted(made, key=lambda practice: practice.id))


def _variant(one: Practice, number: int, chance: random.Random) -> Practice:
    """Change what differs from page to page: title, prose, lines, dump."""
    shift = chance.randrange(400)
    sections = tuple(s._replace(text=_shuffled(s.text, chance)) for s in one.sections)
    observed = tuple(
        entry._replace(
            line=entry.line + shift,
            values=tuple(v._replace(line=v.line + shift) for v in entry.values),
        )
        for entry in one.observed
    )
    first, last = one.provenance.lines
    sha256 = f"{chance.getrandbits(256):064x}"
    source = one.provenance._replace(
        dump=f"{number:06}_{sha256[:16]}.txt", sha256=sha256, lines=(first + shift, last + shift)
    )
    slug = one.id.partition("/")[2][:60].rstrip("-")
    return one._replace(
        id=f"{one.family}/{slug}-{number}",
        title=f"{one.title} {number}",
        summary=sections[0].text.partition("\n")[0] if sections else None,
        sections=sections,
        observed=observed,
        provenance=source,
    )


def _shuffled(text: str, chance: random.Random) -> str:
    """Put the sentences of each line in another order."""
    lines = [line.split(". ") for line in text.split("\n")]
    for sentences in lines:
        chance.shuffle(sentences)
    return "\n".join(". ".join(sentences) for sentences in lines)
