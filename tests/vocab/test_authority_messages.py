"""What is said of an authority of one's own that is broken: the line, what is wrong, the cure."""

from pathlib import Path

import pytest

from gpkit import authority
from gpkit.errors import GpkitError
from here import gpkit, lay, told

LOOK = "Mend that line, and look again: gpkit vocab check"
FUNDING = "schemes/funding_type.yaml"
NEW = "schemes/tide.yaml"
FACETS = "facets.yaml"
DECISIONS = "decisions.yaml"
TIDES = "concepts:\n  ebb: {pref: {en: Ebb}}\n  flow: {pref: {en: Flow}}\n"
# The file below authority/, what stands in it -> its line, what is said.
BROKEN = [
    # YAML
    (NEW, "concepts: *all\n", 1, "an alias (*all): write the words out"),
    (NEW, "concepts: &all {}\n", 1, "an anchor (&all): write the words out where they belong"),
    (NEW, "note: a\nconcepts: !!map {}\n", 2,
     "a tag (tag:yaml.org,2002:map): everything here is plain words"),
    (NEW, "concepts: {}\n---\nconcepts: {}\n", 2, "a second document (---): one to a file"),
    (NEW, "concepts: {}\nconcepts: {}\n", 2, "`concepts` stands here already, on line 1"),
    (NEW, "note: [a, b]\nconcepts: {}\n", 1, "expected one string under `note`"),
    (NEW, "concepts:\n  ebb: {pref: {English: E}}\n", 2, "`English` is no language code, like en"),
    (NEW, "concepts: words\n", 1, "expected a mapping (name: ...) under `concepts`"),
    # Schemes
    (NEW, "concepts:\n  low tide: {}\n", 2, "`low tide` is no concept id: no blanks, no `|`"),
    (NEW, "codes: [name]\n" + TIDES, 1, "`codes` of a scheme is a list of: id, notation"),
    (NEW, "concepts:\n  ebb:\n    pref: {en: Ebb}\n    unverified: maybe\n", 4,
     "`unverified` is true or false"),
    (NEW, "concepts:\n  ebb:\n    pref: {en: '...'}\n", 3, "`...` has no letters to look up"),
    (NEW, TIDES + "  neap: {pref: {en: Ebb}}\n", 4,
     "`ebb` (en) stands for `ebb` and for `neap`; keep one, or say under `homographs` how it is "
     "read"),
    (FUNDING, "concepts:\n  barter: {}\n", 2, "the new concept `barter` has no pref"),
    # Facets
    (FACETS, "High tide: {}\n", 1,
     "`High tide` is no facet id: small letters, digits and _ only"),
    (FACETS, "tide:\n  labels: {en: Tide}\n  many: often\n", 3, "`many` is true or false"),
    (FACETS, "tide:\n  labels: {en: Tide}\n  platform: maybe\n", 3,
     "`platform` is required or optional"),
    (FACETS, "tide:\n  labels: {en: Tide}\n  scheme: country\n  kind: date\n", 4,
     "a facet has a scheme or a kind, not both"),
    # Decisions
    (DECISIONS, "funding_type:\n  Öffentlich: {accept: public}\n  öffentlich: {accept: private}\n",
     3, "`Öffentlich` stands here already, but for capitals and accents"),
    (DECISIONS, "funding_type:\n  soon: {}\n", 2,
     "nothing is decided about `soon`: write `accept: CONCEPT`"),
    (DECISIONS, "start_date:\n  soon: {accept: public}\n", 1,
     "`start_date` has no scheme to choose from"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "line", "says"), BROKEN, ids=[b[3] for b in BROKEN])
def test_a_broken_file_of_ones_own(tmp_path, monkeypatch, file, text, line, says):
    monkeypatch.chdir(tmp_path)
    lay({f"authority/{file}": text})
    run = gpkit("vocab", "list")
    assert (run.code, run.err) == (2, told(f"authority/{file}:{line}: {says}", LOOK))


def test_a_folder_that_is_not_there():
    with pytest.raises(GpkitError) as error:
        authority.use([Path("nowhere")])
    assert str(error.value) == "nowhere: no such folder of authority files"
    assert error.value.hint == "Name another."
