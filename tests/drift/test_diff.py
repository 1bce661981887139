"""Random edit scripts applied to a catalogue are recovered by `diff`, no more and no less."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpkit.diff import diff
from gpkit.store.codec import as_yaml, from_plain
from support import gpkit

CONCEPTS = {  # in the order of the authority
    "digital_technology": ["software", "robotics", "machine_learning", "digital_skills"],
    "digital_skill_level": ["basic", "intermediate", "advanced"],
    "country": ["BG", "LV", "GR", "IE", "other"],
}


def made(number, family="generic", words=None):
    """Make a practice; its prose is like no other's."""
    words = words or f"{family} {number}"
    heads = [None, "Aims", "Results"]
    return from_plain(
        {
            "id": f"{family}/practice-{number}",
            "family": family,
            "title": f"Practice {words}",
            "language": "en",
            "published": "2024-01-02",
            "summary": f"Prose {words}, 0",
            "sections": [
                {"heading": h, "role": "summary", "text": f"Prose {words}, {k}\nMore {words}, {k}"}
                for k, h in enumerate(heads)
            ],
            "facets": {facet: list(values[:2]) for facet, values in CONCEPTS.items()},
            "observed": [],
            "evidence": {},
            "provenance": {
                "dump": f"{number}.txt",
                "sha256": f"{number:064}",
                "parser": family,
                "lines": [1, 9],
            },
        }
    )


def catalogue(size):
    return {p.id: p for p in map(made, range(size))}


# Each edit gives the practice it makes, and the field in which it differs.


def set_facet(practice, rng):
    facet = rng.choice(sorted(CONCEPTS))
    old = practice.facets.get(facet)
    options = [None, (), *((c,) for c in CONCEPTS[facet]), tuple(CONCEPTS[facet])]
    new = rng.choice([o for o in options if o is None or old is None or set(o) != set(old)])
    if new == old:
        new = tuple(CONCEPTS[facet])
    facets = {f: v for f, v in practice.facets.items() if f != facet}
    if new is not None:
        facets[facet] = new
    return practice._replace(facets=facets), f"facets.{facet}"


def set_field(practice, rng):
    field = rng.choice(["title", "language", "published"])
    new = None if rng.random() < 0.3 and getattr(practice, field) else f"x{rng.random()}"
    return practice._replace(**{field: new}), field


def set_prose(practice, rng):
    index = rng.randrange(len(practice.sections))
    section = practice.sections[index]
    new = section._replace(text=f"{section.text}\nAnd {rng.random()}")
    sections = (*practice.sections[:index], new, *practice.sections[index + 1 :])
    return practice._replace(sections=sections), f"sections.{section.heading or section.role}"


def script(rng, size):
    """Edit a catalogue at random; give it and what a diff has to say."""
    old = catalogue(size)
    new, told = dict(old), {"added": [], "removed": [], "renamed": [], "changed": {}}
    for practice_id in list(old):
        action = rng.choice(["keep", "keep", "edit", "edit", "remove", "rename"])
        if action == "remove":
            told["removed"].append(practice_id)
            del new[practice_id]
        elif action == "rename":
            moved = new.pop(practice_id)._replace(id=f"{practice_id}-moved")
            new[moved.id] = moved
            told["renamed"].append((practice_id, moved.id))
        elif action == "edit":
            fields = set()
            for edit in rng.sample([set_facet, set_field, set_prose], rng.randint(1, 3)):
                new[practice_id], field = edit(new[practice_id], rng)
                fields.add(field)
            told["changed"][practice_id] = sorted(fields)
    for number in range(rng.randint(0, 3)):
        extra = made(1000 + number)
        new[extra.id] = extra
        told["added"].append(extra.id)
    return old, new, told


def said(found):
    return {
        "added": [p.id for p in found.added],
        "removed": [p.id for p in found.removed],
        "renamed": list(found.renamed),
        "changed": {c.id: sorted(x.field for x in c.changes) for c in found.changed},
    }


