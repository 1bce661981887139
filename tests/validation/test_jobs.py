"""Judging in any number of processes tells the very same; a lost worker costs words alone."""

import os
import random
import shutil
import signal
from functools import partial

import pytest
import seeding
import shop

from gpkit import stores
from gpkit.errors import GpkitError
from gpkit.rules import _judge as room
from gpkit.rules import _run, _side_by_side, rules
from gpkit.rules._judge import Judge
from gpkit.rules._run import Plan, files_of, run
from gpkit.store import cache
from gpkit.store.codec import from_yaml
from gpkit.store.tree import Tree
from support import gpkit, tree

NUMBER = 1200
JOBS = (2, 3)
BROKEN = {
    "generic/empty": b"",
    "generic/latin": b"id: caf\xe9\n",
    "generic/open": b"id: [",
    "generic/list": b"- 1\n- 2\n",
    "generic/nul": b"id: a\0b\n",
}
OVERLAY = "concepts:\n  neurotechnology:\n    pref: {en: Neurotechnology}\n"
BOUNDS = "digitalalliance-bg:\n  practices: 3\n  tolerance: 1\n  facets: {}\n"
EXCEPTIONS = """\
- {rule: byline-conflict, practice: '*', about: Estonia, reason: the site}
- {rule: yaml-syntax, practice: digitalalliance-bg/nobody, reason: so}
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forks of the judge")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with 1,200 practices, every third broken, and all that rules look at beside them."""
    place = tmp_path_factory.mktemp("jobs")
    data = place / "data"
    for name, text in [*_practices(), *BROKEN.items()]:
        shop.write(data / "normalized", name, text)
    shutil.copytree(shop.ROOT / "data/raw", data / "raw")
    shop.write(place / "authority/schemes", "digital_technology", OVERLAY)
    (data / "bounds.yaml").write_text(BOUNDS)
    (data / "exceptions.yaml").write_text(EXCEPTIONS)
    return place


@pytest.fixture
def place(made, monkeypatch):
    monkeypatch.chdir(made)
    return made


def _practices():
    """Give ids and texts: sound ones, and each third with an error of the next kind."""
    kinds = 0
    for number in range(NUMBER):
        source = sorted(shop.SOURCES)[number % len(shop.SOURCES)]
        name = f"{source}-{number}"
        text = shop.resealed(shop.SOURCES[source].replace(f"id: {source}\n", f"id: {name}\n"))
        if number % 3 == 0:
            kinds += 1
            seeder = seeding.SEEDERS[kinds % len(seeding.SEEDERS)]
            found = seeding.seeded(seeder, text, random.Random(number))
            text = found.text if found else text
            name = f"{source.partition('/')[0]}/{found.slug}" if found and found.slug else name
        yield name, text
    yield shop.SPARKS, shop.SOURCES[shop.SPARKS]
    yield f"{shop.SPARKS}-copy", shop.SOURCES[shop.SPARKS]
    yield f"{shop.SPARKS}-another", shop.SOURCES[shop.SPARKS]
    yield shop.DIGILEAD, shop.again(shop.SOURCES[shop.DIGILEAD], title="SPARKS  Initiative")


def judged(place, jobs, **plan):
    root = (place / "data/normalized").relative_to(place)
    files = files_of(((path, root) for path in Tree(root).files()), [root])
    return run(files, _run.plan_here(None)._replace(jobs=jobs, **plan))


@pytest.fixture
def aside(monkeypatch):
    """Count the runs that are judged side by side."""
    seen = []
    each = _side_by_side.side_by_side
    monkeypatch.setattr(_side_by_side, "side_by_side", lambda *a: seen.append(a) or each(*a))
    return seen


# The same in any number ---------------------------------------------------------------------------


def test_every_rule_finds_the_same(place, aside, monkeypatch):
    monkeypatch.setenv(cache.SWITCH, "off")
    expected = judged(place, 1)
    assert aside == []
    told = {f.rule for f in expected.findings} | {e.finding.rule for e in expected.excused}
    assert told == {rule.id for rule in rules()}
    again = [f for f in expected.findings if f.rule == "duplicate-id"]
    assert len({f.fingerprint for f in again}) == len(again) > 1  # numbered over all files
    for jobs in JOBS:
        assert judged(place, jobs) == expected
    assert len(aside) == len(JOBS)


