"""Practices of the repository, broken in one known way each."""

import io
import re
from pathlib import Path

from gpkit.model import Severity
from gpkit.rules import Finding, Report, rules
from gpkit.store.codec import as_yaml, from_yaml
from support import ROOT

NORMALIZED = ROOT / "data/normalized"
SOURCES = {
    path.relative_to(NORMALIZED).with_suffix("").as_posix(): path.read_text("utf-8")
    for path in sorted(NORMALIZED.rglob("*.yaml"))
}
SMES, SPARKS, HUMANS, DIGILEAD = (
    next(name for name in SOURCES if words in name)
    for words in ("smes", "sparks", "humans", "digilead")
)


def write(root, practice_id, text):
    """Write the file of a practice below a root."""
    path = Path(root) / f"{practice_id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def resealed(text):
    """Give a changed text the seal of its body, as if gpkit had written it so."""
    from gpkit.store.codec import seal

    head, mark, rest = text.partition("# seal ")
    first, _, body = rest.partition("\n")
    return f"{head}{mark}{seal(body)}{first[16:]}\n{body}"


def again(text, **changes):
    """Write a practice with other fields."""
    return as_yaml(from_yaml(text)._replace(**changes))


def line_of(text, words, nth=1):
    """Give the number of the nth line that holds words."""
    lines = [i for i, line in enumerate(text.split("\n"), 1) if words in line]
    return lines[nth - 1]


def keys(findings):
    """Give what tells findings apart."""
    return {(f.rule, f.subject, f.about, f.fingerprint) for f in findings}


def report_of(*findings, fail_on=Severity.ERROR, files=None):
    """Make a report of findings."""
    paths = files or tuple(dict.fromkeys(f.path for f in findings))
    return Report(findings, tuple(paths), fail_on, tuple(r.info for r in rules()))


def finding(number=1, **changes):
    """Make a finding."""
    base = Finding(
        rule="unknown-value",
        severity=Severity.ERROR,
        message="'Atlantis' is no known value of country",
        hint="Add it.",
        practice="generic/one",
        path="data/normalized/generic/one.yaml",
        line=3,
        column=5,
        dump="page.txt",
        dump_line=7,
        subject="generic/one",
        about=f"country: {number}",
        fingerprint=f"{number:016x}",
    )
    return base._replace(**changes)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def written(name, run, terminal=False):
    """Give what a reporter writes."""
    from gpkit.reporters import reporter

    out = Terminal() if terminal else io.StringIO()
    reporter(name).report(run, out)
    return out.getvalue()


def plain(text):
    """Take the colours out."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
