"""Ids of practices to the letter: a catalogue refers to them for years, so none may change."""

import hashlib
import string

import pytest

from gpkit.text.slug import LIMIT, digest, generic_slug, slug, title_key, unslug, untitled_slug

LETTERS = string.ascii_letters + string.digits


def hashed(*parts):
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]


# Keys -----------------------------------------------------------------------------------------


def test_every_letter_and_digit_stays_and_loses_only_its_case():
    for character in LETTERS:
        assert title_key(f"a{character}b") == f"a{character.lower()}b"
        assert slug(f"a{character}b") == f"a{character.lower()}b"


def test_what_separates_words_is_a_blank():
    for character in ' -_.,:;!?"()[]{}/\\|&~…·•‐‑‒–—―−“”„‟«»‹›':
        assert title_key(f"a{character}b") == "a b"
        assert title_key(f"{character}{character}a b{character}") == "a b"


def test_an_apostrophe_is_nothing():
    for character in "'’‘‚‛ʼ`´":
        assert title_key(f"don{character}t") == "dont"


@pytest.mark.parametrize("sign", "+#%@$€*=<>^§°")
def test_any_other_sign_carries_meaning(sign):
    assert title_key(f"C{sign}") == f"c{sign}"
    assert slug(f"C{sign}") != slug("C")


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x1b", "\t", "\n", "\u200b", "\u202e", "\u2028", "\ufeff"]
)
def test_what_cannot_be_printed_is_a_blank_and_the_rest_stays(unseen):
    assert title_key(f"Skills{unseen}for all") == "skills for all"
    assert slug(f"Skills{unseen}for all") == "skills-for-all"


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("ﬁne", "fine"),
        ("Ｗｉｄｅ", "wide"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("İstanbul", "i̇stanbul"),
        ("e\u0301té", "été"),
        ("", ""),
        ("…", ""),
    ],
)
def test_forms_of_a_letter_are_one(title, key):
    assert title_key(title) == key


# Slugs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Digital Skills for All", "digital-skills-for-all"),
        ("a" * LIMIT, "a" * LIMIT),
        ("a" * (LIMIT + 1), f"{'a' * 71}-{hashed('a' * 81)}"),
        (f"{'a' * 70} {'b' * 20}", f"{'a' * 70}-{hashed('a' * 70 + ' ' + 'b' * 20)}"),
        ("Ψηφιακές δεξιότητες", "psifiakes-dexiotites-bbe8a120"),
        ("Ψ", f"ps-{hashed('ψ')}"),
        ("C++", f"c-{hashed('c++')}"),
        ("🚀", f"rocket-{hashed('🚀')}"),
        ("…", hashed("")),
        ("+", hashed("+")),
    ],
)
def test_a_slug_is_the_words_and_a_hash_only_where_words_were_lost(title, made):
    assert slug(title) == made


DEVICES = [
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
]


@pytest.mark.parametrize("name", [*DEVICES, "0123abcd", "skills-0123abcd", "a-b-ffffffff"])
def test_names_of_devices_and_what_looks_like_our_hash_get_a_hash(name):
    assert slug(name.upper()) == f"{name}-{hashed(title_key(name))}"


@pytest.mark.parametrize(
    "name",
    ["cons", "icon", "com10", "com", "lpt", "null", "0123abc", "0123abcde", "skills-0123abcg"],
)
def test_names_that_only_resemble_them_do_not(name):
    assert slug(name) == name


def test_half_a_character_does_not_end_the_run():
    assert slug("a\ud800b") == "a-b"
    assert digest("\ud800") == hashed("?")


def test_a_hash_keeps_its_parts_apart():
    assert digest("a", "b") == hashed("a", "b") == hashlib.sha256(b"a\x1fb").hexdigest()[:8]
    assert len({digest("a", "b"), digest("ab"), digest("", "ab"), digest("ab", "")}) == 4


def test_a_practice_of_an_unknown_site_is_named_by_its_title_and_its_first_line():
    assert (
        generic_slug("Good: Practice!", "One.") == f"good-practice-{hashed('good practice', 'one')}"
    )
    assert generic_slug("…", "One.") == hashed("", "one")
    assert generic_slug("b" * 200, "x") == f"{'b' * 71}-{hashed('b' * 200, 'x')}"


def test_a_practice_without_a_title_is_named_by_its_first_line():
    assert untitled_slug("First, line.") == f"untitled-{hashed('untitled', 'first line')}"


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("digital-skills", "Digital skills"),
        ("digital_skills__for-all", "Digital skills for all"),
        ("EU-code", "EU code"),
        ("-", ""),
        ("", ""),
    ],
)
def test_a_piece_of_an_address_gives_its_words_back(piece, words):
    assert unslug(piece) == words
