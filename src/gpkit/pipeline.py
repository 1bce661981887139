"""The flow on one page: dump -> document -> records -> practices -> store."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gpkit import ledger as ledgers
from gpkit import normalize, parsers
from gpkit.authority import load as load_authority
from gpkit.config import Config
from gpkit.documents import containers, pages, sources
from gpkit.errors import Exit, GpkitError, NoPractice, Unreadable
from gpkit.store import quarantine, raw
from gpkit.store.codec import as_json
from gpkit.store.corrections import correct
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gpkit.ledger import Entry
    from gpkit.model import Document, Parsed, Place, Practice, Provenance


class Read(NamedTuple):
    """A dump, read to the end."""

    document: Document
    parsed: Parsed
    entries: list[Entry]
    practices: list[Practice]


def read_dump(
    data: bytes, name: str, family: str | None = None, origin: raw.Origin = raw.NOWHERE
) -> Read:
    """Read the bytes of one dump into practices.

    Raises:
        Unreadable: the bytes are no page.
        NoPractice: no parser finds a record in it.
        GpkitError: two families recognise it, or there is no such family.
    """
    return read_page(pages.Dump(name, data, origin.url, origin.fetched), family)


def read_page(dump: pages.Dump, family: str | None = None) -> Read:
    """Read one page, from a file of its own or from a container, into practices.

    Raises:
        GpkitError: as `read_dump`.
    """
    document = pages.read(dump)
    chosen = family or parsers.family_of(document)
    parser = parsers.parser(chosen)
    authority = load_authority()
    parsed = parser.parse(document, authority)
    if not parsed.records:
        raise NoPractice(f"{dump.name}: {_nothing(document)}", _NO_PRACTICE_HINT)
    entries = ledgers.ledger(document, parsed)
    lost = ledgers.unclaimed(entries)
    found = normalize.practices(document, parsed, authority, parser.ORDER, lost)
    return Read(document, parsed, entries, [_placed(practice, document) for practice in found])


def _placed(practice: Practice, document: Document) -> Practice:
    """Add to a practice's provenance what its container knows of the page."""
    if document.container is None and document.content_type is None:
        return practice
    source = practice.provenance._replace(
        content_type=document.content_type, container=document.container
    )
    return practice._replace(provenance=source)


_NO_PRACTICE_HINT = (
    'If that is right, list it in gpkit.toml: [ingest] no_practice = ["<name of the dump>"]'
)


def _nothing(document: Document) -> str:
    if not any(line.strip() for line in document.lines):
        return "empty: no line with a word on it"
    return "no practice found in it"


# Ingest -------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """One line of the summary: what a dump gave."""

    dump: str
    family: str
    practices: int
    lines: int  # non-blank
    claimed: int


class Outcome:
    """What an ingest did."""

    def __init__(self, failures: list[GpkitError]) -> None:
        self.rows: list[Row] = []
        self.failures = failures
        self.none_expected: list[str] = []
        self.left_out: list[containers.LeftOut] = []
        self.states: Counter[State] = Counter()
        self.kept: list[str] = []  # files edited by hand
        self.quarantined = 0

    @property
    def exit(self) -> Exit:
        """The exit code of the run."""
        if not self.failures:
            return Exit.OK
        read = self.rows or self.none_expected
        only_unreadable = not any(isinstance(f, NoPractice) for f in self.failures)
        return Exit.USAGE if only_unreadable and not read else Exit.PARTIAL


_WRITTEN = (State.NEW, State.CHANGED)


