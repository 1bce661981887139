"""Single values become dates, money, organisations, countries, slugs: or nothing, never a crash."""

from __future__ import annotations

from gpkit.authority import load
from gpkit.text.clean import clean_title, one_line, visible
from gpkit.text.countries import split_countries
from gpkit.text.dates import is_placeholder, proves_order, read_date, read_period
from gpkit.text.fold import fold
from gpkit.text.lines import bullet, split_lines
from gpkit.text.money import proves_mark, read_money
from gpkit.text.organisations import fold_organisation, read_organisation
from gpkit.text.repair import repair, replay
from gpkit.text.slug import generic_slug, slug, unslug
from targets import _recipe

_SCHEMES = ("target_audience", "country", "digital_technology", "digital_skill_level")


def check(data: bytes) -> None:
    """Read one value in every way that a value is read."""
    text = (_recipe.dump if data[:1] > b"\x7f" else _recipe.words)(data[1:])
    _typed(text)
    _printed(text)
    mended, steps = repair(text)
    assert replay(text, steps) == mended
    for name in (slug(text), generic_slug(text, text)):
        assert name.isascii()
        assert len(name) <= 100
        assert name.replace("-", "").isalnum() or not name
    unslug(text)
    if "&" not in text:  # a reference inside a reference takes two rounds
        assert fold(fold(text)) == fold(text)


def _typed(text: str) -> None:
    read_date(text)
    read_period(text)
    proves_order(text)
    is_placeholder(text)
    read_money(text)
    proves_mark(text)
    authority = load()
    read_organisation(text, country_of=_country)
    fold_organisation(text)
    pieces = split_countries(text, lambda words: _country(words) is not None)
    assert all(piece in text for piece in pieces)
    for scheme in _SCHEMES:
        authority.concepts_of(scheme, text)
    authority.facets_of(text)
    authority.role_of(text)


def _country(words: str) -> str | None:
    terms = load().concepts_of("country", words)
    return terms[0].concept if terms else None


def _printed(text: str) -> None:
    for shown in (visible(text), one_line(text), clean_title(text)):
        assert not any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) <= 0x9F for c in shown)
    assert "\n" not in one_line(text)
    assert "\n" not in clean_title(text)
    assert "".join(split_lines(text)) == text.replace("\r", "").replace("\n", "")
    item = bullet(text)
    assert item is None or item in text
