"""What ingest promises beside practices: archive, corrections, configuration, index, dry run."""

import json
from pathlib import Path

import pytest

from gpkit.store.tree import Tree
from support import SEEDS, gpkit, times, tree

SMES = "digitalalliance-bg/digital-skills-for-bulgarian-smes-programme"
SPARKS = "digitalalliance-bg/sparks-initiative"


def test_dumps_are_kept_byte_for_byte(catalogue):
    for seed in SEEDS:
        assert (catalogue / "data/raw" / seed.name).read_bytes() == seed.read_bytes()


def test_the_folders_can_be_named(workshop):
    run = gpkit("ingest", "seeds", "--raw", "a/raw", "--out", "b/out")
    assert run.code == 0
    assert len(list(Path("a/raw").iterdir())) == 2
    assert len(list(Path("b/out").rglob("*.yaml"))) == 4
    assert not Path("data").exists()


def test_a_family_can_be_named(workshop):
    assert gpkit("ingest", "seeds", "--family", "generic").code == 0
    assert {p.parent.name for p in Path("data/normalized").rglob("*.yaml")} == {"generic"}


def test_dry_run_writes_nothing(workshop):
    before = tree(workshop)
    run = gpkit("ingest", "--dry-run", "seeds")
    assert run.code == 0
    assert "4 new" in run.err
    assert "dry run" in run.err
    assert tree(workshop) == before


def test_dry_run_over_a_catalogue_writes_nothing(catalogue):
    path = catalogue / f"data/normalized/{SPARKS}.yaml"
    path.unlink()
    before, when = tree(catalogue), times(catalogue)
    assert "1 new, 0 changed, 3 unchanged" in gpkit("ingest", "--dry-run", "seeds").err
    assert (tree(catalogue), times(catalogue)) == (before, when)


def test_standard_input(workshop):
    run = gpkit("ingest", "-", stdin=SEEDS[1].read_bytes())
    assert run.code == 0
    assert "1 new" in run.err
    assert Path("data/raw/stdin.txt").read_bytes() == SEEDS[1].read_bytes()


def test_quiet_says_nothing_and_data_stay_off_stdout(workshop):
    run = gpkit("ingest", "--quiet", "seeds")
    assert (run.code, run.out, run.err) == (0, "", "")


def test_quiet_still_says_what_went_wrong(workshop):
    Path("seeds/bad.txt").write_text("", "utf-8")
    assert "bad.txt" in gpkit("ingest", "-q", "seeds").err


def test_an_input_named_twice_counts_once(workshop):
    run = gpkit("ingest", "seeds", f"seeds/{SEEDS[0].name}", "seeds")
    assert "2 dumps, 4 practices: 4 new" in run.err
    assert all(not p.provenance.also for p in Tree(Path("data/normalized")).practices())


# Hand-edited files --------------------------------------------------------------------------------


@pytest.fixture
def edited(catalogue):
    """The file of Sparks with another title, typed by hand."""
    path = catalogue / f"data/normalized/{SPARKS}.yaml"
    text = path.read_text("utf-8").replace("title: Sparks initiative", "title: Sparks")
    path.write_text(text, "utf-8")
    return path


def test_a_hand_edited_file_is_kept_and_named(edited):
    before = edited.read_bytes()
    run = gpkit("ingest", "seeds")
    assert edited.read_bytes() == before
    assert f"{SPARKS}.yaml: changed by hand, kept" in run.err
    assert "3 unchanged, 1 kept" in run.err
    assert run.code == 0


def test_a_hand_edited_file_is_a_finding(edited):
    assert "[hand-edited]" in gpkit("validate").out


def test_overwrite_replaces_a_hand_edited_file(edited):
    run = gpkit("ingest", "--overwrite", "seeds")
    assert "1 changed, 3 unchanged" in run.err
    assert "title: Sparks initiative" in edited.read_text("utf-8")
    assert "[hand-edited]" not in gpkit("validate").out


def test_a_broken_file_is_kept_too(edited):
    edited.write_text("title: [", "utf-8")
    assert "changed by hand, kept" in gpkit("ingest", "seeds").err
    assert edited.read_text("utf-8") == "title: ["


# Corrections --------------------------------------------------------------------------------------