class Ingest(NamedTuple):
    """The settings of an ingest."""

    archive: Path
    out: Path
    family: str | None = None
    dry_run: bool = False
    overwrite: bool = False
    config: Config = Config()

    def run(self, inputs: Sequence[str], step: Callable[[str], None] | None = None) -> Outcome:
        """Ingest inputs; ``step`` is called with the name of each dump before it is read."""
        found = list(sources.find(inputs, self.archive))
        outcome = Outcome([f for f in found if isinstance(f, GpkitError)])
        dumps = sorted(
            (source for source in found if isinstance(source, sources.Source)),
            key=lambda source: (source.name, str(source.path)),
        )
        practices = self._read_all(dumps, outcome, step)
        plan = self._plan(practices)
        if not self.dry_run and any(state in _WRITTEN for _, state in plan):
            with Tree(self.out).locked():
                plan = self._plan(practices)
                self._write(plan)
        for practice, state in plan:
            outcome.states[state] += 1
            outcome.quarantined += quarantine.is_doubtful(practice)
            if state is State.KEPT:
                tree, _ = quarantine.shelves(self.out, practice)
                outcome.kept.append(tree.path(practice.id).as_posix())
        return outcome

    def _read_all(
        self,
        dumps: Iterable[sources.Source],
        outcome: Outcome,
        step: Callable[[str], None] | None,
    ) -> list[Practice]:
        practices: list[Practice] = []
        indexes: dict[Path, dict[str, raw.Origin]] = {}
        seen: set[tuple[str, str]] = set()
        for source in dumps:
            for dump in self._opened(source, outcome):
                if step:
                    step(dump.name)
                try:
                    read = self._read_one(dump, _origin(source, indexes), seen, outcome)
                except GpkitError as failure:
                    outcome.failures.append(failure)
                    continue
                except (ledgers.BrokenLedger, RecursionError, MemoryError) as defect:
                    outcome.failures.append(_defect(dump.name, defect))
                    continue
                if read:
                    practices.extend(read.practices)
        return practices

    def _opened(self, source: sources.Source, outcome: Outcome) -> Iterator[pages.Dump]:
        """Give the pages of a file, and put down what is wrong with it."""
        try:
            for found in containers.dumps(source, self.config.inputs):
                if isinstance(found, pages.Dump):
                    yield found
                elif isinstance(found, containers.LeftOut):
                    outcome.left_out.append(found)
                else:
                    outcome.failures.append(found)
        except GpkitError as failure:
            outcome.failures.append(failure)

    def _read_one(
        self,
        dump: pages.Dump,
        origin: raw.Origin,
        seen: set[tuple[str, str]],
        outcome: Outcome,
    ) -> Read | None:
        if dump.container is None:
            dump = dump._replace(url=origin.url, fetched=origin.fetched)
        read = self._practices_of(dump, outcome)
        if not self.dry_run and dump.container is None:
            kept = raw.keep(self.archive, dump.name, dump.data)
            if origin != raw.NOWHERE:
                raw.write_index(self.archive, {kept.relative_to(self.archive).as_posix(): origin})
        if read is None or (read.document.name, read.document.sha256) in seen:
            return None
        seen.add((read.document.name, read.document.sha256))
        claimed = sum(e.claim.role not in ("blank", "unclaimed") for e in read.entries)
        lines = sum(e.claim.role != "blank" for e in read.entries)
        outcome.rows.append(Row(dump.name, read.parsed.family, len(read.practices), lines, claimed))
        return read

    def _practices_of(self, dump: pages.Dump, outcome: Outcome) -> Read | None:
        name = dump.name
        if dump.container is None:
            name = raw.plain_name(name, hashlib.sha256(dump.data).hexdigest())
        if self.config.ingest.expects_none(name):
            outcome.none_expected.append(name)
            return None
        return read_page(dump._replace(name=name), self.family)

    # Writing --------------------------------------------------------------------------------------

    def _plan(self, practices: list[Practice]) -> list[tuple[Practice, State]]:
        """Tell for each practice what is to be written, and what that would do."""
        return [self._planned(found) for found in _by_id(practices)]

    def _planned(self, found: list[Practice]) -> tuple[Practice, State]:
        corrections = self.out.parent / "corrections"
        practice = correct(unite(found), corrections)
        tree, other = quarantine.shelves(self.out, practice)
        state = tree.state(practice, overwrite=self.overwrite)
        if state is State.UNCHANGED:
            return practice, state
        old = tree.get(practice.id) or other.get(practice.id)
        if old is None:
            return practice, state
        practice = correct(unite(self._with_others(found, old)), corrections)
        tree, _ = quarantine.shelves(self.out, practice)
        return practice, tree.state(practice, overwrite=self.overwrite)

    def _write(self, plan: list[tuple[Practice, State]]) -> None:
        for practice, state in plan:
            if state in _WRITTEN:
                quarantine.move(self.out, practice)
        for root in (self.out, quarantine.beside(self.out)):
            if root.is_dir():
                _write_schema(root)
                Tree(root).sync()

    def _with_others(self, found: list[Practice], old: Practice) -> list[Practice]:
        """Add to what this run found the other places where the store has seen the practice.

        Those are read again from the archive, so that the result does not depend on the order or
        the batches in which dumps came.
        """
        here = {(p.provenance.dump, p.provenance.sha256) for p in found}
        others = [p for p in _places(old) if (p.dump, p.sha256) not in here]
        again = [p for place in others for p in self._again(place, found[0].id)]
        return [*found, *again]

    def _again(self, place: Provenance | Place, practice_id: str) -> list[Practice]:
        try:
            dump = raw.recall(self.archive, place)
            if dump.container is None:
                origin = raw.origin(self.archive, place.dump, place.sha256)
                dump = dump._replace(url=origin.url, fetched=origin.fetched)
            read = read_page(dump, self.family)
        except GpkitError:
            return []
        return [p for p in read.practices if p.id == practice_id]