@given(st.integers(0, 10**9), st.integers(0, 12))
def test_edit_scripts_are_recovered_exactly(seed, size):
    old, new, told = script(random.Random(seed), size)
    found = said(diff(old, new))
    assert {k: sorted(v) if isinstance(v, list) else v for k, v in found.items()} == {
        k: sorted(v) if isinstance(v, list) else v for k, v in told.items()
    }


@given(st.integers(0, 10**9), st.integers(0, 12))
def test_the_values_of_a_change_lead_from_old_to_new(seed, size):
    old, new, _ = script(random.Random(seed), size)
    for changed in diff(old, new).changed:
        for change in changed.changes:
            name = change.field.removeprefix("facets.")
            if change.field.startswith("facets."):
                assert change.old == old[changed.before].facets.get(name)
                assert change.new == new[changed.id].facets.get(name)
            kept = [v for v in change.old or () if v not in change.removed]
            assert sorted([*kept, *change.added], key=str) == sorted(change.new or (), key=str)


def shuffled(practice, rng):
    def mixed(values):
        return tuple(rng.sample(list(values), len(values)))

    facets = {f: mixed(practice.facets[f]) for f in mixed(practice.facets)}
    return practice._replace(facets=facets, sections=mixed(practice.sections))


@given(st.integers(0, 10**9), st.integers(0, 12))
def test_reorderings_are_no_difference(seed, size):
    rng = random.Random(seed)
    old = catalogue(size)
    new = {i: shuffled(old[i], rng) for i in rng.sample(sorted(old), len(old))}
    assert not diff(old, new)


@given(st.integers(0, 10**9), st.integers(1, 30))
def test_all_removals_are_there(seed, size):
    rng = random.Random(seed)
    old = catalogue(size)
    gone = rng.sample(sorted(old), rng.randint(1, size))
    found = diff(old, {i: p for i, p in old.items() if i not in gone})
    assert [p.id for p in found.removed] == sorted(gone)
    assert not found.added
    assert not found.changed


def test_the_same_words_under_another_id_are_a_rename():
    old, new = made(1), made(2, family="erasmusly", words="generic 1")
    found = diff({old.id: old}, {new.id: new})
    assert found.renamed == ((old.id, new.id),)


# The command --------------------------------------------------------------------------------------


def write(root, practices):
    for practice in practices:
        path = root / f"{practice.id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_yaml(practice), "utf-8")


@pytest.fixture
def two(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a", [made(1), made(2)])
    write(tmp_path / "b", [made(1)._replace(facets={"country": ("GR",), "start_date": ()})])
    return tmp_path


def test_text(two):
    run = gpkit("diff", "a", "b")
    assert run.code == 0
    assert run.out.splitlines() == [
        "removed generic/practice-2 (Practice generic 2)",
        "changed generic/practice-1 (Practice generic 1)",
        "  digital_technology: -software, -robotics (no longer on the page)",
        "  digital_skill_level: -basic, -intermediate (no longer on the page)",
        "  country: -BG, -LV, +GR",
        "  start_date: new on the page, empty",
        "0 added, 1 removed, 0 renamed, 1 changed",
    ]


def test_json_tells_absent_from_empty(two):
    found = json.loads(gpkit("diff", "a", "b", "--format", "json").out)
    changes = {c["field"]: c for c in found["changed"][0]["changes"]}
    assert changes["facets.start_date"]["old"] is None
    assert changes["facets.start_date"]["new"] == []
    assert changes["facets.country"]["added"] == ["GR"]


def test_markdown(two):
    out = gpkit("diff", "a", "b", "--format", "markdown").out
    assert "### Removed\n\n- **Practice generic 2** (`generic/practice-2`)\n" in out


def test_exit_code_only_on_demand(two):
    assert gpkit("diff", "a", "b", "--exit-code").code == 1
    assert gpkit("diff", "a", "a", "--exit-code").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a", "nowhere"], "no Git repository here"),
        (["a", "b", "--format", "xml"], "there is no format 'xml'"),
    ],
)
def test_wrong_use(two, arguments, words):
    run = gpkit("diff", *arguments, env={"GIT_CEILING_DIRECTORIES": str(two.parent)})
    assert run.code == 2
    assert words in run.err
