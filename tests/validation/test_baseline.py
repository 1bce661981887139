"""Known findings stay known whatever is edited around them, and every new one shows."""

import random
import tempfile
from pathlib import Path

import pytest
import seeding
import shop
from hypothesis import given
from hypothesis import strategies as st

from gpkit.errors import GpkitError
from gpkit.rules import rules
from gpkit.rules._baseline import gone, part, read_baseline, write_baseline
from gpkit.rules._run import Files, Plan, run
from gpkit.store.codec import as_yaml, from_yaml
from gpkit.store.yamlio import load
from support import gpkit

# Unrelated edits: what they do to a practice changes no finding's words ---------------------------


def shift(practice, chance):
    """Read it from further down in another dump, as after a new scrape."""
    by = chance.randrange(1, 500)
    source, seen = practice.provenance, practice.evidence

    def moved(witness):
        return witness and witness._replace(line=witness.line + by)

    observed = tuple(
        entry._replace(
            line=entry.line + by,
            values=tuple(value._replace(line=value.line + by) for value in entry.values),
        )
        for entry in practice.observed
    )
    return practice._replace(
        observed=observed,
        evidence=seen._replace(
            title=moved(seen.title),
            published=moved(seen.published),
            byline_line=seen.byline_line and seen.byline_line + by,
            sections=tuple(tuple(n + by for n in lines) for lines in seen.sections),
        ),
        provenance=source._replace(
            dump=f"{by}.txt",
            sha256=f"{by:064x}",
            lines=tuple(n + by for n in source.lines),
            fetched="2025-01-01",
        ),
    )


def reorder(practice, chance):
    """Put labels, facets and byline terms in another order."""
    observed, byline = list(practice.observed), list(practice.evidence.byline)
    facets = list(practice.facets.items())
    for items in (observed, byline, facets):
        chance.shuffle(items)
    return practice._replace(
        observed=tuple(observed),
        facets=dict(facets),
        evidence=practice.evidence._replace(byline=tuple(byline)),
    )


def reword(practice, chance):
    """Write other words at the start of some paragraph."""
    sections = list(practice.sections)
    i = chance.randrange(len(sections))
    words = chance.choice(("Really, ", "In short: ", "🚀 "))
    sections[i] = sections[i]._replace(text=words + sections[i].text)
    return practice._replace(sections=tuple(sections))


def retitle(practice, chance):
    """Give it another language, or other words in its summary."""
    return practice._replace(language=chance.choice(("en", "bg", "de")), summary="Other words.")


EDITS = (shift, reorder, reword, retitle)


def edited(texts, chance, times):
    found = {name: from_yaml(text) for name, text in texts.items()}
    for _ in range(times):
        name = chance.choice(sorted(found))
        found[name] = chance.choice(EDITS)(found[name], chance)
    return {name: as_yaml(practice) for name, practice in found.items()}


def renamed(texts, chance, times):
    names = {name: name for name in texts}
    for name in chance.sample(sorted(texts), min(times, len(texts))):
        names[name] = f"{name.partition('/')[0]}/moved-{chance.randrange(10**6)}"
    return {names[name]: text for name, text in texts.items()}


def judged(root, texts):
    files = [(shop.write(root, name, text), root) for name, text in texts.items()]
    return run(Files(tuple(sorted(files)), whole=True), Plan(rules())).findings


def flawed(chance):
    """Give practices of which each has some findings: two seeded errors each."""
    texts = {}
    for name, text in shop.SOURCES.items():
        texts[name] = text
        for seeder in chance.sample(MENDABLE, 2):
            found = seeding.seeded(seeder, texts[name], chance)
            texts[name] = found.text if found else texts[name]
    return texts


# Seeds that a practice can be read and written with
MENDABLE = [
    seeding.byline_conflict,
    seeding.copies_differ,
    seeding.empty_facet,
    seeding.unknown_label,
    seeding.unknown_value,
    seeding.unclaimed_lines,
    seeding.title_country,
    seeding.date_order,
]


@given(st.integers(0, 10**9), st.integers(0, 12), st.integers(0, 3))
def test_known_findings_stay_known_and_new_ones_show(seed, edits, renames):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        texts = flawed(chance)
        before = judged(Path(folder) / "a", texts)
        path = Path(folder) / "baseline.yaml"
        write_baseline(path, before, ())
        entries = read_baseline(path)
        assert {entry.fingerprint for entry in entries} == {f.fingerprint for f in before}

        changed = edited(texts, chance, edits)
        moved = renamed(changed, chance, renames)
        after = judged(Path(folder) / "b", moved)
        new, known = part(after, entries)
        assert [f for f in new if f.rule != "id-path"] == []
        assert len(known) == len(before)
        assert gone(after, entries, set(), whole=True) == []
        assert len([f for f in new if f.rule == "id-path"]) == sum(
            name not in texts for name in moved
        )

        name = chance.choice(sorted(changed))
        fresh = seeding.seeded(seeding.schema_of_a_key, changed[name], chance)
        last = judged(Path(folder) / "c", {**changed, name: fresh.text})
        new, _ = part(last, entries)
        assert [(f.rule, f.line) for f in new] == [("schema", fresh.line)]