def _write_schema(root: Path) -> None:
    from gpkit.schema import schema_text
    from gpkit.store.codec import SCHEMA_FILE
    from gpkit.store.files import write_atomic

    write_atomic(root / SCHEMA_FILE, schema_text().encode())


def _origin(source: sources.Source, indexes: dict[Path, dict[str, raw.Origin]]) -> raw.Origin:
    if source.path is None:
        return raw.NOWHERE
    beside = source.path.parent
    if beside not in indexes:
        indexes[beside] = raw.read_index(beside)
    return indexes[beside].get(source.path.name, raw.NOWHERE)


def _defect(name: str, error: BaseException) -> GpkitError:
    return Unreadable(
        f"{name}: gpkit failed on this dump ({type(error).__name__}: {error})",
        "This is a defect of gpkit: please report it with the dump. The other dumps are done.",
    )


# One practice seen in several places --------------------------------------------------------------


def _by_id(practices: Iterable[Practice]) -> list[list[Practice]]:
    grouped: dict[str, list[Practice]] = defaultdict(list)
    for practice in practices:
        grouped[practice.id].append(practice)
    return [grouped[key] for key in sorted(grouped)]


def unite(found: Sequence[Practice]) -> Practice:
    """Make one practice of all places where it was seen.

    The latest scrape wins, then the fullest reading; the other places are kept in its
    provenance, with the fields that read otherwise there.
    """
    first, *others = sorted(found, key=_preference)
    places = tuple(
        sorted((_place(o, first) for o in others), key=lambda p: (p.dump, p.sha256, p.lines))
    )
    return first._replace(provenance=first.provenance._replace(also=tuple(places)))


def _preference(practice: Practice) -> tuple[object, ...]:
    source = practice.provenance
    late = "".join(chr(0x10FFFF - ord(c)) for c in source.fetched or "")
    words = sum(len(section.text) for section in practice.sections)
    return (
        not late,
        late,
        -len(practice.observed),
        -words,
        source.dump,
        source.sha256,
        source.lines,
    )


def _place(other: Practice, first: Practice) -> Place:
    from gpkit.model import Place

    one, two = as_json(first), as_json(other)
    names = ("title", "language", "published", "sections")
    differs = [name for name in names if one[name] != two[name]]
    facets = sorted({*one["facets"], *two["facets"]})
    other_facets = [f for f in facets if one["facets"].get(f) != two["facets"].get(f)]
    differs += [f"facets.{facet}" for facet in other_facets]
    source = other.provenance
    return Place(source.dump, source.sha256, source.lines, tuple(differs), source.container)


def _places(practice: Practice) -> list[Provenance | Place]:
    source = practice.provenance
    places: list[Provenance | Place] = [source, *source.also]
    return list({(place.dump, place.sha256): place for place in places}.values())
