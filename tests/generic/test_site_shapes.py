"""Whole sites in shapes of markup that say nothing of names and values, in five languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gpkit.authority import load
from gpkit.documents import pages
from gpkit.learn import learn
from gpkit.normalize import practices
from gpkit.parsers._declared import read_text
from gpkit.pipeline import read_dump

if TYPE_CHECKING:
    from collections.abc import Callable

Pairs = list[tuple[str, str]]


class Words(NamedTuple):
    home: tuple[str, ...]
    titles: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]  # of each label, by page
    told: tuple[str, str]
    headings: tuple[str, str]


YEARS = ("2014", "2016", "2018", "2019", "2020", "2021")
LANGUAGES = {
    "Greek": Words(
        ("Αρχική", "Θέματα", "Νέα", "Εκδηλώσεις", "Επικοινωνία"),
        (
            *("Επισκευή ποδηλάτων στη γειτονιά", "Βιβλιοθήκη σπόρων", "Το μουσείο σε μια βαλίτσα"),
            *("Γράμματα στον φάρο", "Σούπα από μπαγιάτικο ψωμί", "Χάρτης με ήσυχα παγκάκια"),
        ),
        ("Πόλη", "Έτος έναρξης", "Φορέας υλοποίησης", "Ομάδα στόχος"),
        (
            ("Βόλος", "Πάτρα", "Χανιά", "Λάρισα", "Σέρρες", "Κομοτηνή"),
            YEARS,
            (
                *("Σύλλογος Άνεμος", "Δήμος Πατρέων", "Σχολείο Χανίων", "Εταιρεία Κύμα"),
                *("Δίκτυο Γη", "Ομάδα Ρόδι"),
            ),
            ("Μαθητές", "Ενήλικες", "Ηλικιωμένοι", "Εκπαιδευτικοί", "Άνεργοι", "Οικογένειες"),
        ),
        (
            "Οι εθελοντές συναντιούνται κάθε Σάββατο στην αυλή του σχολείου. Επισκευάζουν παλιά "
            "ποδήλατα και τα δίνουν σε όποιον τα χρειάζεται.",
            "Η ομάδα δουλεύει από το φθινόπωρο και όλο το υλικό είναι ανοιχτό. Κανείς δεν πληρώνει "
            "για τη συμμετοχή του στο εργαστήριο.",
        ),
        ("Περιγραφή", "Αποτελέσματα"),
    ),
    "Finnish": Words(
        ("Etusivu", "Aiheet", "Uutiset", "Tapahtumat", "Yhteystiedot"),
        (
            *("Lainattava piano", "Siemenkirjasto keskiyöllä", "Hiljaisten penkkien kartta"),
            *("Leivästä keittoa", "Museo matkalaukussa", "Kirjeitä majakalle"),
        ),
        ("Paikkakunta", "Alkamisvuosi", "Vastuutaho", "Kohderyhmä"),
        (
            ("Turku", "Oulu", "Vaasa", "Kuopio", "Lahti", "Pori"),
            YEARS,
            ("Sävel ry", "Oulun kaupunki", "Vaasan koulu", "Verkosto", "Lahden seura", "Työpaja"),
            ("Nuoret", "Aikuiset", "Ikäihmiset", "Opettajat", "Työttömät", "Perheet"),
        ),
        (
            "Naapurit kokoontuvat joka lauantai koulun pihalla. He korjaavat vanhoja soittimia ja "
            "antavat ne niille, jotka niitä tarvitsevat.",
            "Ryhmä on toiminut syksystä lähtien, ja kaikki aineisto on avointa. Kukaan ei maksa "
            "osallistumisesta mitään, ja ovi on auki.",
        ),
        ("Kuvaus", "Tulokset"),
    ),
    "Croatian": Words(
        ("Početna", "Teme", "Vijesti", "Događanja", "Kontakt"),
        (
            *("Knjižnica sjemena u ponoć", "Karta tihih klupa", "Muzej u koferu"),
            *("Juha od starog kruha", "Pisma svjetioniku", "Posuđeni klavir"),
        ),
        ("Mjesto", "Godina početka", "Nositelj", "Ciljna skupina"),
        (
            ("Split", "Pula", "Zadar", "Osijek", "Sisak", "Rijeka"),
            YEARS,
            ("Udruga Val", "Grad Pula", "Škola Zadar", "Mreža Drava", "Društvo Luk", "Radionica"),
            ("Učenici", "Odrasli", "Stariji", "Učitelji", "Nezaposleni", "Obitelji"),
        ),
        (
            "Susjedi se sastaju svake subote u dvorištu škole. Popravljaju stare bicikle i daju ih "
            "svima kojima trebaju, bez ikakve naknade.",
            "Skupina radi od jeseni i svi su materijali otvoreni. Nitko ne plaća sudjelovanje, a "
            "vrata su otvorena svima koji žele učiti.",
        ),
        ("Opis", "Rezultati"),
    ),
}


def rows(form: str, pairs: Pairs) -> str:
    return "".join(form.format(l=label, v=value) for label, value in pairs)


def box(before: str, form: str, after: str) -> Callable[[Pairs, str], str]:
    """Give the facts above the prose."""
    return lambda pairs, told: before + rows(form, pairs) + after + told


def below(before: str, form: str, after: str) -> Callable[[Pairs, str], str]:
    """Give the facts below the prose."""
    return lambda pairs, told: told + before + rows(form, pairs) + after


SHAPES: dict[str, Callable[[Pairs, str], str]] = {
    "fields with colons": box(
        "<div>",
        "<div class=field><div>{l}:&nbsp;</div><div><div>{v}</div></div></div>",
        "</div>",
    ),
    "fields without colons": box("<div>", "<div><div>{l}</div><div>{v}</div></div>", "</div>"),
    "bold words and breaks": box("<p>", "<b>{l}:</b> {v}<br>", "</p>"),
    "strong words above values": below("", "<p><strong>{l}</strong><br>{v}</p>", ""),
    "rows with heading cells": box("<table>", "<tr><th scope=row>{l}<td>{v}</tr>", "</table>"),
    "rows of two cells": below("<table>", "<tr><td>{l}</td><td>{v}</td></tr>", "</table>"),
    "items with dashes": box("<ul>", "<li>{l} – {v}</li>", "</ul>"),
    "columns": box(
        "<div class=box>", "<div class=row><div>{l}</div><div>{v}</div></div>", "</div>"
    ),
    "small headings": below("<div>", "<h4>{l}</h4><p>{v}</p>", "</div>"),
    "terms": below("<dl>", "<dt>{l}</dt><dd>{v}</dd>", "</dl>"),
    "spans with colons": below("", "<p><span>{l}</span>: <span>{v}</span></p>", ""),
}
# What is left of these in a text are short lines, one below the other.
MARKED = {*SHAPES} - {"fields with colons", "bold words and breaks", "spans with colons"}
MARKED -= {"items with dashes"}
UNLEARNT = {"items with dashes", "small headings"}


def site(shape: str, words: Words) -> list[tuple[str, str, Pairs]]:
    """Give each page with its title and its facts."""
    found = []
    for n, title in enumerate(words.titles):
        told = [f"{text} {title}, {YEARS[n]}." for text in words.told]
        prose = "".join(
            f"<h2>{heading}</h2><p>{text}</p>"
            for heading, text in zip(words.headings, told, strict=True)
        )
        pairs = [(label, words.values[k][n]) for k, label in enumerate(words.labels)]
        menu = "".join(f"<li><a href=/{k}>{word}</a></li>" for k, word in enumerate(words.home))
        crumbs = f"<div><a href=/>{words.home[0]}</a> / <a href=/t>{words.home[1]}</a> / {title}"
        page = (
            f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title} | Site</title></head>"
            f"<body><div><ul>{menu}</ul></div>{crumbs}</div><main><h1>{title}</h1>"
            f"{SHAPES[shape](pairs, prose)}</main><footer><p>{words.home[4]}</p></footer></body>"
        )
        found.append((page, title, pairs))
    return found


def as_text(page: str) -> str:
    return "\n".join(pages.read(pages.Dump("page.html", page.encode())).lines)


def facts(practice) -> Pairs:
    return [(entry.label, v.raw) for entry in practice.observed for v in entry.values]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_a_site_is_read_by_form(shape: str, language: str) -> None:
    words = LANGUAGES[language]
    for page, title, pairs in site(shape, words):
        [practice] = read_dump(page.encode(), "page.html", "generic").practices
        assert practice.title == title
        assert facts(practice) == pairs
        assert {s.heading for s in practice.sections} >= {*words.headings}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_its_text_is_read_by_form(shape: str, language: str) -> None:
    for page, title, pairs in site(shape, LANGUAGES[language]):
        [practice] = read_dump(as_text(page).encode(), "page.txt", "generic").practices
        assert practice.title == title
        assert {*facts(practice)} <= {*pairs}
        if shape not in MARKED:
            assert facts(practice) == pairs


@pytest.mark.parametrize("suffix", ["html", "txt"])
@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("shape", sorted({*SHAPES} - UNLEARNT))
def test_a_site_is_learnt(shape: str, language: str, suffix: str) -> None:
    found = site(shape, LANGUAGES[language])
    written = [page if suffix == "html" else as_text(page) for page, *_ in found]
    documents = [
        pages.read(pages.Dump(f"p{n}.{suffix}", text.encode())) for n, text in enumerate(written)
    ]
    family = read_text(learn(documents[:3], "my-site").text(), Path("my-site.yaml"))
    for document, (_, title, pairs) in list(zip(documents, found, strict=True))[3:]:
        assert family.recognises(document)
        [practice] = practices(document, family.parse(document, load()), load(), family.ORDER)
        assert practice.title == title
        assert facts(practice) == pairs


def test_long_furniture_is_learnt() -> None:
    notice = "This site keeps small files on your device and asks you which of them it may keep. "
    found = site("terms", LANGUAGES["Finnish"])
    documents = [
        pages.read(
            pages.Dump(
                f"p{n}.html", page.replace("</main>", f"</main><p>{notice * 3}</p>").encode()
            )
        )
        for n, (page, *_) in enumerate(found)
    ]
    text = learn(documents[:3], "my-site").text()
    assert notice.strip() in text
    assert read_text(text, Path("my-site.yaml")).recognises(documents[4])


def test_what_only_scripts_and_meta_say_is_no_title() -> None:
    head = (
        "<head><meta property='og:title' content='Nobody prints this'>"
        '<script type="application/ld+json">{"@type": "Article", "headline": "Nor this"}</script>'
    )
    [practice] = read_dump(
        f"<html>{head}<body><h1>Kite repair</h1><p>{LANGUAGES['Finnish'].told[0]}</p>".encode(),
        "page.html",
        "generic",
    ).practices
    assert practice.title == "Kite repair"
