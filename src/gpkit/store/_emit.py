"""The YAML of a practice, written by hand: the bytes that libyaml would write, in a fraction of
the time.

It knows one shape only, that of `codec.as_plain`. Words whose form it is not sure of are asked
from libyaml one by one; where the whole is not sure (`Unsure`), libyaml writes all of it.
Tests hold both to the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gpkit.model import Money, Organisation
from gpkit.store.yamlio import TYPED, Flow, Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gpkit.model import Container, Evidence, Observed, Place, Practice, Provenance, Witness

_KEPT = 20_000  # forms in memory, of each kind
_SHORT = 64  # characters; longer words hardly come again
_PRIVATE = 6400  # characters that libyaml's dumper can lend to those above U+FFFF


class Unsure(Exception):
    """What libyaml is to write, or to read."""


# Characters -----------------------------------------------------------------------------------

_CONTROLS = bytes(range(10)) + bytes(range(11, 32)) + b"\x7f"
_RARE = ("\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff")
_C1 = re.compile(b"\xc2[\x80-\x9f]")


def is_odd(text: str, data: bytes) -> bool:
    r"""Tell whether a text, given as UTF-8 too, has what YAML escapes or takes for a line end.

    >>> [is_odd(text, text.encode()) for text in ("a\nß €", "a\tb", "a\x85b", "a\ufeff")]
    [False, True, True, True]
    """
    if len(data.translate(None, _CONTROLS)) != len(data):
        return True
    if len(data) == len(text):
        return False
    return any(c in text for c in _RARE) or (b"\xc2" in data and _C1.search(data) is not None)


# Words ----------------------------------------------------------------------------------------

# The same as libyaml's own analysis, for what can be seen and stands on one line.
_NO_PLAIN = frozenset(["", " ", *"#,[]{}&*!|>'\"%@`"])
_IN_FLOW = re.compile(r"[,?\[\]{}:]")
_NUMERIC = frozenset(["", *"+-.0123456789"])
_MAYBE = re.compile(r"[-+.,:_0-9eETtZz ]*+|[-+]0[xXbBoO].*")  # typed to some reader, or nearly
_TYPED_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_TYPED_WORDS |= {"~", "=", "<<"}


def is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether words on one line, without odd characters, are read as they are."""
    first = text[:1]
    return (
        first not in _NO_PLAIN
        and not (first in "?:-" and (text[1:2] in ("", " ") or (flow and first != "-")))
        and not text.startswith(("---", "..."))
        and text[-1] not in " :"
        and ": " not in text
        and " #" not in text
        and not (flow and _IN_FLOW.search(text))
    )


def _form(text: str, *, flow: bool) -> str:
    """Give the form of words on one line: plain, or in single quotes.

    Raises:
        Unsure: libyaml knows.
    """
    if text[:1] in _NUMERIC:
        typed = TYPED.fullmatch(text) is not None or not text
        if not typed and _MAYBE.fullmatch(text):
            raise Unsure
    else:
        typed = text.lower() in _TYPED_WORDS
    return text if not typed and is_plain(text, flow=flow) else quoted(text)


