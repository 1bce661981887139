"""One error at a time into the text of a sound practice file, with the place it must be found at.

Lines are found by counting lines of text; nothing here knows how gpkit finds them. Each seeder
takes the text and a source of chance, and gives None where the practice has nothing to break.
"""

import re
from typing import NamedTuple

import shop


class Seeded(NamedTuple):
    """A broken text; what must be found in it, and what may be found beside it."""

    text: str
    rule: str
    line: int
    dump_line: int | None
    beside: tuple[str, ...]
    slug: str | None  # of the file, where that is what is wrong


class Lines:
    """The text of a practice file as numbered lines that can be changed."""

    def __init__(self, text):
        self.lines = text.split("\n")

    @property
    def text(self):
        return "\n".join(self.lines)

    def find(self, expression):
        """Give the numbers of the lines that match, from 1."""
        return [n for n, line in enumerate(self.lines, 1) if re.match(expression, line)]

    def one(self, expression):
        found = self.find(expression)
        return found[0] if found else None

    def __getitem__(self, number):
        return self.lines[number - 1]

    def __setitem__(self, number, line):
        self.lines[number - 1] = line

    def insert(self, number, *new):
        """Put lines in, so that the first gets this number."""
        self.lines[number - 1 : number - 1] = new

    def end(self, number):
        """Give the last line of the block that begins below a key at this line."""
        indent = len(self[number]) - len(self[number].lstrip())
        for n in range(number + 1, len(self.lines)):
            line = self[n]
            deeper = line.startswith((" " * (indent + 1), " " * indent + "- "))
            if not deeper and line.strip():
                return n - 1
        return len(self.lines) - 1


VALUE = r"  - \{raw: .*, line: (\d+), concept: "
SPAN = r"  lines: \[(\d+), (\d+)\]"


def number_in(line):
    return int(re.search(r"line: (\d+)", line)[1])


def span(lines):
    match = re.fullmatch(SPAN, lines[lines.one(SPAN)])
    return int(match[1]), int(match[2])


def paragraphs(lines):
    """Give (line of YAML, line of the dump, heading of the section) of each line of prose."""
    first = lines.find(r"  sections:$")[-1]
    places = [
        [int(n) for n in re.findall(r"\d+", lines[n])]
        for n in range(first + 1, lines.end(first) + 1)
    ]
    found = []
    for section, start in zip(places, lines.find(r"  text: \|-"), strict=True):
        last = lines.end(start)
        numbers = range(start + 1, last + 1)
        found += list(zip(numbers, section[-len(numbers) :], strict=True))
    return found


# The seeders; the name says the rule --------------------------------------------------------------


def ambiguous_value(lines, chance):
    n = chance.choice(lines.find(VALUE))
    at = number_in(lines[n])
    lines[n] = f"  - {{raw: 01.02.2024, line: {at}, readings: ['2024-01-02', '2024-02-01']}}"
    return n, at


def ambiguous_value_of_publication(lines, _):
    n = lines.one(r"  published: \{raw: ")
    if n is None:
        return None
    at = number_in(lines[n])
    lines[n] = (
        f"  published: {{raw: 01.02.2024, line: {at}, readings: ['2024-01-02', '2024-02-01']}}"
    )
    return n, at


def byline_conflict(lines, chance):
    terms = lines.find(r"    - \{raw: .*facet: country, concept: ")
    if not terms:
        return None
    n = chance.choice(terms)
    lines.insert(n, "    - {raw: Estonia, facet: country, concept: EE}")
    return n, number_in(lines[lines.one(r"  byline:$") + 1])


def copies_differ(lines, _):
    n = lines.one(SPAN)
    dump = ("  - dump: other.txt", f"    sha256: {'0' * 64}", "    lines: [1, 9]", "    differs:")
    lines.insert(n + 1, "  also:", *dump, "    - published")
    return n + 2, span(lines)[0]


def contested_practice(lines, _):
    n = lines.one("provenance:")
    lines.insert(n, "contested:", "- published")
    return n + 1, span(lines)[0]


def retired_practice(lines, _):
    n = lines.one("provenance:")
    lines.insert(n, "retired:", "  scrape: second", "  date: '2024-05-01'")
    return n + 1, span(lines)[0]


