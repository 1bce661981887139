"""What is said where a command is used in a wrong way: what is typed -> what is wrong, the cure."""

import io
import shlex
import shutil
import subprocess
import zipfile

import pytest

from here import gpkit, lay, stock, told
from support import SEEDS

MANIFEST = "data/shards/manifest.json"
SPARKS = "data/normalized/digitalalliance-bg/sparks-initiative.yaml"
DECISION = 'A line is like {"kind": "match", "id": "...", "decision": "accept", "reason": "..."}.'


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A working directory with the catalogue of the seeds."""
    place = tmp_path_factory.mktemp("stocked")
    return stock(place, "copy -q data/normalized data/shards --store jsonl")


@pytest.fixture
def place(stocked, tmp_path, monkeypatch):
    """A copy of it, as the working directory."""
    shutil.copytree(stocked, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


# What is typed -> what is said, the cure.
WRONG_USE = {
    "bounds": (
        "data/bounds.yaml: no bounds yet",
        "Make them: gpkit bounds --update data/normalized",
    ),
    "bounds --update empty": (
        "no practices to derive bounds from",
        "Make some first: gpkit ingest DIR",
    ),
    "ingest seeds --shards 3": (
        "--engine, --scheduler, --shards and --keep-parts are for stores of shards",
        "Name one: --out data/shards --store jsonl. gpkit copy brings it into YAML files.",
    ),
    "ingest seeds --out new --store jsonl --engine serial --scheduler tcp://one.example:8786": (
        "--scheduler is for --engine dask alone",
        "Leave one of the two out.",
    ),
    "ingest seeds --out memory://nothing/yet": (
        "memory://nothing/yet: there is no store yet, and a YAML tree lies on this machine",
        "Name a kind for it: --store jsonl.gz or --store parquet",
    ),
    "merge one/a one/b --out data/shards": (
        "data/shards: this is a store of shards; gpkit merge works on YAML files",
        "Type: gpkit copy data/shards CATALOGUE/normalized, do it there, then: gpkit copy --mirror "
        "CATALOGUE/normalized data/shards",
    ),
    "validate --update-baseline": (
        "--update-baseline needs a --baseline FILE",
        "Name it: gpkit validate --baseline gpkit-baseline.yaml --update-baseline",
    ),
    "validate --report sarif": (
        "--report 'sarif' names no format and file",
        "Write it as --report sarif:gpkit.sarif; standard output is for --format.",
    ),
    "validate --report sarif:-": (
        "--report 'sarif:-' names no format and file",
        "Write it as --report sarif:gpkit.sarif; standard output is for --format.",
    ),
    "vocab accept organisation Mairie FR": (
        "organisation has no scheme: its values are no concepts",
        "Facets with a scheme: target_audience, digital_technology, digital_skill_level, "
        "target_group, industry, funding_type, initiative_type, organisation_category, "
        "target_language, country, erasmus_key_action, erasmus_action_type, erasmus_topic.",
    ),
    'vocab accept country " " FR': (
        "the value is empty",
        "Write the words as they stand on the page.",
    ),
    f"learn {SEEDS[0].name}": (
        "the pages do not say which site they are of (no URL, or several hosts)",
        "Name the family: gpkit learn --family my-site DUMP...",
    ),
    "learn --family my-site page.txt": (
        "what recurs on a site is seen on two different pages or more, and here is one",
        "Name more pages: gpkit learn A.txt B.txt ...",
    ),
    "learn --family my-site --expect lost.json page.txt": (
        "lost.json: here is no expected practice",
        "It names some of: title, published, language, summary, sections, facets, observed, "
        "labels.",
    ),
    f"new-family my-site {SEEDS[0].name}": (
        "my_site.py: there is such a file already",
        "Edit it, or move it away and type the same again.",
    ),
    "ingst seeds": ("there is no command 'ingst'", "Did you mean: gpkit ingest?"),
    "browse --from empty --get /": (
        "empty: no practices here (no .yaml file)",
        "Make some first: gpkit ingest DIRECTORY-OF-DUMPS",
    ),
    "stats empty": (
        "empty: no practices here (no .yaml file)",
        "Make some first: gpkit ingest DIRECTORY-OF-DUMPS",
    ),
    "export --shape round": ("csv has no shape 'round'", "Use --shape wide or long."),
    "export --columns id,titel": ("there is no column 'titel'", "Did you mean title?"),
    "export --columns id,id": ("--columns names 'id' twice", "Name each column once."),
    "export --where country=ZZ": ("country has no concept 'ZZ'", "Did you mean ZW?"),
    "import object.json": (
        "object.json: this is no JSON array of practices that gpkit wrote",
        "Make one with gpkit export, or name the format it is of: --format NAME",
    ),
    "import text.sqlite": (
        "text.sqlite: this is no SQLite database that gpkit wrote (file is not a database)",
        "Make one with gpkit export, or name the format it is of: --format NAME",
    ),
    "import page.txt": (
        "page.txt: its name does not say of which format it is",
        "Say it: --format NAME, one of arrow, csv, datapackage, duckdb, json, jsonl, parquet, "
        "sqlite, tsv, xlsx, yaml.",
    ),
    "import titel.csv": (
        "titel.csv: there is no column 'titel'",
        "Did you mean title?",
    ),
    "new-family Our_Site page.txt": (
        "'Our_Site' is no name of a family",
        "Small letters and dashes: our-site.",
    ),
    "learn --family my-site --expect latin.json page.txt": (
        "latin.json: no readable text ('utf-8' codec can't decode byte 0xe9 in position 0: "
        "unexpected end of data)",
        "Name a file of YAML or JSON, in UTF-8.",
    ),
    "learn --family my-site --expect broken.json page.txt": (
        "broken.json: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        "Mend the JSON.",
    ),
    "learn --family my-site page.txt other.txt": (
        "these pages have 0 lines in common: too few to know the site by",
        "Name pages of one site and one kind, or write the file by hand: docs/learn.md",
    ),
    "ingest --only-families generic seeds": (
        "--only-families generic: these are not told by marks of a site",
        "Name site families: --only-families erasmusly,urbact",
    ),
    "ingest --out data/shards seeds": (
        "data/shards: this store was filled by gpkit copy",
        "Ingest into a place of its own, and copy that: gpkit copy NEW STORE",
    ),
    "copy data/shards data/normalized --store jsonl": (
        "data/normalized: this is a tree of YAML files",
        "Name another place, and copy it there: gpkit copy data/normalized PLACE",
    ),
    "explain sparks": (
        "'sparks' is no id of a practice (<family>/<slug>)",
        "See the ids: gpkit export --columns id,title",
    ),
    "rekey one/a one/b": (
        "there is no practice one/a",
        "See the ids: gpkit export --columns id,title",
    ),
    "rekey digitalalliance-bg/sparks-initiative erasmusly/sparks": (
        "erasmusly/sparks is of another family than digitalalliance-bg/sparks-initiative",
        "The family is that of the parser; only the slug can be changed, unless the page of a "
        "practice of generic gives erasmusly/sparks now.",
    ),
    "selftest nothing": (
        "tests/cases/nothing: no case of the family 'nothing' there",
        "Write the first one: gpkit new-family nothing DUMP",
    ),
    "validate --baseline none.yaml": (
        "none.yaml: no such baseline",
        "Write the first: gpkit validate --baseline none.yaml --update-baseline",
    ),
    "validate --baseline broken.yaml": (
        "broken.yaml: this is no baseline: it has no version: 1",
        "Mend it, or write it anew with --update-baseline after removing the file.",
    ),
    "vocab accept country Latvija LVV": (
        "there is no concept 'LVV' of country",
        "Did you mean LV?",
    ),
    "vocab export --as xml": ("there is no syntax 'xml'", "Use --as turtle or --as json-ld."),
    "vocab import far.jsonld": (
        "far.jsonld: its JSON-LD context lies elsewhere: https://elsewhere.example/",
        "Write the context out in the file, or import it as Turtle.",
    ),
    "vocab import empty.ttl": (
        "empty.ttl: no skos:ConceptScheme in it",
        "Import SKOS in Turtle or JSON-LD.",
    ),
    "ingest --scrape a/b seeds": (
        "'a/b' is no name of a scrape",
        "Use letters, digits, dots and dashes, as in: --scrape 2024-05-01",
    ),
    "merge erasmusly/x erasmusly/x": (
        "there is no practice erasmusly/x",
        "See the ids: gpkit export --columns id,title",
    ),
    "distinct digitalalliance-bg/sparks-initiative digitalalliance-bg/sparks-initiative": (
        "digitalalliance-bg/sparks-initiative is named twice",
        "Name each practice once.",
    ),
    "vocab show start_date soon": (
        "start_date has no concepts",
        "See: gpkit vocab show start_date",
    ),
    "inspect pages.zip": (
        "pages.zip: a file of several pages",
        "Name one of them: pages.zip/a.html, pages.zip/b.html ...",
    ),
    "report --since no-report.json": (
        "no-report.json: this is no report of gpkit drift",
        "Make one: gpkit drift OLD NEW --format json > drift.json",
    ),
}
FILES = {
    "empty/.keep": "",
    "lost.json": '{"name": "A title"}',
    "my_site.py": "",
    "no-report.json": '{"causes": 3}',
    "object.json": "{}",
    "empty.ttl": "",
    "text.sqlite": "words " * 99,
    "titel.csv": "id,titel\nx/y,z\n",
    "latin.json": b"\xe9",
    "broken.json": "{",
    "broken.yaml": "version: 9\n",
    "far.jsonld": '{"@context": "https://elsewhere.example/"}',
    "other.txt": "Boats\n\nThe harbour master counts ships and shows how.\n\nLevel\n\nBasic\n",
    "pages.zip": zipped({"a.html": "<p>One", "b.html": "<p>Two"}),
    "page.txt": "Lanterns on the quay\n\nSailors show how to book a ferry.\n\nCountry\n\nMalta\n",
    SEEDS[0].name: SEEDS[0].read_bytes(),
}


@pytest.mark.parametrize("typed", WRONG_USE)
def test_wrong_use(place, typed):
    lay(FILES)
    says, cure = WRONG_USE[typed]
    run = gpkit(*shlex.split(typed))
    assert (run.code, run.out, run.err) == (2, "", told(says, cure))


def test_a_workbook_on_a_terminal(place):
    run = gpkit("export", "--format", "xlsx", terminal=True)
    cure = "Name a file: gpkit export --format xlsx -o practices.xlsx"
    assert (run.code, run.err) == (2, told("xlsx is nothing that a terminal can show", cure))


def test_an_edited_file_is_not_copied_in_silence(place):
    text = (place / SPARKS).read_text("utf-8")
    lay({SPARKS: text.replace("\nlanguage: ", "\nlanguage:  ")})
    run = gpkit("copy", "data/normalized", "new", "--store", "jsonl")
    message = f"{SPARKS}: this file was edited, and would not come back as it is"
    cure = "Move the change to data/corrections, or take it as it reads: --edited"
    assert (run.code, run.err) == (2, told(message, cure))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "- generic\n",
            ": these are no bounds (\"['generic']\" stands where a mapping is expected)",
        ),
        ("generic: {facets: {}}\n", ": these are no bounds ('practices' is missing)"),
        ("generic: [\n", ":2:1: did not find expected node content"),
    ],
)
def test_broken_bounds(place, text, says):
    lay({"data/bounds.yaml": text})
    run = gpkit("bounds")
    cure = "Mend the line, or make the file anew: gpkit bounds --update"
    assert (run.code, run.err) == (2, told(f"{place}/data/bounds.yaml{says}", cure))


# Decisions out of a file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("\n{kind: match}\n", "this line is no JSON: Expecting property name enclosed in double "
         "quotes: line 1 column 2 (char 1)"),
        ('\n["match"]\n', "this line is no JSON object"),
    ],
)  # fmt: skip
def test_broken_decisions(place, lines, says):
    lay({"decisions.jsonl": lines})
    run = gpkit("review", "--apply", "decisions.jsonl")
    assert (run.code, run.err) == (2, told(f"decisions.jsonl:2: {says}", DECISION))


def test_decisions_that_are_not_there(place):
    run = gpkit("review", "--apply", "nowhere.jsonl")
    message = "nowhere.jsonl: No such file or directory"
    assert (run.code, run.err) == (2, told(message, "Name a file of JSON Lines."))


# Vocabularies and families that are there already -------------------------------------------------


def test_a_scheme_is_not_written_over_another(place):
    assert gpkit("vocab", "export", "--scheme", "funding_type", "-o", "vocab.ttl").code == 0
    lay({"own/schemes/funding_type.yaml": "concepts: {}\n"})
    run = gpkit("vocab", "import", "vocab.ttl", "-o", "own")
    message = "own/schemes/funding_type.yaml: there is another scheme of this name"
    cure = "Write elsewhere with -o, or over it with --overwrite."
    assert (run.code, run.err) == (2, told(message, cure))


def test_a_family_file_is_not_written_over(place):
    pages = {}
    for thing in ("Lanterns", "Ferries", "Ropes"):
        prose = f"The sailors of the quay meet every week and write about {thing} for all others."
        pages[f"pages/{thing}.txt"] = f"Quay\n{thing}\n{prose}\nCountry\nMalta\nAll rights kept\n"
    lay(pages)
    learnt = gpkit("learn", "--family", "our-quay", "pages")
    assert learnt.code == 0, learnt.err
    text = (place / "families/our-quay.yaml").read_text("utf-8")
    lay({"families/our-quay.yaml": f"# by hand\n{text}"})
    run = gpkit("learn", "--family", "our-quay", "pages")
    message = "families/our-quay.yaml: there is a family file already, and it says something else"
    cure = "Look at the new one with --dry-run, and replace the old one with --overwrite."
    assert (run.code, run.err) == (2, told(message, cure))


# Git ----------------------------------------------------------------------------------------------


def test_revisions_where_there_is_no_repository(place):
    run = gpkit("diff", "HEAD~1", "HEAD")
    message = f"{place}: no Git repository here, and no such folder"
    cure = "Name a folder, or type it inside the repository."
    assert (run.code, run.err) == (2, told(message, cure))


def test_revisions_where_there_is_no_git(place, monkeypatch):
    monkeypatch.setenv("PATH", "")
    run = gpkit("diff", "HEAD~1", "HEAD")
    message = "git is not installed, and a revision was named"
    assert (run.code, run.err) == (2, told(message, "Install git, or name two folders instead."))


@pytest.fixture
def repository(place, monkeypatch):
    """The catalogue in a Git repository, committed twice."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git("init", "-q")
    text = (place / SPARKS).read_text("utf-8")
    for subject in ("one", "two"):
        lay({SPARKS: text.replace("Sparks", f"Sparks {subject}")})
        git("add", "data")
        git("-c", "user.name=N", "-c", "user.email=n@n.example", "commit", "-qm", subject)
    return place


