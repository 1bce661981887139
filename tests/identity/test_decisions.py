"""Merging, parting, renaming and rejecting: each is one line in Git, and can be taken back."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_of_a_site import page

from gpkit.errors import GpkitError
from gpkit.pipeline import Ingest
from gpkit.pipeline.decide import Desk
from gpkit.store import aliases, decisions
from gpkit.store.decisions import KINDS, Decision, Decisions
from gpkit.store.tree import Tree
from gpkit.verify import verify
from support import gpkit, tree

FAMILY = "digitalalliance-bg"
LETTERS, LOOMS, CLOCKS = (f"{FAMILY}/{name}" for name in ("letters", "looms", "clocks"))


def ingest(**dumps):
    Path("in").mkdir(exist_ok=True)
    for name, text in dumps.items():
        Path(f"in/{name}.txt").write_text(text, "utf-8")
    return Ingest(Path("data/raw"), Path("data/normalized")).run(
        [f"in/{name}.txt" for name in dumps]
    )


def get(practice_id):
    return Tree(Path("data/normalized")).get(practice_id)


def ids():
    return [practice.id for practice in Tree(Path("data/normalized")).practices()]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Three practices, each on a page of its own."""
    monkeypatch.chdir(tmp_path)
    ingest(a=page("Letters"), b=page("Looms", country="Latvia"), c=page("Clocks", country="Malta"))
    return Desk(Path("data/raw"), Path("data/normalized"))


# Merging ------------------------------------------------------------------------------------------


def test_a_merged_practice_has_the_values_of_all_and_their_witnesses(desk):
    desk.merge([LETTERS, LOOMS])
    assert ids() == [CLOCKS, LETTERS]
    merged = get(LETTERS)
    assert set(merged.facets["country"]) == {"BG", "LV"}
    assert merged.aliases == (LOOMS,)
    [place] = merged.provenance.also
    assert place.says.title == "Letters" or place.says.title == "Looms"
    assert [e.facet for e in place.observed] == ["country"]
    assert merged.provenance.because
    proofs = list(verify([merged], Path("data/raw")))
    assert [proof for proof in proofs if proof.problem] == []
    assert {"Bulgaria", "Latvia"} <= {proof.raw for proof in proofs}


def test_a_place_that_says_what_does_not_stand_there_is_found(desk):
    desk.merge([LETTERS, LOOMS])
    path = Path(f"data/normalized/{LETTERS}.yaml")
    also = path.read_text("utf-8").partition("  also:")
    country = re.search(r"raw: (Bulgaria|Latvia)", also[2])[1]
    path.write_text(also[0] + also[1] + also[2].replace(f"raw: {country}", "raw: Norway"), "utf-8")
    wrong = [proof for proof in verify([get(LETTERS)], Path("data/raw")) if proof.problem]
    assert [proof.raw for proof in wrong] == ["Norway"]


def test_unmerge_restores_the_bytes(desk):
    before = tree("data")
    desk.merge([LETTERS, LOOMS, CLOCKS])
    assert ids() == [LETTERS]
    desk.unmerge(LETTERS)
    assert tree("data") == before


def test_unmerge_after_ingests_is_as_if_never_merged(desk, tmp_path):
    more = {"d": page("Letters", country="Greece"), "e": page("Looms", day="19.07.2024")}
    desk.merge([LETTERS, LOOMS])
    ingest(**more)
    assert set(get(LETTERS).facets["country"]) == {"BG", "GR", "LV"}
    desk.unmerge(LOOMS)
    merged = tree("data")
    other = tmp_path / "other"
    run = Ingest(other / "raw", other / "normalized")
    run.run([f"in/{name}.txt" for name in "abcde"])
    assert tree(other) == merged


def test_one_of_three_is_taken_out(desk):
    desk.merge([LETTERS, LOOMS, CLOCKS])
    desk.unmerge(CLOCKS)
    assert ids() == [CLOCKS, LETTERS]
    assert set(get(LETTERS).facets["country"]) == {"BG", "LV"}


def test_a_decision_written_by_hand_is_applied_by_the_next_ingest(desk):
    Path("data/decisions.yaml").write_text(f"- merge: [{LOOMS}, {CLOCKS}]\n", "utf-8")
    ingest(a=page("Letters"))
    assert ids() == [LETTERS, LOOMS]
    Path("data/decisions.yaml").unlink()
    ingest(a=page("Letters"))
    assert ids() == [CLOCKS, LETTERS, LOOMS]


