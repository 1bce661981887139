"""Pages that look like those of a family and are not: a family takes only what bears its marks."""

from pathlib import Path

import pytest

from gpkit import parsers
from gpkit.documents.text import read
from gpkit.errors import GpkitError
from support import SEEDS

PAGES = sorted(Path(__file__).parent.glob("negative/*.txt"))
FAMILIES = [family for family in parsers.families() if family != parsers.GENERIC]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_family_recognises_it(page, family):
    assert not parsers.parser(family).recognises(read(page.read_bytes(), page.name))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_generic_parser_takes_it(page):
    assert parsers.family_of(read(page.read_bytes(), page.name)) == parsers.GENERIC


def test_exactly_one_family_recognises_a_seed():
    for seed in SEEDS:
        document = read(seed.read_bytes(), seed.name)
        assert [parsers.parser(f).recognises(document) for f in FAMILIES].count(True) == 1


def test_two_families_that_recognise_one_dump_are_an_error_that_names_both():
    glued = b"\n".join(seed.read_bytes() for seed in reversed(SEEDS))
    with pytest.raises(GpkitError, match="digitalalliance-bg and erasmusly"):
        parsers.family_of(read(glued, "glued.txt"))
