"""Generated dumps: record shapes of the families, blocks of labels, and whatever else may come."""

from hypothesis import strategies as st

BLANKS = st.sampled_from(["", " ", "\u00a0", "\t", " \u00a0 "])
BULLETS = st.sampled_from(["  • ", "- ", "– ", "    • ", "1. ", "  1. ", "* "])
HOSTILE = [
    "NO",
    "1e3",
    "null",
    "~",
    "---",
    "...",
    "# comment",
    "key: value",
    "- item",
    "'quoted'",
    '"double"',
    "a\u0085b",
    "a\u2028b",
    "tab\there",
    "emoji 🚀",
    "=1+1",
    "@SUM(A1)",
    "[bold]",
    "\x1b]0;pwn\x07",
    "::error::x",
    "../../etc",
    "<<",
    "2024-01-31",
    "0x1F",
    "\ufeffbom",
    "rtl \u202e end",
    "e\u0301",
    "x" * 300,
]
MARKS = [
    "Skip to main content",
    "Category",
    "NEWS",
    "Inspiration",
    "Let’s find out more!",
    "Details",
    "Target audience",
    "Digital technology",
    "Level",
    "Country providing the good practice",
    "Start date",
    "End date",
    "Digital skills",
    "Basic",
    "Average",
    "Bulgaria",
    "Other",
    "18.07.2024 |",
    "dd.mm.2023",
    "Aims and objectives",
    "Project Title",
    "Project Topics",
    "Project Summary",
    "Project Partners",
    "EU Grant (Eur)",
    "Funding of the project from EU: 1234,50 Eur",
    "Country: Latvia",
    "Start date: 2021-01-01",
    "By Bulgaria, Public, INSPIRATIONNo Comments",
    "By Без категорияNo Comments",
    "General information for the Bees Erasmus Project",
    "Bees Erasmus Project",
    "July 7, 2020 12:00 am",
    "1",
]
# Text as a decoded dump can hold it: no line end inside a line.
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\0")
WORDS = st.sampled_from(
    ["skills", "people", "village", "digital", "of", "and", "the", "Level", "Details", "2018"]
)
PROSE = st.lists(WORDS, min_size=1, max_size=30).map(lambda w: " ".join(w).capitalize() + ".")
LINE = st.one_of(
    PROSE,
    st.sampled_from(MARKS),
    st.sampled_from(HOSTILE),
    st.text(CHARACTERS, max_size=30),
    BLANKS,
    st.builds("{}{}".format, BULLETS, PROSE),
    st.builds("{}\u00a0".format, PROSE),
)
TITLE = st.one_of(
    st.sampled_from([*HOSTILE[:20], *MARKS[:12], "Bees", "‘’Bees’’ – A", "BEES / WASPS"]),
    st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    st.text(CHARACTERS, min_size=1, max_size=40),
)
TERMS = st.lists(
    st.sampled_from(["Bulgaria", "Other", "Public", "Private", "EU Initiatives", "INSPIRATION"]),
    min_size=1,
    max_size=4,
).map(", ".join)
DATE = st.sampled_from(["18.07.2024 |", "01.02.2024", "dd.mm.2023", "29.07.2025"])
BLOCK = st.lists(
    st.one_of(st.sampled_from(MARKS[5:17]), BLANKS, PROSE), min_size=0, max_size=12
).map(lambda lines: ["Details", "Target audience", *lines])
LINES = st.lists(LINE, max_size=12)


@st.composite
def alliance_record(draw):
    title, blank = draw(TITLE), draw(st.sampled_from([[], [""]]))
    byline = f"By {draw(TERMS)}, INSPIRATIONNo Comments"
    head = [title, "", byline, *blank, title, "", draw(DATE), ""]
    return [*head, *draw(LINES), *draw(st.one_of(st.just([]), BLOCK))]


@st.composite
def erasmus_page(draw):
    title = draw(TITLE)
    head = [f"{title} Erasmus Project", f"General information for the {title} Erasmus Project"]
    again = draw(st.sampled_from([[], [f"{title}  Erasmus Project", "July 7, 2020 12:00 am", "1"]]))
    labels = [
        "Project Title",
        *draw(st.sampled_from([[], [title]])),
        "Project Key Action",
        "Project Call Year",
        "This project’s Call Year is 2018",
        "Project Topics",
        "This project is related with these Project Topics: Inclusion – equity; Migrants’ issues",
        "Project Summary",
    ]
    tail = ["EU Grant (Eur)", "Funding of the project from EU: 1,50 Eur", "Project Coordinator"]
    tail += ["A & B & Country: PL", "Project Partners", "- C & D", "- E"]
    return [*head, *again, *labels, *draw(LINES), *draw(st.sampled_from([[], tail, tail[:3]]))]


def _joined(pieces):
    return [line for piece in pieces for line in piece]


DUMP_LINES = st.one_of(
    LINES,
    alliance_record(),
    erasmus_page(),
    st.lists(alliance_record(), min_size=1, max_size=3).map(_joined),
    st.lists(st.one_of(LINES, alliance_record()), max_size=3).map(_joined),
    st.lists(st.one_of(LINES, erasmus_page()), max_size=3).map(_joined),
)
DUMP = st.builds(
    lambda lines, end: end.join(lines), DUMP_LINES, st.sampled_from(["\n", "\r\n", "\r"])
)
ANY_STRING = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=60),
    st.lists(st.sampled_from([*HOSTILE, " ", "\n", "\t", "a"]), max_size=5).map("".join),
)
