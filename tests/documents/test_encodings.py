"""Which characters bytes are: declared rightly, wrongly, or not at all."""

import pytest

from gpkit.documents.pages import Dump, charset, read

WORDS = {
    "windows-1251": "Ниво на дигиталните умения: средно, за работната сила и за всички граждани",
    "windows-1253": "Επίπεδο ψηφιακών δεξιοτήτων: βασικό, για το εργατικό δυναμικό και για όλους",
    "iso-8859-2": "Úroveň digitálních dovedností: střední, pro pracovní sílu i pro všechny občany",
    "windows-1257": "Skaitmeninių įgūdžių lygis: vidutinis, darbo jėgai ir visiems gyventojams čia",
    "windows-1252": "Niveau des compétences numériques : élevé – “pour tous”, où que l’on soit",
    "koi8-r": "Уровень цифровых навыков: средний, для рабочей силы и для всех граждан",
    "shift_jis": "デジタルスキルのレベル：中級、労働力のため、そして皆のために",
}


def page(words, declared):
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<!DOCTYPE html><html><head>{meta}<title>x</title></head><body><p>{words}</p></body>"


def lines(data, content_type=None):
    document = read(Dump("page.html", data, content_type=content_type))
    return document.lines, document.encoding


@pytest.mark.parametrize("encoding", WORDS)
def test_declared_in_the_page(encoding):
    text = page(WORDS[encoding], encoding)
    assert lines(text.encode(encoding)) == ((WORDS[encoding],), encoding)


@pytest.mark.parametrize("encoding", WORDS)
def test_declared_by_the_server(encoding):
    text = page(WORDS[encoding], "utf-8")
    found = lines(text.encode(encoding), f"text/html; charset={encoding}")
    assert found == ((WORDS[encoding],), encoding)


@pytest.mark.parametrize(
    "declared", ["windows-1252", "iso-8859-1", "koi8-r", "utf-7", "utf-16", "x"]
)
@pytest.mark.parametrize("encoding", WORDS)
def test_utf_8_wins_over_what_is_declared(encoding, declared):
    text = page(WORDS[encoding], declared)
    assert lines(text.encode(), f"text/html; charset={declared}") == ((WORDS[encoding],), "utf-8")


@pytest.mark.parametrize("encoding", ["windows-1251", "windows-1253", "windows-1252"])
@pytest.mark.parametrize("declared", ["", "utf-8", "no such charset"])
def test_guessed_where_the_declaration_cannot_be(encoding, declared):
    text = page(WORDS[encoding] + " " + WORDS[encoding], declared)
    found, said = lines(text.encode(encoding))
    assert (found, said) == ((WORDS[encoding] + " " + WORDS[encoding],), encoding)


def test_latin_1_means_windows_1252_on_the_web():
    words = WORDS["windows-1252"]
    assert lines(page(words, "latin1").encode("cp1252")) == ((words,), "windows-1252")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_wide_pages(encoding):
    words = WORDS["windows-1251"]
    assert lines(page(words, "windows-1252").encode(encoding))[0] == (words,)


def test_one_bad_byte_costs_one_character():
    words = WORDS["windows-1253"] * 100
    data = page(words, "windows-1253").encode()
    place = data.index(b"<p>") + 3 + 2 * 40
    found, said = lines(data[:place] + b"\xff" + data[place:])
    assert said == "utf-8"
    assert found[0].replace("\ufffd", "") == words


def test_the_older_way_to_declare():
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    data = f"<html><head>{meta}</head><p>{WORDS['windows-1251']}".encode("cp1251")
    assert lines(data) == ((WORDS["windows-1251"],), "windows-1251")


@pytest.mark.parametrize(
    ("said", "name"),
    [("text/html;charset=UTF-8", "UTF-8"), ("text/html; Charset='a'; x=y", "a"), ("", None)],
)
def test_charset_of_a_content_type(said, name):
    assert charset(said) == name
