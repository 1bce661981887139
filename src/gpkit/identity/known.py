"""What is known of ids beside a catalogue: aliases, decisions, scrapes, and which place wins."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gpkit.identity.contest import settled
from gpkit.identity.unite import PREFER, Preference
from gpkit.identity.versions import Versions
from gpkit.store import aliases as alias_file
from gpkit.store import decisions as decision_file
from gpkit.store import scrapes as scrape_files

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.identity.contest import Telling
    from gpkit.model import Practice
    from gpkit.store.aliases import Alias
    from gpkit.store.decisions import Decisions
    from gpkit.store.scrapes import Scrape

MERGED = "merged"  # the folder of the members of merged practices


class Known:
    """Leads each record to its practice."""

    def __init__(
        self,
        beside: Path,
        aliases: dict[str, Alias],
        decisions: Decisions,
        scrapes: list[Scrape],
        prefer: tuple[str, ...] = PREFER,
    ) -> None:
        self.beside = beside
        self.aliases = aliases
        self.decisions = decisions
        self.versions = Versions(scrapes)
        self.prefer = Preference(prefer, self.versions.rank)
        self.splits = decisions.splits()
        self.rejected = decisions.rejected()
        self._names: dict[str, list[str]] | None = None

    @classmethod
    def read(cls, beside: Path, prefer: tuple[str, ...] = PREFER) -> Known:
        """Read what is known beside a catalogue.

        Raises:
            GpkitError: a file of it is broken; names the line.
        """
        scrapes = scrape_files.read(beside)
        decisions = decision_file.read(beside)
        return cls(beside, alias_file.read(beside), decisions, scrapes, prefer)

    def follow(self, natural: str) -> str:
        """Give the id that a natural id leads to."""
        return alias_file.follow(self.aliases, natural) or natural

    def id_of(self, practice: Practice) -> str:
        """Give the id of a record."""
        return self.owner(practice.id, practice)

    def owner(self, natural: str, seen: Telling) -> str:
        """Give the id of what a place says, by the id that its title gives."""
        practice_id = self.follow(natural)
        if practice_id not in self.splits:
            return practice_id
        return self.follow(settled(seen, practice_id, self.decisions.split(practice_id)))

    def other_names(self, practice_id: str) -> tuple[str, ...]:
        """Give the aliases of a practice, sorted."""
        if self._names is None:
            names: dict[str, list[str]] = defaultdict(list)
            for name in sorted(self.aliases):
                names[self.follow(name)].append(name)
            self._names = names
        return tuple(self._names.get(practice_id, ()))

    def lead(self, name: str, alias: Alias | None) -> None:
        """Let a name lead to another practice, or to its own (None)."""
        self._names = None
        if alias is None:
            self.aliases.pop(name, None)
        else:
            self.aliases[name] = alias
