"""What matching found, held against the labels."""

from collections import Counter, defaultdict
from typing import NamedTuple

import match_pairs


class Judged(NamedTuple):
    """Counts by kind of pair: labelled, and proposed; and what else was proposed."""

    labelled: dict
    found: dict
    wrong: list  # pairs proposed that are not the same
    missed: list
    same: int
    hit: int

    @property
    def recall(self):
        return self.hit / self.same

    @property
    def precision(self):
        return self.hit / (self.hit + len(self.wrong)) if self.hit else 0.0


def judge(which, seed, each=16, min_score=0.5):
    """Match one labelled set as a whole: what is proposed beyond the labels is wrong as well."""
    from gpkit.match import match
    from gpkit.store.codec import from_plain

    plain, pairs = match_pairs.labelled(which, seed, each)
    practices = [from_plain(data) for data in plain]
    proposed = {(p.left, p.right): p for p in match(practices, min_score=min_score).proposals}
    labels = {(left, right): (same, kind) for left, right, same, kind in pairs}
    labelled, found = Counter(), defaultdict(int)
    for key, (same, kind) in labels.items():
        labelled[same, kind] += 1
        found[same, kind] += key in proposed
    same = {key for key, (one, _) in labels.items() if one}
    wrong = [
        (labels.get(key, (False, "unlabelled"))[1], p)
        for key, p in proposed.items()
        if key not in same
    ]
    missed = [(labels[key][1], key) for key in sorted(same - proposed.keys())]
    return Judged(labelled, found, wrong, missed, len(same), len(same & proposed.keys())), {
        p.id: p for p in practices
    }
