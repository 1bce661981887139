"""More than 200 errors, one at a time: each is found at its two lines, and nothing else is."""

import random

import pytest
import seeding
import shop

from gpkit.rules import rules
from gpkit.rules._judge import validate

# What only several files together show has seeds of its own, below.
OF_MANY = {
    "dead-vocabulary",
    "duplicate-id",
    "expected-bounds",
    "repeated-label",
    "same-title",
    "unused-exception",
}
TIMES = 3


def seeds():
    for seeder in seeding.SEEDERS:
        for name, text in shop.SOURCES.items():
            for number in range(TIMES):
                chance = random.Random(f"{seeder.__name__} {name} {number}")
                if found := seeding.seeded(seeder, text, chance):
                    short = name.partition("/")[2][:12]
                    yield pytest.param(name, found, id=f"{seeder.__name__}-{short}-{number}")


SEEDS = list(seeds())


def judged(root, texts):
    files = [(shop.write(root, name, text), root) for name, text in texts.items()]
    return list(validate(sorted(files)))


@pytest.fixture(scope="session")
def known(tmp_path_factory):
    """The fingerprints of what the sound practices give."""
    return {f.fingerprint for f in judged(tmp_path_factory.mktemp("sound"), shop.SOURCES)}


def test_there_are_two_hundred():
    assert len(SEEDS) >= 200


def test_every_rule_is_seeded():
    assert {seeding.rule_of(one) for one in seeding.SEEDERS} | OF_MANY == {r.id for r in rules()}


@pytest.mark.parametrize(("name", "seed"), SEEDS)
def test_a_seeded_error_is_found_at_its_lines_and_nowhere_else(name, seed, known, tmp_path):
    if seed.slug:
        name = f"{name.partition('/')[0]}/{seed.slug}"
    found = judged(tmp_path, {name: seed.text})
    new = [f for f in found if f.fingerprint not in known and f.rule not in seed.beside]
    assert [(f.rule, f.line, f.dump_line) for f in new] == [(seed.rule, seed.line, seed.dump_line)]
    assert new[0].path.endswith(f"{name}.yaml")


def test_a_text_that_was_only_sealed_again_gives_nothing(known, tmp_path):
    again = {name: shop.resealed(text) for name, text in shop.SOURCES.items()}
    assert again == shop.SOURCES
    assert {f.fingerprint for f in judged(tmp_path, again)} == known
