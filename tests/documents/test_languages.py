"""The 24 languages of the Union, each in 12 ways that its pages come in: 288 pages.

The sentences are made for this test. A page that is not read exactly must say so.
"""

import pytest

from gpkit.documents.pages import Dump, read

# Language, what its pages were written in before UTF-8, and the other one that was in use.
LANGUAGES = {
    "bg": ("windows-1251", "koi8-r", "Нашето читалище учи хората да работят с компютър."),
    "cs": ("windows-1250", "iso-8859-2", "Naše škola učí žáky bezpečně používat počítač."),
    "da": ("windows-1252", "iso-8859-15", "Vores bibliotek lærer ældre at bruge nettet på dansk."),
    "de": ("windows-1252", "iso-8859-15", "Unsere Bücherei übt mit Älteren den Umgang im Netz."),
    "el": ("windows-1253", "iso-8859-7", "Το σχολείο μας μαθαίνει στα παιδιά προγραμματισμό."),
    "en": ("windows-1252", "iso-8859-15", "Our library’s café teaches older people to go online."),
    "es": ("windows-1252", "iso-8859-15", "Nuestra escuela enseña programación a los niños."),
    "et": ("windows-1257", "iso-8859-13", "Meie küla õpetab vanureid veebis tööd tegema."),
    "fi": ("windows-1252", "iso-8859-15", "Meidän kylä näyttää, kuinka tietokonetta käytetään."),
    "fr": ("windows-1252", "iso-8859-15", "Notre bibliothèque forme les élèves au numérique."),
    "ga": ("windows-1252", "iso-8859-15", "Múineann ár leabharlann scileanna don phobal áitiúil."),
    "hr": ("windows-1250", "iso-8859-2", "Naša škola uči učenike kako čuvati svoje podatke."),
    "hu": ("windows-1250", "iso-8859-2", "Könyvtárunk időseket tanít a gép használatára."),
    "it": ("windows-1252", "iso-8859-15", "La nostra città insegna l’informatica a chi può."),
    "lt": ("windows-1257", "iso-8859-13", "Mūsų mokykla moko vaikus žaisti ir kurti žaidimus."),
    "lv": ("windows-1257", "iso-8859-13", "Mūsu skola māca bērniem, kā rakstīt programmas."),
    "mt": ("iso-8859-3", "iso-8859-3", "L-iskola tagħna tgħallem lit-tfal jużaw il-kompjuter."),
    "nl": ("windows-1252", "iso-8859-15", "Onze school leert leerlingen één voor één coderen."),
    "pl": ("windows-1250", "iso-8859-2", "Nasza szkoła uczy dzieci, jak pisać własne gry."),
    "pt": ("windows-1252", "iso-8859-15", "A nossa escola dá formação às pessoas mais velhas."),
    "ro": ("windows-1250", "iso-8859-2", "Biblioteca noastră îi învaţă pe vârstnici informatică."),
    "sk": ("windows-1250", "iso-8859-2", "Naša škola učí žiakov bezpečne používať počítač."),
    "sl": ("windows-1250", "iso-8859-2", "Naša šola uči otroke, kako varno uporabljati splet."),
    "sv": ("windows-1252", "iso-8859-15", "Vårt bibliotek lär äldre människor att använda nätet."),
}


def page(language, declared):
    meta = f'<meta charset="{declared}">' if declared else ""
    paragraphs = "".join(f"<p>{words}</p>\n" for words in lines_of(language))
    return f"<!DOCTYPE html>\n<html><head>{meta}<title>x</title></head><body>{paragraphs}</body>"


def lines_of(language):
    words = LANGUAGES[language][2]
    return tuple(f"{words} {number}" for number in range(8))


def ways(language):
    """Give the bytes of a page in each way, and the type that came with it."""
    old, other, _ = LANGUAGES[language]
    yield "utf-8", page(language, "utf-8").encode(), None
    yield "with a BOM", page(language, "").encode("utf-8-sig"), None
    yield "nothing declared", page(language, "").encode(), None
    yield "utf-8, another declared", page(language, "windows-1252").encode(), None
    yield "utf-8, the server says latin", page(language, "").encode(), "text/html; charset=latin1"
    yield "utf-16 with a BOM", page(language, "").encode("utf-16"), None
    yield "utf-16-le", page(language, "").encode("utf-16-le"), None
    yield "utf-16-be", page(language, "utf-8").encode("utf-16-be"), None
    yield "utf-32 with a BOM", page(language, "").encode("utf-32"), None
    yield "old, declared", replaced(page(language, old), old), None
    yield "old, the server says", replaced(page(language, ""), old), f"text/html; charset={old}"
    yield "the other, declared", replaced(page(language, other), other), None


def replaced(text, encoding):
    return text.replace("’", "'").encode(encoding)


def is_exact(language, way, data, content_type):
    wanted = lines_of(language)
    if way.startswith(("old", "the other")):
        wanted = tuple(words.replace("’", "'") for words in wanted)
    return read(Dump("page.html", data, content_type=content_type)).lines == wanted


def test_of_288_pages_nearly_all_are_read_exactly():
    tried = [
        (f"{language}: {way}", is_exact(language, way, data, content_type))
        for language in LANGUAGES
        for way, data, content_type in ways(language)
    ]
    wrong = [name for name, exact in tried if not exact]
    assert len(tried) == 288
    assert len(wrong) <= 0.03 * len(tried), wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_bad_byte_costs_one_character_at_most(language):
    """In a page of 10 KB, at each of 50 places: put in, and put over a byte of a letter."""
    whole = page(language, "utf-8").replace("</body>", f"<p>{'bees ' * 2000}</p></body>").encode()
    text = "\n".join(read(Dump("page.html", whole)).lines)
    start = whole.index(b"<p>") + 3
    places = [start + n for n in range(50) if whole[start + n : start + n + 1] not in b"<>&"]
    for place in places:
        for rest in (place, place + 1):
            data = whole[:place] + b"\xff" + whole[rest:]
            found = read(Dump("page.html", data))
            assert found.encoding == "utf-8"
            lost = len(text) - sum(a == b for a, b in aligned(text, "\n".join(found.lines)))
            assert lost <= 1, (place, rest)


def equal_from_the_start(text, other):
    pairs = enumerate(zip(text, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(text), len(other)))


def aligned(text, damaged):
    """Pair the letters before the damage and those behind it."""
    head, tail = (
        equal_from_the_start(text, damaged),
        equal_from_the_start(text[::-1], damaged[::-1]),
    )
    yield from zip(text[:head], damaged[:head], strict=True)
    count = min(tail, len(text) - head)
    yield from zip(text[len(text) - count :], damaged[len(damaged) - count :], strict=True)


# Without any declaration, only the letters tell. 12 of 24 languages are read exactly then.
UNNAMED = ("bg", "da", "de", "el", "en", "es", "fr", "ga", "it", "pt", "sk", "sv")


@pytest.mark.parametrize("language", UNNAMED)
def test_an_old_encoding_that_nobody_names_is_guessed(language):
    data = replaced(page(language, ""), LANGUAGES[language][0])
    assert is_exact(language, "old", data, None)
