"""Two sites of our own making, scraped again and again, with a change of a known cause between.

It imports nothing of gpkit: what a site prints and what changed is known here, and gpkit has to
find it out from the pages. The shapes are those of the two seed families; every word is our own.
"""

import copy
import random

CAUSES = ("none", "content", "template", "vocabulary", "outage", "parser")

NOUNS = [
    "library",
    "harbour",
    "village",
    "school",
    "workshop",
    "tower",
    "garden",
    "museum",
    "station",
    "market",
    "bakery",
    "orchard",
    "laboratory",
    "ferry",
    "theatre",
    "archive",
    "kitchen",
    "cooperative",
]
VERBS = [
    "teaches",
    "supports",
    "invites",
    "equips",
    "visits",
    "connects",
    "trains",
    "encourages",
    "assists",
    "follows",
]
PEOPLE = [
    "pupils",
    "nurses",
    "farmers",
    "drivers",
    "clerks",
    "retirees",
    "apprentices",
    "carers",
    "tailors",
    "anglers",
]
THINGS = [
    "tablets",
    "spreadsheets",
    "sensors",
    "maps",
    "robots",
    "forms",
    "newsletters",
    "podcasts",
    "budgets",
]
PLACES = [
    "Vidin",
    "Tartu",
    "Cork",
    "Porto",
    "Graz",
    "Lublin",
    "Umea",
    "Bari",
    "Kavala",
    "Brno",
    "Split",
    "Turku",
    "Namur",
]

TECHNOLOGIES = (
    "Artificial Intelligence",
    "Machine learning",
    "Cloud Computing",
    "Software",
    "Robotics",
    "Cybersecurity",
    "Big data",
    "Digital skills",
    "Telecommunications",
)
AUDIENCES = (
    "Digital skills for all",
    "Digital skills for the workforce",
    "Digital skills in education",
)
LEVELS = ("Basic", "Middle", "Advanced")
FUNDING = ("Public", "Private", "Public-private")
COUNTRIES = ("Bulgaria", "Latvia", "Greece", "Ireland", "Other")
TOPICS = (
    "Social dialogue",
    "Health and wellbeing",
    "ICT – new technologies – digital competences",
    "Key Competences (incl. mathematics and literacy) – basic skills",
)
HEADINGS = ("Aims and objectives", "Why is this a good practice?", "Results and impact")


def sentence(rng):
    """Give a sentence that no other page has."""
    return (
        f"The {rng.choice(NOUNS)} of {rng.choice(PLACES)} {rng.choice(VERBS)} "
        f"{rng.randint(11, 9999)} {rng.choice(PEOPLE)} with {rng.choice(THINGS)} and "
        f"{rng.choice(THINGS)} during {rng.randint(2, 90)} evenings at the {rng.choice(NOUNS)}."
    )


def paragraph(rng):
    return " ".join(sentence(rng) for _ in range(rng.randint(2, 4)))


def some(rng, values, most=3):
    return rng.sample(values, rng.randint(1, min(most, len(values))))


# Sites --------------------------------------------------------------------------------------------


def practice(rng, number):
    """Make a record of the first site."""
    title = f"{rng.choice(NOUNS).title()} {rng.choice(THINGS).title()} of {rng.choice(PLACES)}"
    block = {
        "Target audience": some(rng, AUDIENCES),
        "Digital technology": some(rng, TECHNOLOGIES),
        "Level": some(rng, LEVELS),
        "Funding of the good practice": some(rng, FUNDING, 1),
        "Type of initiative of the good practice": ["International initiative"],
        "Country providing the good practice": some(rng, COUNTRIES, 2),
    }
    if rng.random() < 0.4:
        block["Organisation providing the good practice"] = [
            f"{rng.choice(PLACES)} {rng.choice(NOUNS).title()} Association {rng.randint(1, 99)}"
        ]
    headings = [None, *rng.sample(HEADINGS, rng.randint(1, 3))]
    return {
        "title": f"{title} {number}",
        "date": (rng.randint(13, 28), rng.randint(1, 12), rng.randint(2019, 2024)),
        "prose": [(h, [paragraph(rng) for _ in range(rng.randint(1, 2))]) for h in headings],
        "block": block,
    }


