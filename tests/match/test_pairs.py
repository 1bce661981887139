"""Labelled pairs: what is one practice is proposed, and no look-alike is.

The weights were set by looking at the pairs of DEVELOPED alone; those of HELD_OUT share no
sentence, no title and no name with them. ``python benchmarks/match.py labels`` prints more seeds.
"""

import ast
from functools import cache

import match_judge
import match_pairs
import pytest

from support import ROOT

SETS = [("DEVELOPED", 1), ("DEVELOPED", 2), ("HELD_OUT", 1), ("HELD_OUT", 2)]


@cache
def judged(which, seed):
    return match_judge.judge(which, seed)


def test_the_generator_knows_nothing_of_gpkit():
    tree = ast.parse((ROOT / "tests/match/match_pairs.py").read_text("utf-8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert names == {"json", "pathlib", "random", "unicodedata"}


def test_the_two_sets_share_no_words_of_ours():
    one, other = (match_pairs.WORDS[which] for which in ("DEVELOPED", "HELD_OUT"))
    for key in ("names", "mixed", "bases", "single", "events", "series", "orgs", "cities", "bot"):
        assert set(one[key]).isdisjoint(other[key]), key
    for table in ("titles", "prose"):
        said = [str(w[table].values()) for w in (one, other)]
        assert said[0] != said[1]
    sentences = [{s for said in w["prose"].values() for s in said} for w in (one, other)]
    assert sentences[0].isdisjoint(sentences[1])


@pytest.mark.parametrize("held", SETS)
def test_there_are_at_least_300_pairs_of_every_kind(held):
    found, _ = judged(*held)
    assert sum(found.labelled.values()) >= 300
    assert min(found.labelled.values()) >= 16
    assert len(found.labelled) == len(match_pairs.SAME) + len(match_pairs.APART)


@pytest.mark.parametrize("held", SETS)
def test_no_look_alike_is_proposed(held):
    found, practices = judged(*held)
    assert [(k, practices[p.left].title, practices[p.right].title) for k, p in found.wrong] == []


@pytest.mark.parametrize("held", SETS)
def test_most_of_what_is_one_is_proposed(held):
    found, _ = judged(*held)
    assert found.recall >= 0.95


@pytest.mark.parametrize("held", SETS)
def test_no_kind_of_pair_is_missed_as_a_whole(held):
    found, _ = judged(*held)
    shares = {k: found.found[True, k] / n for (same, k), n in found.labelled.items() if same}
    assert {kind: share for kind, share in shares.items() if share < 0.75} == {}
