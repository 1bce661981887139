"""Collects the forms of an authority file into a table, and refuses what is said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.authority.terms import KINDS, Table, pack
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from gpkit.authority.source import Source, Trail


class Forms:
    """Collects forms: key -> target -> kind -> languages, and where each stood."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: dict[str, dict[str, dict[str, list[str]]]] = {}
        self.trails: dict[tuple[str, str], Trail] = {}

    def add(self, words: str, target: str, kind: str, language: str, trail: Trail) -> None:
        """Note that words (a code: as it is spelt) stand for a target."""
        key = words if kind == "notation" else fold(words)
        if not key:
            self.source.fail(trail, f"`{words}` has no letters to look up")
        kinds = self.found.setdefault(key, {}).setdefault(target, {})
        kinds.setdefault(kind, []).append(language)
        self.trails.setdefault((key, target), trail)

    def settle(self, homographs: dict[str, list[str]]) -> None:
        """Keep of each homograph what it is read as."""
        for words, targets in homographs.items():
            key = words if words in self.found else fold(words)
            found = self.found.get(key)
            if found is None or not set(targets) <= set(found):
                self.source.fail(
                    ("homographs", words), f"`{words}` is no form of {', '.join(targets)}"
                )
            self.found[key] = {target: found[target] for target in targets}

    def check(self, allowed: set[str]) -> None:
        """Fail where one form stands for two targets in one language."""
        for key, targets in self.found.items():
            if len(targets) == 1 or key in allowed:
                continue
            owner: dict[str, str] = {}
            for target, kinds in targets.items():
                for language in {code for codes in kinds.values() for code in codes}:
                    other = owner.setdefault(language, target)
                    if other != target:
                        self.source.fail(
                            self.trails[key, target],
                            f"`{key}` ({language or 'code'}) stands for `{other}` and for "
                            f"`{target}`; keep one, or say under `homographs` how it is read",
                        )

    def table(self) -> Table:
        """Key -> packed targets, sorted by key."""
        return {
            key: "|".join(_packed(target, kinds) for target, kinds in self.found[key].items())
            for key in sorted(self.found)
        }


def _packed(target: str, kinds: dict[str, list[str]]) -> str:
    best = min(kinds, key=KINDS.index)
    languages = {code for codes in kinds.values() for code in codes if code}
    return pack(target, best, list(languages))