def test_the_same_is_remembered(place, monkeypatch):
    monkeypatch.delenv(cache.SWITCH, raising=False)
    memories = []
    for jobs in (1, *JOBS):
        found = judged(place, jobs)
        memory = place / "data" / cache.NAME / "findings.jsonl"
        memories.append(memory.read_bytes())
        assert judged(place, 1) == found
        shutil.rmtree(memory.parent)
    assert memories[1:] == memories[:-1]


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "json"),
        ("--format", "sarif", "--fail-on", "never"),
        ("-v", "--baseline", "known.yaml"),
        ("-q", "data/normalized/digitalalliance-bg"),
        ("--diff",),
    ],
    ids=" ".join,
)
def test_the_command_tells_the_same(place, words):
    known = place / "known.yaml"
    if "--baseline" in words:
        known.unlink(missing_ok=True)
        part = place / "data/normalized/digitalalliance-bg"
        assert gpkit("validate", part, "--baseline", known, "--update-baseline").code == 0
    off = {cache.SWITCH: "off"}
    one, other = (gpkit("validate", *words, "-j", n, env=off) for n in (1, 3))
    assert one.code == (0 if "never" in words else 1)
    assert one.out
    assert other == one


def test_the_same_is_mended(made, tmp_path):
    ends = []
    for jobs in (1, *JOBS):
        place = tmp_path / str(jobs)
        shutil.copytree(made / "data", place / "data")
        before = tree(place / "data/normalized")
        done = gpkit("validate", "--fix", "-j", jobs, cwd=place, env={cache.SWITCH: "off"})
        after = tree(place / "data/normalized")
        assert after != before
        ends.append((done, after))
    assert ends[1:] == ends[:-1]


def test_shards_give_the_same(place, tmp_path, monkeypatch):
    monkeypatch.setattr(room, "LEAST", 1)
    texts = [shop.SOURCES[name] for name in sorted(shop.SOURCES)]
    store = stores.made(tmp_path / "normalized", "jsonl", 2)
    store.write([from_yaml(text) for text in texts])
    files = [(path, store.root) for path in store.files()]
    expected = list(Judge(rules()).findings(files))
    assert expected
    assert list(Judge(rules()).findings(files, jobs=2)) == expected


def test_few_files_need_no_worker(place, aside):
    root = place / "data/normalized"
    files = [(path, root) for path in Tree(root).files()]
    list(Judge(()).findings(files[: room.LEAST - 1], jobs=2))
    assert aside == []
    list(Judge(()).findings(files[: room.LEAST], jobs=2))
    assert len(aside) == 1


# What goes wrong ----------------------------------------------------------------------------------


@pytest.fixture
def few(tmp_path, monkeypatch):
    """Let a few files be enough for many parts."""
    monkeypatch.setattr(room, "LEAST", 1)
    monkeypatch.setattr(_side_by_side, "STRETCH", 2)
    root = tmp_path / "normalized"
    for number in range(7):
        shop.write(root, f"digitalalliance-bg/x-{number}", shop.SOURCES[shop.SPARKS])
    return _run.Files(tuple((path, root) for path in Tree(root).files()), whole=True)


def failing(monkeypatch, fails):
    """Let the fourth file fail where a worker judges it."""
    here, read = os.getpid(), room.read

    def reading(path, root):
        if path.stem == "x-3" and os.getpid() != here:
            fails()
        return read(path, root)

    monkeypatch.setattr(room, "read", reading)


@pytest.mark.parametrize(
    ("fails", "why"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "its worker was ended by SIGKILL"),
        (partial(os._exit, 3), "its worker ended with 3"),
        (partial(bytearray, 2**62), "MemoryError"),
    ],
    ids=["killed", "ended", "out of memory"],
)
def test_a_lost_worker_costs_words_alone(few, monkeypatch, capfd, fails, why):
    expected = run(few, Plan(rules()))
    failing(monkeypatch, fails)
    assert run(few, Plan(rules(), jobs=2)) == expected
    assert capfd.readouterr().err == f"files 3 to 4: {why}; they are judged again in one process\n"


def test_rules_of_other_packages_see_all_files_in_one_process(few, monkeypatch, capfd):
    failing(monkeypatch, partial(os._exit, 3))
    monkeypatch.setattr(_side_by_side, "plugins", lambda group: {group: "theirs"})
    assert run(few, Plan(rules(), jobs=2)).findings
    assert capfd.readouterr().err == ""


def test_a_file_that_cannot_be_read_is_named_as_without_workers(few):
    few.pairs[3][0].unlink()
    told = []
    for jobs in (1, 2):
        with pytest.raises(GpkitError) as error:
            run(few, Plan(rules(), jobs=jobs))
        told.append((str(error.value), error.value.hint, error.value.code))
    assert told[0] == told[1]
    assert "x-3.yaml: No such file" in told[0][0]