@given(st.integers(0, 10**9))
def test_fingerprints_are_unique_and_do_not_depend_on_the_run(seed):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        texts = flawed(chance)
        found = judged(Path(folder), texts)
        marks = [f.fingerprint for f in found]
        assert len(set(marks)) == len(marks)
        name = chance.choice(sorted(texts))
        alone = judged(Path(folder) / "alone", {name: texts[name]})
        assert {f.fingerprint for f in alone} <= set(marks)


def test_the_very_same_again_is_counted():
    text = shop.SOURCES[shop.SPARKS]
    value = "  - {raw: Basic, line: 117, concept: basic}"
    twice = text.replace(value, "  - {raw: Hm, line: 117}\n  - {raw: Hm, line: 118}")
    thrice = twice.replace("line: 118}", "line: 118}\n  - {raw: Hm, line: 119}")
    with tempfile.TemporaryDirectory() as folder:
        two = {f.fingerprint for f in judged(Path(folder), {shop.SPARKS: shop.resealed(twice)})}
        three = {f.fingerprint for f in judged(Path(folder), {shop.SPARKS: shop.resealed(thrice)})}
        assert two < three
        assert len(three - two) == 1


# The file -----------------------------------------------------------------------------------------


@given(
    st.lists(
        st.builds(
            shop.finding,
            number=st.integers(0, 10**6),
            about=st.text(max_size=40),
            subject=st.sampled_from(["a/b", "b/c", "family"]),
        ),
        max_size=8,
    )
)
def test_a_baseline_reads_back_and_does_not_depend_on_order(findings):
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder) / "one.yaml", Path(folder) / "two.yaml"
        write_baseline(one, findings, ())
        unique = {f.fingerprint: f for f in findings}
        write_baseline(two, sorted(unique.values(), key=lambda f: f.fingerprint), ())
        assert {e.fingerprint for e in read_baseline(one)} == set(unique)
        assert sorted(e.fingerprint for e in read_baseline(two)) == sorted(unique)
        assert load(one.read_text("utf-8")).data["version"] == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("findings: []\n", "this is no baseline"),
        ("- a\n", "this is no baseline"),
        ("version: 1\nfindings: [a]\n", "an entry is no finding"),
        ("version: 1\nfindings: [{rule: a}]\n", "an entry is no finding"),
        ("version: 1\nfindings: [{practice: a, rule: b, fingerprint: [c]}]\n", "an entry is no"),
        ("version: [\n", "baseline.yaml:2:1:"),
    ],
)
def test_a_broken_baseline(text, words, tmp_path):
    path = tmp_path / "baseline.yaml"
    path.write_text(text)
    with pytest.raises(GpkitError) as error:
        read_baseline(path)
    assert words in str(error.value)


# The command --------------------------------------------------------------------------------------

BASELINE = ("--baseline", "known.yaml")


@pytest.fixture
def flawed_store(catalogue):
    """The two seeds, and a value that no scheme has."""
    break_value(catalogue, shop.SPARKS, "Atlantis")
    return catalogue


def break_value(folder, name, raw):
    path = folder / "data/normalized" / f"{name}.yaml"
    old = "{raw: Artificial Intelligence, line: "
    text = path.read_text("utf-8")
    start = text.index(old)
    end = text.index("}", start)
    line = text[start:end].partition("line: ")[2].partition(",")[0]
    text = f"{text[:start]}{{raw: {raw}, line: {line}{text[end:]}"
    path.write_text(shop.resealed(text), "utf-8")


def test_only_what_is_new_fails(flawed_store):
    assert gpkit("validate", "--fail-on", "warning").code == 1
    written = gpkit("validate", *BASELINE, "--update-baseline", "--fail-on", "note")
    assert written.code == 0
    assert "are known now" in written.err
    again = gpkit("validate", *BASELINE, "--fail-on", "note")
    assert again.code == 0
    assert "no findings (" in again.out
    break_value(flawed_store, shop.HUMANS, "Mu")
    run = gpkit("validate", *BASELINE, "--fail-on", "warning")
    assert run.code == 1
    assert run.out.count("[") == 1
    assert "'Mu' is no known value" in run.out
    number = int(again.out.partition("(")[2].split()[0])
    assert gpkit("validate", *BASELINE, "-v").err.count("known: ") == number


def test_fixed_ones_are_pruned(flawed_store):
    gpkit("validate", *BASELINE, "--update-baseline")
    before = Path("known.yaml").read_text()
    assert "Atlantis" in before
    assert gpkit("ingest", "-q", "--overwrite", "seeds").code == 0
    run = gpkit("validate", *BASELINE)
    assert "1 of the baseline gone" in run.out
    assert Path("known.yaml").read_text() == before
    gpkit("validate", *BASELINE, "--update-baseline")
    assert "Atlantis" not in Path("known.yaml").read_text()


def test_of_what_was_not_judged_nothing_is_pruned(flawed_store):
    gpkit("validate", *BASELINE, "--update-baseline")
    before = Path("known.yaml").read_text()
    alone = f"data/normalized/{shop.HUMANS}.yaml"
    assert "gone" not in gpkit("validate", *BASELINE, alone).out
    gpkit("validate", *BASELINE, "--update-baseline", alone)
    assert Path("known.yaml").read_text() == before


def test_bad_use(flawed_store):
    run = gpkit("validate", "--baseline", "none.yaml")
    assert run.code == 2
    assert "--update-baseline" in run.err
    assert gpkit("validate", "--update-baseline").code == 2
