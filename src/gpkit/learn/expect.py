"""What people expect of a page: practices in YAML or JSON, as gpkit writes them or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gpkit.learn.proof import Failure
    from gpkit.ledger import Entry
    from gpkit.model import Practice

_KNOWN = ("title", "published", "language", "summary", "sections", "facets", "observed", "labels")
_TEXT = "Name a file of YAML or JSON, in UTF-8."
_SHOWN = 60  # characters of words that differ


class Expected(NamedTuple):
    """A practice that some page must give; only what it names is compared."""

    origin: str
    data: dict[str, Any]

    @property
    def dump(self) -> str:
        """The dump it belongs to, if it says so."""
        source = self.data.get("provenance")
        return str(source.get("dump", "")) if isinstance(source, dict) else ""

    def is_of(self, practices: Sequence[Practice], name: str) -> bool:
        """Tell whether it belongs to a page: by the dump it names, else by its title."""
        if self.dump:
            return self.dump.rsplit("/", 1)[-1] == name.rsplit("/", 1)[-1]
        return self._best(practices) is not None

    def _best(self, practices: Sequence[Practice]) -> Practice | None:
        title = fold(str(self.data.get("title", "")))
        return next((p for p in practices if title and fold(p.title or "") == title), None)

    def differences(
        self, practices: Sequence[Practice], entries: Sequence[Entry]
    ) -> Iterator[Failure]:
        """Give what the practice of the page has otherwise."""
        from gpkit.learn.proof import Failure

        practice = self._best(practices) or (practices[0] if len(practices) == 1 else None)
        if practice is None:
            yield Failure(0, f"{self.origin}: no record has the title {self.data.get('title')!r}")
            return
        first = practice.provenance.lines[0]
        for line, what in _differing(self.data, practice):
            there = line or next((e.line for e in entries if e.line >= first), 0)
            yield Failure(there, f"{self.origin}: {what}")


def _differing(data: dict[str, Any], practice: Practice) -> Iterator[tuple[int, str]]:
    from gpkit.store.codec import as_json

    read = as_json(practice)
    title = practice.evidence.title
    for key in ("title", "published", "language", "summary"):
        if key in data and data[key] != read[key]:
            at = title.line if title and key == "title" else 0
            yield at, f"{key} is {_short(data[key])}, and is read as {_short(read[key])}"
    yield from _sections(data.get("sections") or (), practice)
    for facet, values in (data.get("facets") or {}).items():
        found = read["facets"].get(facet)
        if found != values:
            line = next((o.line for o in practice.observed if o.facet == facet), 0)
            yield line, f"{facet} is {values!r}, and is read as {found!r}"
    seen = {fold(o.label): ([v.raw for v in o.values], o.line) for o in practice.observed}
    for label, values in _labels(data):
        raw, line = seen.get(fold(label), (None, 0))
        if raw != values:
            yield line, f"{label!r} has {values!r}, and is read as {raw!r}"


def _sections(wanted: Sequence[dict[str, Any]], practice: Practice) -> Iterator[tuple[int, str]]:
    """Give the first section that is read otherwise: the others follow from it."""
    lines = practice.evidence.sections
    for number, want in enumerate(wanted):
        read = practice.sections[number] if number < len(practice.sections) else None
        line = lines[number][0] if number < len(lines) and lines[number] else 0
        if read is None:
            yield 0, f"the section {_short(want.get('heading'))} is not read"
            return
        for key in ("heading", "text"):
            if key in want and want[key] != getattr(read, key):
                found = _short(getattr(read, key))
                yield line, f"{key} of section {number + 1} is {_short(want[key])}, not {found}"
                return


def _short(words: object) -> str:
    text = repr(words)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 4]}...'"


def _labels(data: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield from (data.get("labels") or {}).items()
    for entry in data.get("observed") or ():
        yield entry["label"], [str(value["raw"]) for value in entry.get("values") or ()]


def read_expected(path: Path) -> list[Expected]:
    """Read expected practices: one in YAML, one or a list of them in JSON.

    Raises:
        GpkitError: the file cannot be read, or holds no practice.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GpkitError(f"{path.as_posix()}: no readable text ({error})", _TEXT) from error
    data = _json(text, path) if path.suffix == ".json" else _yaml(text, path)
    found = data if isinstance(data, list) else [data]
    for one in found:
        if not isinstance(one, dict) or not any(key in one for key in _KNOWN):
            hint = f"It names some of: {', '.join(_KNOWN)}."
            raise GpkitError(f"{path.as_posix()}: here is no expected practice", hint)
    return [Expected(path.as_posix(), one) for one in found]


def _json(text: str, path: Path) -> Any:
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GpkitError(f"{path.as_posix()}: {error}", "Mend the JSON.") from error


def _yaml(text: str, path: Path) -> Any:
    from gpkit.store.yamlio import YamlProblem, load

    try:
        return load(text).data
    except YamlProblem as error:
        where = f"{path.as_posix()}:{error.line}:{error.column}"
        raise GpkitError(f"{where}: {error}", "Mend the line.") from error