def damaged_text(lines, chance):
    n, at = chance.choice(paragraphs(lines))
    words = lines[n].strip()
    place = chance.randrange(2, len(words) // 2)
    lines[n] = f"    {words[:place]}\ufffd{words[place:]}"
    return n, at


def damaged_text_of_the_title(lines, _):
    n = lines.one("title: ")
    lines[n] = lines[n][:8] + "\ufffd" + lines[n][9:]
    return n, number_in(lines[lines.one("  title: ")])


def date_order(lines, _):
    for facet in ("start_date", "end_date"):
        while n := lines.one(rf"  {facet}: \[\]"):
            del lines.lines[n - 1]
    n = lines.one("facets:")
    lines.insert(n + 1, "  start_date:", "  - '2019-10-01'", "  end_date:", "  - '2018-09-30'")
    label = lines.one(r"  facet: end_date")
    return n + 4, number_in(lines[label + 1]) if label else span(lines)[0]


def empty_facet(lines, chance):
    n = chance.choice([n for n in lines.find(r"- label: ") if re.match("  - ", lines[n + 4])])
    if lines[n + 1] == "  facet: title":
        return None
    last = lines.end(n + 3)
    lines.lines[n + 2 : last] = ["  values: []"]
    return n, number_in(lines[n + 2])


def hand_edited(lines, chance):
    n = chance.choice([n for n, _ in paragraphs(lines)])
    lines[n] = lines[n].replace("e", "é", 1)
    return 3, span(lines)[0]  # of a whole file: where its body begins


def id_path(lines, _):
    return lines.one("id: "), span(lines)[0]  # the text stays, its file is renamed


def id_path_of_another_family(lines, _):
    n = lines.one("family: ")
    lines[n] = "family: generic"
    return n, span(lines)[0]


REQUIRED = (
    "digital_skill_level",
    "funding_type",
    "erasmus_topic",
    "erasmus_key_action",
    "call_year",
)


def merge_conflict(lines, chance):
    n = chance.choice(lines.find(r"(?:language|family|summary): "))
    other = lines[n].partition(" ")[0] + " other"
    lines.lines[n - 1 : n] = ["<<<<<<< ours", lines[n], "=======", other, ">>>>>>> theirs"]
    return n, None


def missing_facet(lines, chance):
    n = chance.choice(lines.find(rf"  (?:{'|'.join(REQUIRED)}):$"))
    del lines.lines[n - 1 : lines.end(n)]
    return lines.one("facets:") + 1, span(lines)[1]


def missing_title(lines, _):
    del lines.lines[lines.one("title: ") - 1]
    return lines.one("id: "), span(lines)[0]


def placeholder_date(lines, chance):
    if lines.one("published: ") is None:
        return None
    n = lines.one(r"  published: ")
    at = number_in(lines[n])
    lines[n] = (
        f"  published: {{raw: {chance.choice(['dd.mm.yyyy', 'tbc', '00.00.2024'])}, line: {at}}}"
    )
    del lines.lines[lines.one("published: ") - 1]
    return n - 1, at


def platform_completeness(lines, _):
    n = lines.one(r"  initiative_type:$")
    if n is None:
        return None
    lines.insert(n + 2, "  - national_initiative", "  - regional_initiative")
    return lines.one("facets:") + 1, span(lines)[0]


def prose_country(lines, chance):
    n, at = paragraphs(lines)[0]
    country = lines.one(r"  country:$")
    if country:
        last = lines.end(country)
        lines.lines[country - 1 : last] = ["  country: []"]
    else:
        lines.insert(lines.one("facets:") + 1, "  country: []")
    lines[n] = "    A programme for librarians of " + chance.choice(["Estonia.", "Sweden and us."])
    return n, at


def published_conflict(lines, _):
    terms = lines.one(r"    terms:$")
    if terms is None:
        return None
    lines.insert(terms + 1, "    - {raw: 17.07.2019}")
    return terms + 1, number_in(lines[lines.one(r"  byline:$") + 1])


def published_conflict_with_the_address(lines, _):
    n = lines.one(r"published: ")
    if n is None:
        return None
    lines.insert(lines.one(r"  parser: ") + 1, "  url: https://example.org/2019/07/page/")
    return n, number_in(lines[lines.one(r"  published: ")])


def schema(lines, chance):
    n = lines.one("language: ")
    lines[n] = chance.choice(["language: English", "language: e", "language: 12"])
    return n, span(lines)[0]


def schema_of_a_key(lines, chance):
    n = chance.choice(lines.find("[a-z]+: [^|{]"))
    lines.insert(n, "colour: blue")
    return n, span(lines)[0]


def schema_of_a_concept(lines, chance):
    n = chance.choice(lines.find(r"  (?:digital_technology|erasmus_topic):$")) + 1
    lines.insert(n, "  - atlantis")
    return n, span(lines)[0]


def title_country(lines, chance):
    if lines.one(r"  country:$") is None:
        return None
    n = lines.one("title: ")
    words = lines[n].removeprefix("title: ").strip("'")
    form = chance.choice(["{} – Estonia", "Estonia | {}", "{} (Estonia)", "{} - Eesti"])
    lines[n] = f'title: "{form.format(words)}"'
    return n, number_in(lines[lines.one("  title: ")])


def over_limit(lines, chance):
    n = lines.one("title: ")
    words = chance.sample(("bees", "letters", "looms", "bread", "wells", "maps"), 6)
    lines[n] = f"title: {' '.join(words * 20)}"
    return n, number_in(lines[lines.one("  title: ")])


def truncated_prose(lines, chance):
    n, at = chance.choice(paragraphs(lines))
    lines[n] = lines[n].rstrip(".") + ". " + chance.choice("ATW")
    return n, at


def unclaimed_lines(lines, chance):
    n = lines.one(SPAN)
    at = chance.randrange(2, 9)
    lines.insert(n + 1, "  unclaimed:", f"  - {at}", f"  - {at + 1}")
    return n + 2, at


def unknown_label(lines, chance):
    n = chance.choice(lines.find(r"- label: "))
    lines[n] = chance.choice(["- label: Mood", "- label: Общо", "- label: Warmth of the house"])
    del lines.lines[n]
    return n, number_in(lines[n + 1])


def misplaced_words(lines, chance):
    names = lines.find(r"  - \{raw: .*concept: \{name: ")
    if not names:
        return None
    n = chance.choice(names)
    at, glued = number_in(lines[n]), "House of Wind • House of Waves"
    lines[n] = f"  - {{raw: {glued}, line: {at}, concept: {{name: {glued}}}}}"
    return n, at


def several_values(lines, _):
    n = lines.one(r"  - \{raw: '2018', line: \d+, concept: 2018\}")
    if n is None:
        return None
    at = number_in(lines[n])
    lines.insert(n + 1, f"  - {{raw: '2019', line: {at}, concept: 2019}}")
    return n + 1, at


def unknown_value(lines, chance):
    n = chance.choice(lines.find(VALUE))
    at = number_in(lines[n])
    lines[n] = f"  - {{raw: {chance.choice(['Atlantis', 'Ελλάδα μου', 'x'])}, line: {at}}}"
    return n, at


def yaml_syntax(lines, chance):
    n = chance.choice(lines.find(r"(?:family|language|facets|observed|evidence|provenance):"))
    name = lines[n].partition(":")[0]
    first = lines.one(f"{name}:")
    kinds = {
        "an alias": f"{name}: *other",
        "a tag": f"{name}: !!str words",
        "an anchor": f"{name}: &words words",
        "a tab": "\tname: words",
        "a bracket": f"{name}: ]",
    }
    lines.insert(first, kinds[chance.choice(sorted(kinds))])
    return first, None


def yaml_syntax_of_a_key_twice(lines, chance):
    n = chance.choice(lines.find(r"(?:family|language): "))
    lines.insert(n + 1, lines[n])
    return n + 1, None


BESIDE = {
    "merge_conflict": ("yaml-syntax",),
    "id_path_of_another_family": ("missing-facet", "platform-completeness"),
    "missing_facet": ("platform-completeness",),
    "missing_title": ("platform-completeness",),
    "prose_country": ("platform-completeness", "title-country"),  # BULGARIA: HUMANS ...
    "date_order": ("platform-completeness",),
    "unknown_label": ("platform-completeness",),
}
SEEDERS = [
    value
    for value in list(globals().values())
    if callable(value)
    and getattr(value, "__code__", None)
    and value.__code__.co_argcount == 2
    and value.__code__.co_varnames[0] == "lines"
]


def rule_of(seeder):
    """Give the rule that a seeder breaks."""
    return re.split("_(?:of|with)_", seeder.__name__)[0].replace("_", "-")


def seeded(seeder, text, chance):
    """Break a text; None where it has nothing to break."""
    lines = Lines(text)
    place = seeder(lines, chance)
    if place is None:
        return None
    line, dump_line = place
    name = seeder.__name__
    broken = lines.text if name == "hand_edited" else shop.resealed(lines.text)
    slug = f"renamed-{chance.randrange(99)}" if name == "id_path" else None
    return Seeded(broken, rule_of(seeder), line, dump_line, BESIDE.get(name, ()), slug)
