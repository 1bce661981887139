"""A site that is edited over fifty scrapes: no id ever moves, and nothing is lost or invented."""

import os
import re
import subprocess
import sys

import history
import pytest

from gpkit.pipeline import Ingest
from gpkit.store.tree import Tree
from gpkit.verify import verify
from support import ROOT

SCRAPES = 50
NAME = re.compile(r"Whoever asks for ([A-Z][a-z]+) at the gate")


def ingest(root, folder, scrape):
    out = root / "data/normalized"
    return Ingest(root / "data/raw", out, scrape=scrape).run([str(folder)])


def practices(root):
    return list(Tree(root / "data/normalized").practices())


def named(found):
    """Map the made-up names to the ids of the practices that tell of them."""
    ids = {}
    for practice in found:
        prose = " ".join(section.text for section in practice.sections)
        for name in NAME.findall(prose):
            ids.setdefault(name, []).append(practice.id)
    return ids


def test_the_generator_knows_nothing_of_gpkit():
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'tests/identity')!r}); import history"
    check = f"{code}; print([m for m in sys.modules if m.startswith('gpkit')])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("seed", range(12) if os.environ.get("GPKIT_SLOW") else range(2))
def test_no_id_moves_in_fifty_scrapes(seed, tmp_path):
    site = history.Site(seed)
    first, moved = {}, []
    for number in range(1, SCRAPES + 1):
        folder = tmp_path / f"in-{number}"
        site.write(folder)
        ingest(tmp_path, folder, f"s{number:02}")
        found = practices(tmp_path)
        ids = named(found)
        assert all(len(one) == 1 for one in ids.values()), (number, ids)
        moved += [(number, n, first[n], i) for n, i in ids.items() if first.setdefault(n, i) != i]
        shown = {name for name, (one,) in ids.items() if one not in _retired(found)}
        assert shown == site.all(), number
        site.edit()
    assert moved == []
    assert set(first) <= site.names
    assert site.edits["retitle"] > 10
    proofs = list(verify(practices(tmp_path), tmp_path / "data/raw"))
    assert [proof for proof in proofs if proof.problem] == []


def _retired(found):
    return {practice.id for practice in found if practice.retired}