def project(rng, number):
    """Make a project of the second site."""
    name = f"{rng.choice(PLACES)} {rng.choice(THINGS).title()} {rng.choice(NOUNS).title()}"
    partners = [
        f"{rng.choice(PLACES)} {rng.choice(NOUNS).title()} {rng.randint(1, 999)} Ltd"
        for _ in range(rng.randint(1, 4))
    ]
    return {
        "title": f"{name} {number}",
        "prose": [(None, [paragraph(rng) for _ in range(rng.randint(2, 4))])],
        "block": {
            "Project Key Action": ["Cooperation for innovation and the exchange of good practices"],
            "Project Action Type": ["Strategic Partnerships for adult education"],
            "Project Call Year": [str(rng.randint(2014, 2020))],
            "Project Topics": some(rng, TOPICS, 2),
            "EU Grant (Eur)": [f"{rng.randint(20_000, 400_000)},{rng.randint(10, 99)} Eur"],
            "Project Coordinator": [
                f"{rng.choice(PLACES)} {rng.choice(NOUNS).title()} & Country: "
                f"{rng.choice(('PL', 'BG', 'AT', 'IE'))}"
            ],
            "Project Partners": partners,
        },
    }


CARRIERS = {
    "Project Key Action": "This project related with these key action: {}",
    "Project Action Type": "This project related with this action type : {}",
    "Project Call Year": "This project’s Call Year is {}",
    "Project Topics": "This project is related with these Project Topics: {}",
    "EU Grant (Eur)": "Funding of the project from EU: {}",
}
STYLE = {
    "labels": {},  # label -> the words printed for it
    "dropped": (),
    "added": None,  # (label, values by number, after which label)
    "order": None,  # of the labels
    "block_first": False,
    "header": ("title", "byline", "title", "date"),
    "byline": "By {}No Comments",
    "date": "{:02}.{:02}.{}",
    "carriers": CARRIERS,
    "summary": "Project Summary",
    "summary_last": False,
}


def world(rng):
    """Make both sites."""
    return {
        "practices": [practice(rng, n) for n in range(rng.randint(5, 30))],
        "projects": [project(rng, n) for n in range(rng.randint(4, 12))],
        "styles": {"practices": copy.deepcopy(STYLE), "projects": copy.deepcopy(STYLE)},
        "pages": {},  # name -> the text that stands there instead
        "missing": set(),
        "late": set(),  # titles of records that keep the old style
    }


# Pages --------------------------------------------------------------------------------------------


def shown_block(record, style):
    """Give (label as printed, label, values) in the order of the page."""
    names = [n for n in style["order"] or record["block"] if n in record["block"]]
    names = [n for n in names if n not in style["dropped"]]
    shown = [(style["labels"].get(n, n), n, record["block"][n]) for n in names]
    if style["added"]:
        label, values, place = style["added"]
        shown.insert(place, (label, label, [values[hash_of(record["title"]) % len(values)]]))
    return shown


def hash_of(text):
    return sum(ord(c) * (i + 7) for i, c in enumerate(text))


def practice_lines(record, style):
    terms = [
        *record["block"]["Country providing the good practice"],
        "Country providing the good practice",
        "INSPIRATION: Good practices",
        "International good practice initiative",
    ]
    parts = {
        "title": record["title"],
        "byline": style["byline"].format(", ".join(terms)),
        "date": style["date"].format(*record["date"]),
    }
    lines = [parts[name] for name in style["header"]]
    prose = [
        line
        for heading, texts in record["prose"]
        for line in ([style["labels"].get(heading, heading)] if heading else []) + texts
    ]
    block = ["Details"]
    for label, _, values in shown_block(record, style):
        block += [label, *values]
    return lines + (block + prose if style["block_first"] else prose + block)


