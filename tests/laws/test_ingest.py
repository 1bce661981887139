"""Same input, same bytes: whatever the order, the batches, the environment, and how often."""

import itertools
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpkit.pipeline import Ingest
from gpkit.store.tree import Tree
from gpkit.verify import verify
from strategies import DUMP
from support import SEEDS, environment, loose, tight, times, tree

CASES = Path(__file__).parents[1] / "cases"


def ingest(root, *inputs):
    return Ingest(root / "raw", root / "normalized").run([str(path) for path in inputs])


def write(directory, dumps):
    directory.mkdir()
    for number, text in enumerate(dumps):
        (directory / f"{number}.txt").write_bytes(text.encode())
    return sorted(directory.iterdir())


@given(dumps=st.lists(DUMP, max_size=3))
@settings(max_examples=25)
def test_twice_gives_the_same_bytes_and_writes_nothing(dumps):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root / "in", dumps)
        ingest(root, root / "in")
        before, when = tree(root), times(root)
        outcome = ingest(root, root / "in")
        assert tree(root) == before
        assert times(root) == when
        assert {state for state, count in outcome.states.items() if count} <= {"unchanged"}


@given(dumps=st.lists(DUMP, min_size=1, max_size=3))
@settings(max_examples=25)
def test_every_raw_word_is_proved(dumps):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root / "in", dumps)
        ingest(root, root / "in")
        practices = Tree(root / "normalized").practices()
        wrong = [proof for proof in verify(practices, root / "raw") if proof.problem]
        assert wrong == []


@given(dumps=st.lists(DUMP, min_size=2, max_size=3), data=st.data())
@settings(max_examples=25)
def test_order_and_batches_do_not_matter(dumps, data):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        paths = write(root / "in", [*dumps, dumps[0] + "\n"])
        at_once, in_turn = root / "a", root / "b"
        ingest(at_once, *paths)
        for path in data.draw(st.permutations(paths)):
            ingest(in_turn, path)
        assert tree(in_turn) == tree(at_once)


# Two dumps that hold the same record, and two dumps of one name -----------------------------------

PAGE = (CASES / "digitalalliance-bg/category-three-records/dump.txt").read_text("utf-8")
OTHER = PAGE.replace("\nLatvia\n", "\nEstonia\n").replace("17.05.2024", "18.05.2024")
SHORT = (CASES / "digitalalliance-bg/category-country/dump.txt").read_text("utf-8")


@pytest.fixture
def dumps(tmp_path):
    """Five dumps: one page in both extractions, another reading of it, one name for two pages."""
    texts = {
        "a/page.txt": PAGE,
        "b/page.txt": OTHER,
        "c/tight.txt": tight(PAGE),
        "c/loose.txt": loose(OTHER),
        "d/page.txt": SHORT,
    }
    for name, text in texts.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [tmp_path / "in" / name for name in texts]


def test_all_orders_of_all_dumps_one_by_one(dumps, tmp_path):
    ingest(tmp_path / "whole", *dumps)
    whole = tree(tmp_path / "whole")
    for number, order in enumerate(itertools.islice(itertools.permutations(dumps), 0, 120, 11)):
        root = tmp_path / str(number)
        for path in order:
            ingest(root, path)
        assert _same(tree(root), whole), order


def test_batches(dumps, tmp_path):
    ingest(tmp_path / "whole", *dumps)
    for cut in range(1, len(dumps)):
        root = tmp_path / str(cut)
        ingest(root, *dumps[cut:])
        ingest(root, *dumps[:cut])
        assert _same(tree(root), tree(tmp_path / "whole")), cut


def _same(one, two):
    """Compare trees. Of two dumps of one name, the first to come keeps the plain name."""
    return _derived(one) == _derived(two) and _raw(one) == _raw(two)


def _derived(files):
    return {name: data for name, data in files.items() if name.startswith("normalized")}


def _raw(files):
    return sorted(data for name, data in files.items() if name.startswith("raw"))


def test_another_reading_is_kept_and_said(dumps, tmp_path):
    ingest(tmp_path, *dumps)
    practice = Tree(tmp_path / "normalized").get("digitalalliance-bg/village-libraries-online")
    differs = {field for place in practice.provenance.also for field in place.differs}
    assert len(practice.provenance.also) == 3
    assert differs == {"facets.country"}


def test_two_dumps_of_one_name_are_both_kept(dumps, tmp_path):
    ingest(tmp_path, dumps[0], dumps[1])
    raw = tree(tmp_path / "raw")
    assert sorted(raw.values()) == sorted(path.read_bytes() for path in dumps[:2])
    assert "page.txt" in raw


def test_ingesting_the_archive_again_changes_nothing(dumps, tmp_path):
    ingest(tmp_path, *dumps)
    before = tree(tmp_path)
    ingest(tmp_path, tmp_path / "raw")
    assert tree(tmp_path) == before


def test_each_of_two_dumps_of_one_name_keeps_its_origin(dumps, tmp_path):
    for letter, text in (("a", "the-libraries"), ("d", "the-grandparents")):
        index = f"dump,url,fetched\npage.txt,https://example.org/{text},2024-01-0{len(text) % 9}\n"
        (tmp_path / "in" / letter / "index.csv").write_text(index, "utf-8")
    ingest(tmp_path, dumps[0], dumps[4])
    urls = {p.title: p.provenance.url for p in Tree(tmp_path / "normalized").practices()}
    assert urls["Village Libraries Online"] == "https://example.org/the-libraries"
    assert urls["Grandparents on the Net"] == "https://example.org/the-grandparents"
    before = tree(tmp_path)
    ingest(tmp_path, tmp_path / "raw")
    assert tree(tmp_path) == before


# The environment ----------------------------------------------------------------------------------

ENVIRONMENTS = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "random", "LC_ALL": "POSIX", "TZ": "America/New_York", "COLUMNS": "20"},
]


INPUTS = [*map(str, SEEDS), str(CASES / "digitalalliance-bg"), str(CASES / "erasmusly")]


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return _run(tmp_path_factory.mktemp("here") / "work", INPUTS, {})


@pytest.mark.parametrize("variables", ENVIRONMENTS, ids=["0", "1", "random"])
def test_the_environment_does_not_matter(variables, here, tmp_path):
    assert _run(tmp_path / "there", INPUTS, variables) == here


def _run(root, inputs, variables):
    root.mkdir()
    env = environment(variables)
    command = [sys.executable, "-m", "gpkit"]
    outputs = []
    for args in (["ingest", *inputs], ["validate", "--format", "json"], ["export"]):
        done = subprocess.run(
            [*command, *args], cwd=root, env=env, capture_output=True, check=False
        )
        outputs.append((done.returncode, done.stdout))
    assert json.loads(outputs[1][1])["summary"]["practices"] > 30
    return outputs, tree(root)
