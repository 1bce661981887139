"""What people decided about practices: ``data/decisions.yaml``, applied by every ingest.

A list, in the order in which it was decided; comments stay where they are::

    - merge: [dsjp/one, erasmusly/two]      # the first id keeps
    - distinct: [dsjp/one, dsjp/other]
    - split: dsjp/one                       # witnesses with another value are other practices
      field: published
      keeps: ['2024-06-14']
    - rejected: generic/cookies-0a1b2c3d    # no practice: left out
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.limits import read_text
from gpkit.store.aliases import ID
from gpkit.store.files import write_atomic
from gpkit.store.yamlio import FlowList, YamlProblem, dump, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FILE = "decisions.yaml"
HEAD = "# Decisions about practices; every ingest applies them. Comments stay.\n"
MERGE, DISTINCT, SPLIT, REJECTED = KINDS = ("merge", "distinct", "split", "rejected")
FIELDS = ("code", "published", "organisation")  # in which one title can be two practices
_KEYS = {
    MERGE: {MERGE, "reason"},
    DISTINCT: {DISTINCT, "reason"},
    SPLIT: {SPLIT, "field", "keeps", "reason"},
    REJECTED: {REJECTED, "reason"},
}


class Decision(NamedTuple):
    """One decision: its kind, the ids it is about, and its line in the file.

    Of a split, ``field`` says where its witnesses differ and ``keeps`` which values keep the id.
    """

    kind: str
    ids: tuple[str, ...]
    field: str = ""
    keeps: tuple[str, ...] = ()
    reason: str = ""
    line: int = 0

    def as_plain(self) -> dict[str, Any]:
        """Give the decision as it stands in the file."""
        many = self.kind in (MERGE, DISTINCT)
        plain: dict[str, Any] = {self.kind: FlowList(self.ids) if many else self.ids[0]}
        if self.field:
            plain |= {"field": self.field, "keeps": FlowList(self.keeps)}
        return plain | ({"reason": self.reason} if self.reason else {})


class Decisions:
    """All decisions beside a catalogue, and the text they stand in."""

    def __init__(self, path: Path, text: str = "") -> None:
        self.path = path
        self.text = text
        self._found = _parsed(path, text) if text.strip() else []
        self._parents = self._family_tree()
        self._check()

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)

    # Merges ---------------------------------------------------------------------------------------

    def keeper(self, practice_id: str) -> str:
        """Give the id under which a practice is published: its own, unless it was merged."""
        while practice_id in self._parents:
            practice_id = self._parents[practice_id]
        return practice_id

    def parent(self, practice_id: str) -> str | None:
        """Give the id that a practice was merged into."""
        return self._parents.get(practice_id)

    def members(self, keeper: str) -> list[str]:
        """Give all ids that are published under an id, that one first; [] if it is not merged."""
        others = sorted(one for one in self._parents if self.keeper(one) == keeper)
        return [keeper, *others] if others else []

    def keepers(self) -> list[str]:
        """Give the ids under which merged practices are published, sorted."""
        return sorted({self.keeper(one) for one in self._parents})

    def _family_tree(self) -> dict[str, str]:
        parents: dict[str, str] = {}
        for decision in self._found:
            if decision.kind != MERGE:
                continue
            for one in decision.ids[1:]:
                if one in parents:
                    raise self._wrong(decision, f"{one} is merged into {parents[one]} above")
                parents[one] = decision.ids[0]
                if _is_round(parents, one):
                    raise self._wrong(decision, f"{one} is merged into itself")
        return parents

    def _check(self) -> None:
        """Fail where two ids are said to be one practice and to be two."""
        for decision in self._found:
            if decision.kind == DISTINCT:
                for one, other in combinations(decision.ids, 2):
                    if self.keeper(one) == self.keeper(other):
                        raise self._wrong(decision, f"{one} and {other} are merged as well")

    # The others -----------------------------------------------------------------------------------

    def split(self, practice_id: str) -> list[Decision]:
        """Give the splits of an id."""
        return [d for d in self._found if d.kind == SPLIT and d.ids[0] == practice_id]

    def splits(self) -> set[str]:
        """Give the ids that are split."""
        return {d.ids[0] for d in self._found if d.kind == SPLIT}

    def rejected(self) -> set[str]:
        """Give the ids that are no practices."""
        return {d.ids[0] for d in self._found if d.kind == REJECTED}

    def distinct(self) -> set[tuple[str, str]]:
        """Give the pairs of ids, each sorted, that are two practices."""
        return {
            _pair(*two) for d in self._found if d.kind == DISTINCT for two in combinations(d.ids, 2)
        }

    def pairs(self) -> set[tuple[str, str]]:
        """Give all pairs of ids, each sorted, that are decided: merged or distinct."""
        merged = (combinations(self.members(keeper), 2) for keeper in self.keepers())
        return self.distinct() | {_pair(*two) for twos in merged for two in twos}

    # Changes --------------------------------------------------------------------------------------

    def with_(self, decision: Decision) -> Decisions:
        """Give the decisions with one more, at the end.

        Raises:
            GpkitError: it contradicts the others.
        """
        body = dump(decision.as_plain()).rstrip("\n").replace("\n", "\n  ")
        text = self.text or HEAD
        return Decisions(self.path, f"{text}{'' if text.endswith(chr(10)) else chr(10)}- {body}\n")

    def without(self, gone: Decision) -> Decisions:
        """Give the decisions without one; the comments of all others stay."""
        lines = self.text.splitlines(keepends=True)
        later = [d.line for d in self._found if d.line > gone.line]
        end = min(later, default=len(lines) + 1) - 1
        while end > gone.line and lines[end - 1].lstrip()[:1] in ("#", ""):
            end -= 1  # comments above the next decision are about that one
        return Decisions(self.path, "".join(lines[: gone.line - 1] + lines[end:]))

    def instead(self, old: Decision, new: Decision) -> Decisions:
        """Give the decisions with one in the place of another."""
        lines = self.text.splitlines(keepends=True)
        shorter = self.without(old)
        gone = len(lines) - len(shorter.text.splitlines())
        body = dump(new.as_plain()).rstrip("\n").replace("\n", "\n  ")
        at = old.line - 1
        return Decisions(
            self.path, "".join([*lines[:at], f"- {body}\n", *lines[at + max(gone, 1) :]])
        )

    def renamed(self, old: str, new: str) -> Decisions:
        """Give the decisions with another name for a practice."""
        changed = self
        while found := next((d for d in changed if old in d.ids), None):
            ids = tuple(new if one == old else one for one in found.ids)
            changed = changed.instead(found, found._replace(ids=ids))
        return changed

    def write(self) -> bool:
        """Write the file; one that says nothing, not even a comment of people, goes."""
        if self.text.strip() in ("", HEAD.strip()):
            self.path.unlink(missing_ok=True)
            return False
        return write_atomic(self.path, self.text.encode())

    def _wrong(self, decision: Decision, what: str) -> GpkitError:
        return GpkitError(f"{self.path.as_posix()}:{decision.line}: {what}", _HINT)


def read(beside: Path) -> Decisions:
    """Read the decisions beside a catalogue; none where there is no file.

    Raises:
        GpkitError: the file is broken, or contradicts itself; names the line.
    """
    path = beside / FILE
    if not path.is_file():
        return Decisions(path)
    return Decisions(path, read_text(path, "utf-8-sig"))


def decided(beside: Path) -> set[tuple[str, str]]:
    """Give the pairs of ids, each sorted, that nobody is to be asked about again."""
    return read(beside).pairs()


def _parsed(path: Path, text: str) -> list[Decision]:
    try:
        loaded = load(text)
    except YamlProblem as error:
        raise GpkitError(
            f"{path.as_posix()}:{error.line}:{error.column}: {error}", _HINT
        ) from error
    entries = loaded.data
    if entries in ("", {}, []):
        return []
    if not isinstance(entries, list):
        raise GpkitError(f"{path.as_posix()}:1: decisions are a list", _HINT)
    return [_decision(entry, loaded.mark((k,))[0], path) for k, entry in enumerate(entries)]


def _decision(entry: Any, line: int, path: Path) -> Decision:
    def wrong(what: str) -> GpkitError:
        return GpkitError(f"{path.as_posix()}:{line}: {what}", _HINT)

    kinds = [kind for kind in KINDS if isinstance(entry, dict) and kind in entry]
    if len(kinds) != 1:
        raise wrong(f"a decision is one of {', '.join(KINDS)}")
    kind = kinds[0]
    if strange := sorted(set(entry) - _KEYS[kind]):
        raise wrong(f"{strange[0]!r} is unknown in a decision of this kind ({kind})")
    many = kind in (MERGE, DISTINCT)
    ids = entry[kind] if many else [entry[kind]]
    if not isinstance(ids, list) or not all(isinstance(i, str) and ID.fullmatch(i) for i in ids):
        raise wrong(f"{kind} names {'ids' if many else 'an id'} of practices (<family>/<slug>)")
    if many and (len(ids) < 2 or len(set(ids)) < len(ids)):
        raise wrong(f"{kind} names two ids or more, each once")
    field, keeps = entry.get("field", ""), entry.get("keeps", [])
    keeps = keeps if isinstance(keeps, list) else [keeps]
    if kind == SPLIT and (field not in FIELDS or not keeps):
        raise wrong(f"a split has a field ({', '.join(FIELDS)}) and the values that keep the id")
    return Decision(kind, tuple(ids), field, _strings(keeps), str(entry.get("reason", "")), line)


def _strings(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _is_round(parents: dict[str, str], one: str) -> bool:
    seen = {one}
    while one in parents:
        one = parents[one]
        if one in seen:
            return True
        seen.add(one)
    return False


_HINT = "Mend the line, or take the file back from Git."