def test_decided_pairs(desk):
    desk.merge([LETTERS, LOOMS])
    desk.distinct([LETTERS, CLOCKS])
    assert decisions.decided(Path("data")) == {(LETTERS, LOOMS), (CLOCKS, LETTERS)}


WRONG = [
    (("merge", LETTERS, f"{FAMILY}/loom"), f"Did you mean {LOOMS}"),
    (("merge", LETTERS, LETTERS), "named twice"),
    (("merge", LETTERS, "Looms"), "no id of a practice"),
    (("distinct", LETTERS), "not contested"),
    (("rekey", LETTERS, LOOMS), "there is a practice"),
    (("rekey", LETTERS, "dsjp/letters"), "another family"),
    (("rekey", LETTERS, f"{FAMILY}/Letters"), "no id"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_what_cannot_be_decided_is_said_and_changes_nothing(desk, words, said):
    before = tree("data")
    run = gpkit(*words)
    assert run.code == 2
    assert said in run.err
    assert tree("data") == before


def test_contradictions_are_refused(desk):
    desk.merge([LETTERS, LOOMS])
    for wrong in ([LOOMS, CLOCKS], [LETTERS, LOOMS], [LOOMS, LETTERS], [CLOCKS, LOOMS]):
        with pytest.raises(GpkitError, match="merged into"):
            desk.merge(wrong)
    with pytest.raises(GpkitError, match="are merged"):
        desk.distinct([LETTERS, LOOMS])
    desk.distinct([LETTERS, CLOCKS])
    with pytest.raises(GpkitError, match="two practices") as refused:
        desk.merge([CLOCKS, LETTERS])
    assert "line 3" in refused.value.hint


def test_a_dry_run_writes_nothing(desk):
    before = tree("data")
    for words in (["merge", LETTERS, LOOMS], ["rekey", LETTERS, f"{FAMILY}/post"]):
        assert gpkit(*words, "--dry-run").code == 0
    assert tree("data") == before


# Parting ------------------------------------------------------------------------------------------


def test_a_contested_practice_is_parted_whatever_the_order(desk, tmp_path):
    other = page("Letters", day="01.02.2023")
    ingest(z=other)
    contested = get(LETTERS)
    assert contested.contested == ("published",)
    found = json.loads(gpkit("validate", "--format", "json").out)["findings"]
    hints = [f["hint"] for f in found if f["rule"] == "contested-practice"]
    assert f"gpkit distinct {LETTERS}" in hints[0]
    desk.split(LETTERS)
    [apart] = [one for one in ids() if one.startswith(LETTERS + "-")]
    assert {get(LETTERS).published, get(apart).published} == {"2024-07-18", "2023-02-01"}
    assert not get(LETTERS).contested
    parted = tree("data/normalized")
    for order in (("in/z.txt", "in/a.txt"), ("in/a.txt", "in/z.txt")):
        root = tmp_path / order[0][3]
        (root / "data").mkdir(parents=True)
        (root / "data/decisions.yaml").write_bytes(Path("data/decisions.yaml").read_bytes())
        for dump in ("in/b.txt", *order, "in/c.txt"):
            Ingest(root / "data/raw", root / "data/normalized").run([dump])
        assert tree(root / "data/normalized") == parted


# Ids ----------------------------------------------------------------------------------------------


def test_rekey_leaves_an_alias_and_later_ingests_follow_it(desk):
    Path(f"data/corrections/{FAMILY}").mkdir(parents=True)
    Path(f"data/corrections/{LETTERS}.yaml").write_text("facets: {country: [NO]}\n", "utf-8")
    desk.rekey(LETTERS, f"{FAMILY}/post")
    assert aliases.read(Path("data")) == {LETTERS: (f"{FAMILY}/post", "rekey")}
    before = tree("data/normalized")
    ingest(a=page("Letters"))
    assert tree("data/normalized") == before
    assert get(f"{FAMILY}/post").facets["country"] == ("NO",)
    run = gpkit("merge", LETTERS, LOOMS)
    assert f"{LETTERS} is another name of {FAMILY}/post" in run.err


def test_rejected_practices_are_left_out(desk):
    desk.reject(LOOMS)
    assert LOOMS not in ids()
    assert "1 rejected" in gpkit("ingest", "in").err
    assert LOOMS not in ids()


# The files ----------------------------------------------------------------------------------------

IDS = st.from_regex(r"[a-z]{1,3}/[a-z]{1,4}", fullmatch=True)
PAIRS = st.lists(IDS, min_size=2, max_size=3, unique=True)
REASON = st.text("abc é:#'-\"", max_size=8).map(str.strip)
DECISION = st.tuples(PAIRS, REASON).map(
    lambda made: Decision("distinct", tuple(made[0]), reason=made[1])
) | IDS.map(lambda one: Decision("rejected", (one,)))


@given(st.lists(DECISION, max_size=5), st.data())
def test_what_is_written_is_read_and_comments_stay(found, data):
    made = Decisions(Path("decisions.yaml"))
    for number, one in enumerate(found):
        made = Decisions(made.path, made.text + f"# comment {number}\n" if made.text else "")
        made = made.with_(one)
    assert [one._replace(line=0) for one in made] == found
    if found:
        gone = data.draw(st.sampled_from(list(made)))
        left = made.without(gone)
        assert [o._replace(line=0) for o in left] == [o._replace(line=0) for o in made if o != gone]
        assert left.text.count("# comment") == made.text.count("# comment")


BROKEN = [
    ("merge: [a/x, b/y]", "a list"),
    ("- melt: [a/x, b/y]", "1: a decision is one of"),
    ("- merge: [a/x]", "1: merge names two ids"),
    ("- merge: [a/x, b/y]\n- merge: [c/z, b/y]", "2: b/y is merged into a/x above"),
    ("- merge: [a/x, b/y]\n- merge: [b/y, a/x]", "2: a/x is merged into itself"),
    ("- merge: [a/x, b/y]\n# why\n- distinct: [b/y, a/x]", "3: b/y and a/x are merged as well"),
    ("- split: a/x", "1: a split has a field"),
    ("- rejected: a/x\n  becuase: no", "1: 'becuase' is unknown"),
    ("- rejected: ../../etc", "1: rejected names an id"),
    ("- [", "decisions.yaml:"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_a_broken_file_names_the_line(text, said):
    with pytest.raises(GpkitError, match=re.escape(said)):
        Decisions(Path("decisions.yaml"), text)


def test_broken_aliases_name_the_line(tmp_path):
    for rows, line in (("a/x,a/y,\na/y,a/x,", 2), ("a/x,a/y,\na/x,a/z,", 3), ("a/x,b", 2)):
        (tmp_path / "aliases.csv").write_text(f"alias,id,why\n{rows}\n", "utf-8")
        with pytest.raises(GpkitError, match=f"aliases.csv:{line}:"):
            aliases.read(tmp_path)


def test_all_kinds_are_tried():
    assert set(KINDS) == {"merge", "distinct", "split", "rejected"}


# A family of its own ------------------------------------------------------------------------------


@pytest.fixture
def read_twice(workshop):
    """The seeds as a generic reader found them, and again since their families are known."""
    assert gpkit("ingest", "-q", "--family", "generic", "seeds").code == 0
    assert gpkit("ingest", "-q", "seeds").code == 0
    return {one.rpartition("-")[0]: one for one in ids() if one.startswith("generic/")}


def test_an_id_follows_its_page_into_a_family(read_twice):
    old, new = read_twice["generic/sparks-initiative"], f"{FAMILY}/sparks-initiative"
    path = Path(f"data/corrections/{old}.yaml")
    path.parent.mkdir(parents=True)
    path.write_text("reason: known\nfacets:\n  country: [LV]\n", "utf-8")
    run = gpkit("rekey", old, new)
    assert (run.code, run.err) == (0, f"{old} is now {new}; the old id leads there\n")
    assert old not in ids()
    assert get(new).aliases == (old,)
    assert get(new).facets["country"] == ("LV",)
    assert get(new).provenance.also == ()
    assert aliases.read(Path("data")) == {old: aliases.Alias(new, "rekey")}
    assert not path.exists()
    before = tree("data")
    assert gpkit("ingest", "-q", "seeds").code == 0
    assert gpkit("verify").code == 0
    assert tree("data") == before


def test_no_id_follows_into_what_its_page_does_not_give(read_twice):
    before = tree("data")
    loop = read_twice["generic/bulgaria-humans-in-the-loop"]
    for old, new in (
        (loop, f"{FAMILY}/sparks-initiative"),  # of the same page, other lines
        (loop, f"{FAMILY}/loop"),
        (loop, "erasmusly/loop"),
        (f"{FAMILY}/sparks-initiative", loop),  # a family is not left again
    ):
        run = gpkit("rekey", old, new)
        assert (run.code, "of another family" in run.err) == (2, True), run.err
    assert tree("data") == before
