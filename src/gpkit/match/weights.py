"""What counts when two practices are compared, and how much: the one place that says so.

A weight is in bits: each bit doubles (or, below zero, halves) the odds that two practices are one.
The sum starts at ``PRIOR``, the odds of two practices that merely met in a block, and becomes a
score by ``1 / (1 + 2 ** -sum)``: 0 bits are a score of one half.
"""

from __future__ import annotations

from typing import NamedTuple

PRIOR = -6.0
DEFAULT = 0.5  # the score from which on a pair is proposed


class Kind(NamedTuple):
    """A kind of evidence: the weight of its full share, in bits, and what it means."""

    weight: float
    says: str


# The surest first; what speaks against a pair stands below what speaks for it. A share between 0
# and 1 scales a weight where the evidence has degrees (how long a title, how much prose).
KINDS = {
    "code": Kind(10, "the same project code, or the same post of one site"),
    "code-named": Kind(7, "the project code of one is named in the prose of the other"),
    "call": Kind(3, "the same call for proposals: it funds many projects"),
    "prose": Kind(9, "prose of nearly the same words (share of word pairs in common)"),
    "title": Kind(7, "the same title but for words such as “project”; the longer the surer"),
    "title-near": Kind(5, "nearly the same title: typing, endings, one cut short"),
    "title-part": Kind(4, "all words of one title stand in the other"),
    "title-cognate": Kind(2.5, "titles in two languages that share most letters"),
    "page": Kind(6, "one links to the page of the other"),
    "link": Kind(3.5, "both link to the same address"),
    "acronym": Kind(5, "the same acronym or made-up name; less where no title has it"),
    "acronym-near": Kind(4, "an acronym with two letters swapped"),
    "acronym-country": Kind(2.5, "the acronym, and the same country"),
    "grant": Kind(4, "the same amount of money"),
    "dates": Kind(3.5, "the same first and last day; less for a whole year"),
    "date": Kind(1.5, "the same first or the same last day"),
    "organisation": Kind(4, "organisations in common, whatever their form of law"),
    "organisation-named": Kind(4, "an organisation of one is named in the prose of the other"),
    "names": Kind(5, "names in common, in prose that may be a translation"),
    "numbers": Kind(5, "numbers in common, in prose that may be a translation"),
    "year": Kind(1, "the same year in title or call"),
    "country": Kind(1, "the same country"),
    "country-other": Kind(-30, "different countries: national copies of one programme are many"),
    "place-other": Kind(-30, "titles that differ by a country"),
    "number-other": Kind(-30, "titles that differ by a number or year: editions, parts"),
    "code-other": Kind(-10, "different project codes of one kind"),
    "year-other": Kind(-6, "different years of call or beginning"),
    "word-other": Kind(-12, "titles that are equal but for a name or another telling word"),
    "acronym-other": Kind(-3, "each title has an acronym or made-up name of its own"),
    "sequel": Kind(-6, "one title has a small number that the other lacks"),
    "page-same": Kind(-6, "two records of one page, which tells them apart itself"),
    "title-other": Kind(-4, "different titles in one language"),
    "date-other": Kind(-3, "different first days"),
    "grant-other": Kind(-3, "different amounts under one name"),
    "organisation-other": Kind(-4, "no organisation in common, though both name some"),
    "prose-other": Kind(-1, "different words in one language"),
    "numbers-other": Kind(-2, "no number in common, though both have several"),
}