@pytest.fixture
def corrected(catalogue):
    """A correction of country and title, with its reason."""
    path = catalogue / f"data/corrections/{SPARKS}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "reason: the page names no country\ntitle: Sparks\nfacets:\n  country: [BE]\n", "utf-8"
    )
    return path


def test_a_correction_is_applied_by_every_ingest(corrected):
    assert "1 changed, 3 unchanged" in gpkit("ingest", "seeds").err
    practice = Tree(Path("data/normalized")).get(SPARKS)
    assert practice.facets["country"] == ("BE",)
    assert practice.title == "Sparks"
    assert practice.corrected == ("title", "facets.country")
    assert "4 unchanged" in gpkit("ingest", "seeds").err


def test_the_raw_words_stay_where_a_correction_is_applied(corrected):
    gpkit("ingest", "-q", "seeds")
    country = next(
        o for o in Tree(Path("data/normalized")).get(SPARKS).observed if o.facet == "country"
    )
    assert country.values[0].raw == "Other"
    assert gpkit("verify").code == 0


def test_a_correction_is_explained(corrected):
    gpkit("ingest", "-q", "seeds")
    run = gpkit("explain", SPARKS, "country")
    assert f"data/corrections/{SPARKS}.yaml" in run.out
    assert "BE" in run.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour: blue\n", "'colour' cannot be corrected"),
        ("title: [\n", ".yaml:"),
        ("- title\n", "mapping"),
        ("facets: {country: BG}\n", "a mapping of lists"),
    ],
)
def test_a_broken_correction_is_wrong_use(corrected, text, words):
    corrected.write_text(text, "utf-8")
    run = gpkit("ingest", "seeds")
    assert run.code == 2
    assert words in run.err
    assert "Traceback" not in run.err


# Configuration and index --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["contact.txt", "con*.txt"])
def test_a_page_known_to_hold_no_practice_is_no_failure(workshop, name):
    Path("seeds/contact.txt").write_text("Skip to main content\n", "utf-8")
    assert gpkit("ingest", "seeds").code == 3
    Path("gpkit.toml").write_text(f'[ingest]\nno_practice = ["{name}"]\n', "utf-8")
    run = gpkit("ingest", "-v", "seeds")
    assert run.code == 0
    assert "contact.txt: no practice expected" in run.err


def test_the_configuration_of_a_parent_directory_counts(workshop):
    Path("gpkit.toml").write_text('[ingest]\nno_practice = ["contact.txt"]\n', "utf-8")
    below = workshop / "below"
    below.mkdir()
    (below / "contact.txt").write_text("Skip to main content\n", "utf-8")
    assert gpkit("ingest", "contact.txt", cwd=below).code == 0


def test_url_and_time_come_from_the_index(workshop):
    rows = f"dump,url,fetched\n{SEEDS[0].name},https://example.org/a,2024-11-01T12:00:00Z\n"
    Path("seeds/index.csv").write_text(rows, "utf-8")
    assert gpkit("ingest", "seeds").code == 0
    source = Tree(Path("data/normalized")).get(SPARKS).provenance
    assert (source.url, source.fetched) == ("https://example.org/a", "2024-11-01T12:00:00Z")
    exported = json.loads(gpkit("export", "--format", "json").out)
    assert {p["provenance"]["url"] for p in exported} == {"https://example.org/a", None}


def test_the_index_of_the_archive_is_read_again(workshop):
    rows = f"dump,url,fetched\n{SEEDS[0].name},https://example.org/a,2024-11-01\n"
    Path("seeds/index.csv").write_text(rows, "utf-8")
    gpkit("ingest", "-q", "seeds")
    before = tree(workshop)
    assert "4 unchanged" in gpkit("ingest", "data/raw").err
    assert tree(workshop) == before


def test_an_index_without_the_column_dump(workshop):
    Path("seeds/index.csv").write_text("file,url\na,b\n", "utf-8")
    run = gpkit("ingest", "seeds")
    assert run.code in (2, 3)
    assert "index.csv: no column 'dump'" in run.err


def test_leftovers_of_a_killed_run_are_swept(catalogue):
    leftover = catalogue / "data/normalized/erasmusly/.gpkit-tmp-1-1"
    leftover.write_text("half", "utf-8")
    (catalogue / f"data/normalized/{SPARKS}.yaml").unlink()
    gpkit("ingest", "seeds")
    assert not leftover.exists()
