"""The causes of labelled changes are found, and nothing is found where nothing changed."""

import ast
import copy
import json
import os
import random
import sys
from pathlib import Path

import generator
import matrix
import pytest

from gpkit.diff.sides import Side
from gpkit.drift import drift
from support import gpkit

RUNS = 200 if os.environ.get("GPKIT_SLOW") else 12


def test_the_generator_knows_nothing_of_gpkit():
    tree = ast.parse(Path(generator.__file__).read_text("utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert {a.name for n in imports for a in n.names} == {"copy", "random"}


@pytest.mark.timeout(600)
def test_the_cause_of_a_change_is_found():
    counts, wrong, causes = matrix.confusion(RUNS)
    score = matrix.macro_f1(counts, causes)
    sys.stdout.write(f"\n{matrix.shown(counts, causes)}\n\n")
    sys.stdout.write(f"macro F1 {score:.3f} over {RUNS} runs a cause; {wrong}\n")
    assert score >= 0.9


@pytest.mark.timeout(600)
def test_no_alarm_on_an_unchanged_scrape_in_another_layout():
    for seed in range(RUNS):
        report = matrix.report("none", seed)
        assert not report.causes, seed
        assert not report.reopened, seed


BENCH = Path(os.environ.get("GPKIT_BENCH", "")) / "cases/text"


@pytest.mark.skipif(
    "GPKIT_BENCH" not in os.environ or not BENCH.is_dir(), reason="no pages of a real site here"
)
@pytest.mark.timeout(600)
def test_the_cause_of_a_change_is_found_on_pages_of_others():
    counts, wrong, causes = matrix.confusion_of(BENCH, max(6, RUNS // 5))
    assert matrix.macro_f1(counts, causes) >= 0.9, wrong


def changed(change, seed):
    """Give the report on one change of the template, with nothing else changed."""
    rng = random.Random(f"{change.__name__} {seed}")
    before = generator.world(rng)
    after = change(copy.deepcopy(before), rng)
    old = matrix.side(generator.scrape(before, rng))
    return drift(old, matrix.side(generator.scrape(after, rng, varied=True)))


@pytest.mark.parametrize("change", generator.TEMPLATES)
def test_a_change_of_the_template_reopens_no_practice(change):
    for seed in range(max(4, RUNS // 10)):
        report = changed(change, seed)
        assert report.main == "template", seed
        assert not report.reopened, seed


@pytest.mark.parametrize("change", generator.LAYOUTS)
def test_a_moved_block_changes_no_value(change):
    report = changed(change, 1)
    kinds = {cause.kind for cause in report.causes}
    assert kinds & {"block-moved", "labels-reordered"}
    assert not any(cause.values_changed for cause in report.causes)


def pages(edit=None, count=3):
    """Give a scrape of one site, after an edit of its style or of its records."""
    rng = random.Random(5)
    made = generator.world(rng)
    made["projects"] = []
    made["practices"] = [generator.practice(rng, n) for n in range(4 * count)]
    if edit:
        edit(made)
    return generator.scrape(made, random.Random(1))


def messages(edit, why=None):
    report = drift(matrix.side(pages()), matrix.side(pages(edit)))
    return [c.message for c in report.causes if why is None or c.why == why]


def test_a_renamed_label_is_named_with_what_it_rests_on():
    def edit(made):
        made["styles"]["practices"]["labels"]["Level"] = "Stage of proficiency"
        made["late"] = {r["title"] for r in made["practices"][:2]}

    expected = "`Level` became `Stage of proficiency` on 10 of 12 practices; 0 values changed"
    assert messages(edit) == [expected]


def test_the_first_label_of_the_block_is_named_too():
    def edit(made):
        made["styles"]["practices"]["labels"]["Target audience"] = "Whom it reaches"

    expected = "`Target audience` became `Whom it reaches` on 12 of 12 practices; 0 values changed"
    assert messages(edit) == [expected]


def test_a_value_in_no_scheme_is_named_on_one_page_already():
    """Of the four practices of one list: the dumps of the others are as they were."""

    def edit(made):
        made["practices"][0]["block"]["Digital technology"].append("Talking toasters")

    expected = "`Talking toasters` is in no scheme of digital_technology on 1 of 4 practices"
    assert messages(edit) == [expected]


def test_one_page_without_a_label_is_content():
    def edit(made):
        del made["practices"][0]["block"]["Level"]

    assert messages(edit, "template") == []
    assert messages(edit, "content") == ["1 practice changed"]


def test_one_error_page_is_an_outage_of_its_practices():
    def edit(made):
        made["pages"]["list-001.txt"] = "503 Service Unavailable\nTry again later."

    (message,) = messages(edit)
    assert message.startswith("1 page is an error page: '503 Service Unavailable")
    assert message.endswith("4 practices cannot be seen")


def test_an_error_page_beside_what_was_known_is_an_outage():
    """In a store nothing goes away: the page of an error stands there as one practice more."""
    error = (
        "503 Service Unavailable\n"
        "The server cannot answer your request, because it is being maintained. Try again later.\n"
        "While it looked for a document that explains this error, another error was met as well.\n"
    )
    old, new = matrix.side(pages()), matrix.side({"error.txt": error})
    assert new.practices, "the generic parser reads it"
    report = drift(old, Side("tree", {**old.practices, **new.practices}))
    assert [cause.kind for cause in report.causes] == ["error-page"]


# The command --------------------------------------------------------------------------------------


def write(folder, texts):
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def scrapes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def edit(made):
        made["styles"]["practices"]["labels"]["Level"] = "Stage of proficiency"

    def prose(made):
        made["practices"][3]["prose"][0][1][0] = "Everything is new here, and nobody knew before."

    write(tmp_path / "old", pages())
    write(tmp_path / "renamed", pages(edit))
    write(tmp_path / "edited", pages(prose))
    return tmp_path


def test_exit_0_when_only_content_changed(scrapes):
    run = gpkit("drift", "old", "edited")
    assert run.code == 0
    assert "+Everything is new here" in run.out
    assert run.out.endswith("12 practices compared: nothing drifted; 1 reopened\n")


def test_exit_1_when_the_template_changed(scrapes):
    run = gpkit("drift", "old", "renamed", "--format", "json")
    assert run.code == 1
    found = json.loads(run.out)
    assert found["causes"][0]["kind"] == "label-renamed"
    assert found["causes"][0]["practices"] == found["causes"][0]["of"] == 12
    assert found["reopened"] == []


def test_markdown_has_a_row_a_cause(scrapes):
    out = gpkit("drift", "old", "renamed", "--format", "markdown").out
    assert "| template | digitalalliance-bg | \\`Level\\` became" in out


def test_trees_and_scrapes_compare(scrapes):
    assert gpkit("ingest", "-q", "old").code == 0
    run = gpkit("drift", "data/normalized", "old")
    assert (run.code, run.out) == (0, "12 practices compared: nothing drifted; 0 reopened\n")


def test_another_reading_of_the_same_dump_is_the_parser(scrapes):
    assert gpkit("ingest", "-q", "old").code == 0
    path = next(Path("data/normalized").glob("*/*.yaml"))
    path.write_text(path.read_text("utf-8").replace("published: '20", "published: '19"), "utf-8")
    run = gpkit("drift", "data/normalized", "old")
    assert run.code == 1
    assert "parser digitalalliance-bg: 1 practice of the same dumps: published (1)" in run.out