def git(*args):
    return subprocess.run(["git", *args], check=True, capture_output=True, text=True).stdout


def test_a_revision_that_is_not_there(repository):
    run = gpkit("diff", "HEADD", "HEAD")
    message = "'HEADD' is neither a folder nor a revision of this repository"
    cure = "See what there is: git log --oneline, git branch --all"
    assert (run.code, run.err) == (2, told(message, cure))


def test_a_store_outside_the_repository(repository, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    run = gpkit("log", "one/two", "--from", other)
    message = f"{other} does not lie in the repository {repository}"
    assert (run.code, run.err) == (2, told(message, "Type it in the repository of the practices."))


def test_objects_that_the_repository_lost(repository):
    blob = git("rev-parse", f"HEAD:{SPARKS}").strip()
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    run = gpkit("diff", "HEAD~1", "HEAD")
    assert (run.code, run.err) == (
        2,
        told(f"{blob} is missing in this Git repository", "See: git fsck"),
    )


def test_trees_that_the_repository_lost(repository):
    tree = git("rev-parse", "HEAD:data/normalized").strip()
    (repository / ".git/objects" / tree[:2] / tree[2:]).unlink()
    run = gpkit("diff", "HEAD~1", "HEAD")
    message = "git could not do cat-file: git cat-file: could not get object info"
    assert (run.code, run.err) == (2, told(message, "See: git status"))