def project_lines(record, style):
    title = record["title"]
    lines = [f"{title} Erasmus Project", f"General information for the {title} Erasmus Project"]
    lines += [style["labels"].get("Project Title", "Project Title"), title]
    prose = [style["summary"], *(line for _, texts in record["prose"] for line in texts)]
    tail = []
    for label, name, values in shown_block(record, style):
        late = name in ("EU Grant (Eur)", "Project Coordinator", "Project Partners")
        into = tail if late else lines
        into.append(label)
        if name == "Project Partners":
            into += [f"- {value}" for value in values]
        else:
            into.append(style["carriers"].get(name, "{}").format("; ".join(values)))
    return lines + (tail + prose if style["summary_last"] else prose + tail)


def style_of(made, kind, record):
    """Give the style of a record: some pages are not rendered anew yet."""
    return STYLE if record["title"] in made["late"] else made["styles"][kind]


def scrape(made, rng, varied=False):
    """Print all pages: name -> text. ``varied``: as another extractor, in another batch."""
    size = rng.randint(2, 5) if varied else 4
    records = list(made["practices"])
    if varied:
        rng.shuffle(records)
    pages = {}
    for start in range(0, len(records), size):
        lines = ["Skip to main content", "Category", "Bulgaria"]
        for record in records[start : start + size]:
            lines += practice_lines(record, style_of(made, "practices", record))
        pages[f"list-{start // size:03}.txt"] = lines
    for number, record in enumerate(made["projects"]):
        style = style_of(made, "projects", record)
        pages[f"project-{number:03}.txt"] = project_lines(record, style)
    loose = rng.random() < 0.5 if varied else True
    texts = {n: ("\n\n" if loose else "\n").join(lines) for n, lines in pages.items()}
    if varied:
        end = rng.choice(("\n", "\r\n"))
        texts = {n: text.replace("\n", end) + end * rng.randint(0, 2) for n, text in texts.items()}
    texts |= {n: made["pages"][n] for n in made["pages"] if n in texts}
    return {n: text for n, text in texts.items() if n not in made["missing"]}


# Changes ------------------------------------------------------------------------------------------


