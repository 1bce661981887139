"""The dumps of one scrape, in any order and any batches: the same bytes of everything."""

import itertools
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import history
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpkit.pipeline import Ingest
from gpkit.pipeline.decide import Desk
from gpkit.store.tree import Tree
from support import tree


def ingest(root, inputs, scrape):
    run = Ingest(root / "data/raw", root / "data/normalized", scrape=scrape)
    return run.run([str(path) for path in inputs])


def files(folder):
    """Give the dumps of a scrape. The index beside them is read with each of them."""
    return sorted(path for path in folder.iterdir() if path.name != "index.csv")


def ids(root):
    return [practice.id for practice in Tree(root / "data/normalized").practices()]


@pytest.fixture(scope="module", params=range(3))
def site(request, tmp_path_factory):
    """A store after three scrapes with decisions, and the dumps of the fourth."""
    root = tmp_path_factory.mktemp("site")
    site = history.Site(request.param, lists=3, articles=2)
    for number in range(3):
        site.write(root / f"in-{number}")
        ingest(root, [root / f"in-{number}"], f"s{number}")
        site.edit(6)
    desk = Desk(root / "data/raw", root / "data/normalized")
    some = [one for one in ids(root) if one.startswith("digitalalliance-bg/")]
    desk.merge([some[4], some[1], some[6]])
    desk.distinct([some[0], some[2]])
    desk.rekey(some[3], "digitalalliance-bg/another-name")
    desk.reject(some[5])
    (root / f"data/corrections/{some[7]}.yaml").parent.mkdir(parents=True)
    (root / f"data/corrections/{some[7]}.yaml").write_text("facets: {country: [NO]}\n", "utf-8")
    site.edit(10)
    for _ in range(4):
        site.retitle()
        site.remove()
    site.write(root / "last")
    return root


@pytest.fixture(scope="module")
def at_once(site, tmp_path_factory):
    root = tmp_path_factory.mktemp("once") / "site"
    shutil.copytree(site, root)
    ingest(root, files(site / "last"), "s3")
    return tree(root / "data")


def test_something_happens(site, at_once):
    before = tree(site / "data")
    assert at_once["aliases.csv"] != before["aliases.csv"]
    assert any(b"\nretired:" in data for name, data in at_once.items() if name.endswith(".yaml"))
    assert sum(at_once[name] != data for name, data in before.items()) > 5


@given(data=st.data())
@settings(max_examples=6)
def test_any_order_and_any_batches(site, at_once, data):
    order = data.draw(st.permutations(files(site / "last")))
    cuts = data.draw(st.sets(st.integers(1, len(order) - 1), max_size=4))
    bounds = [0, *sorted(cuts), len(order)]
    with TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        shutil.copytree(site, root)
        for start, end in itertools.pairwise(bounds):
            ingest(root, order[start:end], "s3")
        assert _difference(tree(root / "data"), at_once) == []


def test_once_more_changes_nothing(site, at_once, tmp_path):
    shutil.copytree(site, tmp_path / "site")
    for _ in range(2):
        ingest(tmp_path / "site", files(site / "last"), "s3")
        assert _difference(tree(tmp_path / "site/data"), at_once) == []


def _difference(one, two):
    return sorted(name for name in {*one, *two} if one.get(name) != two.get(name))