def quoted(text: str) -> str:
    """Put words on one line in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def _asked(text: str, *, flow: bool) -> str:
    """Ask libyaml for the form of words, which has to stand on one line."""
    from gpkit.store import _libyaml

    if flow:
        return _libyaml.dump(Flow({"k": text}))[4:-2]
    form = _libyaml.dump({"k": text})[3:-1]
    if form.startswith("|"):
        raise Unsure
    return form


class Words(dict[str, str]):
    """The form of words in block or in flow context, kept where they are short.

    Long words are taken for free of odd characters unless ``careful``: whoever uses them looks
    at the whole in the end.
    """

    def __init__(self, *, flow: bool, careful: bool = False) -> None:
        super().__init__()
        self._flow = flow
        self._careful = careful

    def __missing__(self, text: str) -> str:
        if type(text) is not str:
            raise Unsure
        short = len(text) <= _SHORT
        form = self._found(text, known=not short and not self._careful)
        if short:
            if len(self) >= _KEPT:
                self.clear()
            self[text] = form
        return form

    def _found(self, text: str, *, known: bool) -> str:
        if "\n" in text:
            if self._flow:
                return _asked(text, flow=True)
            raise Unsure  # a block: its indentation is not known here
        try:
            if not known and is_odd(text, text.encode()):
                return _asked(text, flow=self._flow)
            return _form(text, flow=self._flow)
        except (Unsure, UnicodeEncodeError):
            return _asked(text, flow=self._flow)


BLOCK, FLOW = Words(flow=False), Words(flow=True)


# A practice -----------------------------------------------------------------------------------


def emit(practice: Practice) -> str:
    """Write the body of a practice's file.

    Raises:
        Unsure: libyaml has to do it.
    """
    try:
        text = _Writer(BLOCK, FLOW).practice(practice)
        if _is_sure(text):
            return text
        careful = _Writer(Words(flow=False, careful=True), Words(flow=True, careful=True))
        text = careful.practice(practice)
        if _is_sure(text):
            return text
    except (TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        raise Unsure from error  # data of another shape: libyaml writes it, or says what it is
    raise Unsure


def _is_sure(text: str) -> bool:
    data = text.encode()
    if is_odd(text, data):
        return False
    return len(data) - len(text) < 2 * _PRIVATE or len(set(text)) < _PRIVATE


def _number(value: object) -> int:
    if type(value) is not int:
        raise Unsure
    return value


_KEY = re.compile(r"[a-z][a-z0-9_]{1,63}")


def _key(name: str) -> str:
    if name in _TYPED_WORDS or not _KEY.fullmatch(name):
        raise Unsure
    return name


class _Writer:
    """Writes each part of a practice, in the order of `codec.as_plain`."""

    def __init__(self, block: Words, flow: Words) -> None:
        self.block = block
        self.flow = flow

    def practice(self, practice: Practice) -> str:
        block = self.block
        out = [f"id: {block[practice.id]}\nfamily: {block[practice.family]}\n"]
        for name in ("title", "language", "published", "summary"):
            words = getattr(practice, name)
            if words is not None:
                out.append(f"{name}: {self.words(words, '  ')}\n")
        out.append("sections:\n" if practice.sections else "sections: []\n")
        for heading, role, text in practice.sections:
            lead = "-" if heading is None else f"- heading: {self.words(heading, '    ')}\n "
            out.append(f"{lead} role: {block[role]}\n  text: {self.prose(text, '    ')}\n")
        out.append("facets:\n" if practice.facets else "facets: {}\n")
        for facet, values in practice.facets.items():
            out.append(f"  {_key(facet)}:{self.values(values)}")
        out.append("observed:\n" if practice.observed else "observed: []\n")
        out += [self.observed(entry) for entry in practice.observed]
        out += [self.evidence(practice.evidence), self.provenance(practice.provenance)]
        if practice.corrected:
            out.append(f"corrected:{self.items(practice.corrected, '')}")
        if practice.aliases:
            out.append(f"aliases:{self.items(practice.aliases, '')}")
        if practice.contested:
            out.append(f"contested:{self.items(practice.contested, '')}")
        if practice.retired:
            date = practice.retired.date
            last = "" if date is None else f"  date: {block[date]}\n"
            out.append(f"retired:\n  scrape: {self.words(practice.retired.scrape, '    ')}\n{last}")
        return "".join(out)

    # Words --------------------------------------------------------------------------------------

    def words(self, text: str, pad: str) -> str:
        """Words in block context; those of several lines are a block of their own."""
        if "\n" in text:
            return self.prose(text, pad)
        return self.block[text]

    def prose(self, text: str, pad: str) -> str:
        """A literal block."""
        if type(text) is not str:
            raise Unsure
        odd = self.block is not BLOCK and is_odd(text, text.encode())
        if odd or not text or " \n" in text or text[-1] == " ":
            return _asked(Prose(text), flow=False)
        if text[-1] == "\n":
            raise Unsure
        hint = "2" if text[0] in " \n" else ""
        lines = text.replace("\n", f"\n{pad}")
        if "\n\n" in text or hint:
            lines = lines.replace(f"\n{pad}\n", "\n\n").replace(f"\n{pad}\n", "\n\n")
        return f"|{hint}-\n{pad if text[0] != chr(10) else ''}{lines}"

    def items(self, items: Iterable[str], pad: str) -> str:
        """A list of words, a line each."""
        return "\n" + "".join([f"{pad}- {self.words(item, f'{pad}  ')}\n" for item in items])

    # Values -------------------------------------------------------------------------------------

    def values(self, values: Sequence[Any]) -> str:
        if not values:
            return " []\n"
        block = self.block
        forms = [
            (self.words(v, "    ") if "\n" in v else block[v]) if type(v) is str else self.value(v)
            for v in values
        ]
        return "\n  - " + "\n  - ".join(forms) + "\n"

    def value(self, value: Any) -> str:
        """A value in flow context."""
        if type(value) is str:
            return self.flow[value]
        if isinstance(value, Money):
            return self.pair("amount", value.amount, "currency", value.currency)
        if isinstance(value, Organisation):
            return self.pair("name", value.name, "country", value.country)
        return str(_number(value))

    def pair(self, one: str, first: str, two: str, second: str | None) -> str:
        rest = "" if second is None else f", {two}: {self.flow[second]}"
        return f"{{{one}: {self.flow[first]}{rest}}}"

    def readings(self, readings: Sequence[Any]) -> str:
        return f", readings: [{', '.join(map(self.value, readings))}]" if readings else ""

    def observed(self, entry: Observed) -> str:
        flow = self.flow
        label, facet, line, values = entry
        about = "" if facet is None else f"  facet: {self.block[facet]}\n"
        head = f"- label: {self.words(label, '    ')}\n{about}  line: {_number(line)}\n  values:"
        if not values:
            return f"{head} []\n"
        rows = [
            f"\n  - {{raw: {flow[raw]}, line: {line if type(line) is int else _number(line)}"
            f"{'' if concept is None else self.concept(concept)}"
            f"{self.readings(readings) if readings else ''}}}"
            for raw, line, concept, readings in values
        ]
        return f"{head}{''.join(rows)}\n"

    def concept(self, value: Any) -> str:
        return f", concept: {self.flow[value] if type(value) is str else self.value(value)}"

    # Evidence and provenance ----------------------------------------------------------------------

    def evidence(self, evidence: Evidence) -> str:
        out = ["evidence:\n"]
        for name, witness in (("title", evidence.title), ("published", evidence.published)):
            if witness is not None:
                out.append(f"  {name}: {self.witness(witness)}\n")
        if evidence.byline_line is not None:
            flow = self.flow
            terms = [
                f"\n    - {{raw: {flow[raw]}"
                f"{'' if facet is None else f', facet: {flow[facet]}'}"
                f"{'' if concept is None else f', concept: {flow[concept]}'}}}"
                for raw, facet, concept in evidence.byline
            ]
            line = _number(evidence.byline_line)
            out.append(f"  byline:\n    line: {line}\n    terms:{''.join(terms) or ' []'}\n")
        sections = [f"\n  - {self.numbers(lines)}" for lines in evidence.sections]
        out.append(f"  sections:{''.join(sections) or ' []'}\n")
        return "".join(out)

    def witness(self, witness: Witness) -> str:
        because = f", because: {self.flow[witness.because]}" if witness.because else ""
        rest = because + self.readings(witness.readings)
        return f"{{raw: {self.flow[witness.raw]}, line: {_number(witness.line)}{rest}}}"

    def numbers(self, numbers: Iterable[object]) -> str:
        return f"[{', '.join([str(_number(number)) for number in numbers])}]"

    def provenance(self, source: Provenance) -> str:
        block = self.block
        out = [
            f"provenance:\n  dump: {block[source.dump]}\n  sha256: {block[source.sha256]}\n"
            f"  parser: {block[source.parser]}\n"
        ]
        for name in ("url", "fetched", "content_type"):
            words = getattr(source, name)
            if words is not None:
                out.append(f"  {name}: {block[words]}\n")
        out.append(self.container(source.container, "  "))
        out.append(f"  lines: {self.numbers(source.lines)}\n")
        if source.encoding != "utf-8":
            out.append(f"  encoding: {block[source.encoding]}\n")
        if source.unclaimed:
            lines = "".join([f"  - {_number(line)}\n" for line in source.unclaimed])
            out.append(f"  unclaimed:\n{lines}")
        if source.also:
            out.append(f"  also:\n{''.join(map(self.place, source.also))}")
        if source.reasons:
            out.append(f"  reasons:{self.items(source.reasons, '  ')}")
        for name in ("id", "because"):
            words = getattr(source, name)
            if words is not None:
                out.append(f"  {name}: {self.words(words, '    ')}\n")
        if source.confidence != 1.0:
            out.append(f"  confidence: {block[f'{source.confidence:.2f}']}\n")
        return "".join(out)

    def place(self, place: Place) -> str:
        block = self.block
        differs = self.items(place.differs, "    ") if place.differs else " []\n"
        return (
            f"  - dump: {block[place.dump]}\n    sha256: {block[place.sha256]}\n"
            f"    lines: {self.numbers(place.lines)}\n    differs:{differs}"
            f"{self.container(place.container, '    ')}{self.told(place)}"
        )

    def told(self, place: Place) -> str:
        """What a place says itself."""
        out = [
            f"    {name}: {self.words(words, '      ')}\n"
            for name in ("id", "url", "fetched", "version")
            if (words := getattr(place, name))
        ]
        if place.says is not None:
            said = [
                f"      {name}: {self.words(words, '        ')}\n"
                for name, words in zip(place.says._fields, place.says, strict=True)
                if words
            ]
            out.append(f"    says:\n{''.join(said)}" if said else "")
        if place.observed:
            entries = "".join(map(self.observed, place.observed))
            if "\n\n" in entries:
                raise Unsure
            indented = entries[:-1].replace("\n", "\n    ")
            out.append(f"    observed:\n    {indented}\n")
        return "".join(out)

    def container(self, container: Container | None, pad: str) -> str:
        if container is None:
            return ""
        location, sha256, offset = container
        return (
            f"{pad}container:\n{pad}  location: {self.block[location]}\n"
            f"{pad}  sha256: {self.block[sha256]}\n{pad}  offset: {_number(offset)}\n"
        )