def content(made, rng):
    """Edit up to a third of the records, as people do."""
    number = len(made["practices"]) + len(made["projects"])
    for _ in range(rng.randint(1, max(2, number // 3))):
        rng.choice(EDITS)(made, rng)
    return made


def edit_label(made, rng):
    """Fill in a label that a page did not have, or leave one out."""
    block = rng.choice(made["practices"])["block"]
    label = "Organisation providing the good practice"
    if label in block:
        del block[label]
    else:
        block[label] = [f"{rng.choice(PLACES)} {rng.choice(NOUNS).title()} Trust"]


def edit_heading(made, rng):
    record = rng.choice(made["practices"])
    record["prose"].append((f"What {rng.choice(PEOPLE)} say?", [paragraph(rng)]))


def edit_partner(made, rng):
    rng.choice(made["projects"])["block"]["Project Partners"].append(
        f"{rng.choice(PLACES)} {rng.choice(NOUNS).title()} {rng.randint(1, 999)} Foundation"
    )


def edit_prose(made, rng):
    record = rng.choice([*made["practices"], *made["projects"]])
    index = rng.randrange(len(record["prose"]))
    record["prose"][index][1][0] = paragraph(rng)


def edit_values(made, rng):
    record = rng.choice(made["practices"])
    label, values = rng.choice(
        (("Digital technology", TECHNOLOGIES), ("Target audience", AUDIENCES), ("Level", LEVELS))
    )
    now = record["block"][label]
    record["block"][label] = rng.choice(
        [v for v in (some(rng, values) for _ in range(20)) if sorted(v) != sorted(now)]
    )


def edit_title(made, rng):
    record = rng.choice(made["practices"])
    record["title"] = f"The New {record['title']}"


def edit_date(made, rng):
    rng.choice(made["practices"])["date"] = (rng.randint(13, 28), rng.randint(1, 12), 2025)


def add_record(made, rng):
    made["practices"].append(practice(rng, rng.randint(100, 10_000)))


def drop_record(made, rng):
    if len(made["practices"]) > 4:
        made["practices"].pop(rng.randrange(len(made["practices"])))


EDITS = (
    edit_prose,
    edit_values,
    edit_title,
    edit_date,
    edit_label,
    edit_heading,
    edit_partner,
    add_record,
    drop_record,
)


def template(made, rng):
    if rng.random() < 0.3:
        records = [*made["practices"], *made["projects"]]
        made["late"] = {r["title"] for r in rng.sample(records, len(records) // 8)}
    return rng.choice(TEMPLATES)(made, rng)


def rename_label(made, rng):
    names = {
        "Level": ("Digital skill level", "Stage of proficiency"),
        "Digital technology": ("Digital technologies", "Tools that are used"),
        "Target audience": ("Who it is for", "Audience of the practice"),
        "Funding of the good practice": ("Funding", "Who pays for it"),
        "Country providing the good practice": ("Country", "Where it happens"),
    }
    label = rng.choice(sorted(names))
    made["styles"]["practices"]["labels"][label] = rng.choice(names[label])
    return made


def rename_project_label(made, rng):
    names = {
        "Project Call Year": ("Call year", "Year in which it was called"),
        "Project Topics": ("Topics", "Themes of the work"),
        "Project Coordinator": ("Coordinator", "Who leads the work"),
        "EU Grant (Eur)": ("EU Grant", "Money received"),
    }
    label = rng.choice(sorted(names))
    made["styles"]["projects"]["labels"][label] = rng.choice(names[label])
    return made


def rename_summary(made, rng):
    made["styles"]["projects"]["summary"] = rng.choice(("Summary", "What the work is about"))
    return made


def drop_label(made, rng):
    labels = ("Level", "Digital technology", "Target audience", "Funding of the good practice")
    made["styles"]["practices"]["dropped"] = (rng.choice(labels),)
    return made


def add_label(made, rng):
    label, values = rng.choice(
        (
            ("Contact of the team", [f"{p} desk" for p in PLACES]),
            ("Website", [f"https://{p.lower()}.example" for p in PLACES]),
        )
    )
    made["styles"]["practices"]["added"] = (label, values, rng.randint(1, 5))
    return made


def reorder_labels(made, rng):
    style = made["styles"]["practices"]
    first, *rest = practice(rng, 0)["block"]
    names = [first, *rest]
    if "Organisation providing the good practice" not in names:
        names.append("Organisation providing the good practice")
    while style["order"] in (None, names):
        style["order"] = rng.sample(names, len(names))
    return made


def move_block(made, rng):
    made["styles"]["practices"]["block_first"] = True
    return made


def move_summary(made, rng):
    made["styles"]["projects"]["summary_last"] = True
    return made


def change_header(made, rng):
    style = made["styles"]["practices"]
    change = rng.choice(("order", "date", "no date", "byline"))
    if change == "order":
        style["header"] = ("title", "date", "byline", "title")
    elif change == "date":
        style["date"] = rng.choice(("{:02}/{:02}/{}", "Published on {:02}.{:02}.{}"))
    elif change == "no date":
        style["header"] = ("title", "byline", "title")
    else:
        style["byline"] = rng.choice(("Filed under {}", "Tags: {}"))
    return made


def change_carrier(made, rng):
    style = made["styles"]["projects"]
    label, carrier = rng.choice(
        (
            ("Project Call Year", "Called in the year {}"),
            ("EU Grant (Eur)", "The European Union pays {}"),
            ("Project Topics", "It deals with: {}"),
        )
    )
    style["carriers"] = {**CARRIERS, label: carrier}
    return made


TEMPLATES = (
    rename_label,
    rename_project_label,
    rename_summary,
    drop_label,
    add_label,
    reorder_labels,
    move_block,
    move_summary,
    change_header,
    change_carrier,
)
# Changes of the template after which every word of every record still stands on its page.
LAYOUTS = (reorder_labels, move_block, move_summary)


def vocabulary(made, rng):
    """Print another value for one that many pages have, or one that nobody knows."""
    swaps = {
        "Level": (("Middle", "Intermediate"), ("Middle", "Somewhat able"), ("Advanced", "Expert")),
        "Digital technology": (("Software", "Programs of all kinds"),),
        "Target audience": (("Digital skills for the workforce", "People at work"),),
        "Funding of the good practice": (("Public", "Paid by the state"),),
    }
    if rng.random() < 0.3:
        for record in rng.sample(made["practices"], rng.randint(1, 3)):
            record["block"]["Digital technology"].append("Talking toasters")
        return made
    label = rng.choice(sorted(swaps))
    old, new = rng.choice(swaps[label])
    found = [r for r in made["practices"] if old in r["block"][label]]
    if len(found) < 3 and made["practices"] and rng.random() < 0.9:
        return vocabulary(made, rng)
    for record in found:
        record["block"][label] = [new if v == old else v for v in record["block"][label]]
    return made


ERRORS = (
    "503 Service Unavailable\nNo server is available to handle this request.",
    "404 Not Found\nThe requested URL was not found on this server.\nnginx",
    "Access denied\nYou do not have permission to view this page.",
    "Just a moment...\nChecking your browser before you go on.",
    "Log in\nUser name\nPassword\nForgot your password?",
    "Please sign in to continue\nE-mail\nPassword\nRemember me",
    "",
    "\n\n   \n",
)


def outage(made, rng):
    """Serve something else than the pages, or far fewer of them."""
    names = sorted(scrape(made, rng))
    lists = [n for n in names if n.startswith("list")]
    projects = [n for n in names if n.startswith("project")]
    if rng.random() < 0.25:
        rare = rng.choice((lists, projects))
        made["missing"] = set(rng.sample(rare, max(1, round(len(rare) * 0.75))))
        return made
    page = rng.choice(ERRORS)
    for name in rng.sample(names, rng.randint(1, len(names))):
        made["pages"][name] = page
    return made


def parser(practices, rng):
    """Change how practices (as JSON data) were read: the dumps are the same."""
    change = rng.choice((forget_facet, read_otherwise, lose_section, read_no_date, cut_title))
    return [
        change(copy.deepcopy(p)) if rng.random() < 0.7 or i == 0 else p
        for i, p in enumerate(practices)
    ]


def forget_facet(data):
    label = data["observed"].pop(0)
    data["facets"].pop(label["facet"], None)
    return data


def read_otherwise(data):
    for entry in data["observed"][:3]:
        for value in entry["values"][:1]:
            value["concept"] = None
        if entry["facet"] in data["facets"]:
            data["facets"][entry["facet"]] = data["facets"][entry["facet"]][1:]
    return data


def lose_section(data):
    data["sections"].pop()
    data["evidence"]["sections"].pop()
    return data


def read_no_date(data):
    data["published"] = None
    data["language"] = "bg"
    return data


def cut_title(data):
    data["title"] = data["title"][:10]
    return data


CHANGES = {
    "content": content,
    "template": template,
    "vocabulary": vocabulary,
    "outage": outage,
}


def scenario(cause, seed):
    """Give the pages before and after a change of one cause."""
    rng = random.Random(f"{cause}-{seed}")
    before = world(rng)
    after = copy.deepcopy(before)
    if cause in CHANGES:
        after = CHANGES[cause](after, rng)
        if cause != "content" and rng.random() < 0.5:
            for _ in range(rng.randint(1, 3)):
                rng.choice(EDITS)(after, rng)
    old = scrape(before, random.Random(1))
    keep_names = cause == "outage"
    return old, scrape(after, rng, varied=cause != "parser" and not keep_names)
