"""A site over many scrapes, and the truth about it. It knows nothing of gpkit.

A practice is known by a made-up name that stands in one line of its prose and never changes; all
else about it is edited from scrape to scrape: title, prose, date, country, the page it stands on,
and the name of the dump. At most one of the things that could hide who it is happens to a
practice in one scrape.
"""

import random
from typing import NamedTuple

THINGS = ("bees", "looms", "kites", "clocks", "maps", "drums", "boats", "lamps", "seeds", "bells")
DEEDS = ("teach", "gather", "repair", "print", "sing", "count", "draw", "build", "sort", "measure")
PLACES = ("village", "harbour", "valley", "old mill", "market", "library", "island", "school")
COUNTRIES = ("Bulgaria", "Latvia", "Estonia", "Malta", "Greece")
SYLLABLES = ("ba", "do", "ki", "lu", "mo", "ne", "ra", "si", "tu", "ve")


class Practice(NamedTuple):
    """One practice as its site shows it today."""

    name: str  # made up, unique, never edited
    title: str
    prose: tuple[str, ...]
    day: int
    country: str

    def record(self):
        lines = [self.title, f"By {self.country}, Public, INSPIRATIONNo Comments", self.title]
        lines += [f"{self.day:02}.07.2024 |", *self.prose, "Details", "Target audience"]
        lines += ["Digital skills for all", "Level", "Basic"]
        return [*lines, "Country providing the good practice", self.country]

    def article(self):
        return [self.title, *self.prose, "Country", self.country]


class Site:
    """Lists of several practices a page, and articles of one practice and one URL each."""

    def __init__(self, seed, lists=4, articles=4):
        self.random = random.Random(seed)
        self.names = set()
        self.lists = {f"list-{n}.txt": [self.new() for _ in range(4)] for n in range(lists)}
        self.articles = {f"https://lore.example/stories/{n}": self.new() for n in range(articles)}
        self.dumps = {url: f"story-{n}.txt" for n, url in enumerate(self.articles)}
        self.hidden = set()  # names of practices with an edit in this scrape
        self.edits = {}

    # The truth ------------------------------------------------------------------------------------

    def all(self):
        """Give the names of all practices that the site shows."""
        shown = {practice.name for found in self.lists.values() for practice in found}
        return shown | {practice.name for practice in self.articles.values()}

    # What is scraped ------------------------------------------------------------------------------

    def write(self, folder):
        """Write the dumps of a scrape, and the index of their URLs."""
        folder.mkdir(parents=True)
        for name, practices in self.lists.items():
            lines = ["Skip to main content", *(x for p in practices for x in p.record())]
            (folder / name).write_text("\n\n".join(lines) + "\n", "utf-8")
        rows = ["dump,url,fetched"]
        for url, practice in self.articles.items():
            page = "\n\n".join(practice.article()) + "\n"
            (folder / self.dumps[url]).write_text(page, "utf-8")
            rows.append(f"{self.dumps[url]},{url},")
        (folder / "index.csv").write_text("\n".join(rows) + "\n", "utf-8")

    # Time passes ----------------------------------------------------------------------------------

    def edit(self, times=4):
        """Let editors work for a while."""
        self.hidden = set()
        edits = (
            (self.retitle, 3),
            (self.rephrase, 3),
            (self.redate, 2),
            (self.move, 2),
            (self.add, 2),
            (self.remove, 1),
            (self.rename_dump, 1),
            (self.rename_list, 1),
        )
        table = [edit for edit, weight in edits for _ in range(weight)]
        for _ in range(times):
            edit = self.random.choice(table)
            edit()
            self.edits[edit.__name__] = self.edits.get(edit.__name__, 0) + 1

    def new(self):
        pick = self.random.choice
        while (name := "".join(pick(SYLLABLES) for _ in range(4)).capitalize()) in self.names:
            pass
        self.names.add(name)
        title = f"{pick(DEEDS).capitalize()} {pick(THINGS)} at the {pick(PLACES)} of {name}"
        prose = [self.sentence() for _ in range(5)]
        prose.insert(2, f"Whoever asks for {name} at the gate is shown the way by a neighbour.")
        return Practice(name, title, tuple(prose), pick(range(1, 29)), pick(COUNTRIES))

    def sentence(self):
        pick = self.random.choice
        number = self.random.randint(3, 900)
        return (
            f"In the {pick(PLACES)} they {pick(DEEDS)} {number} {pick(THINGS)} and "
            f"{pick(DEEDS)} the {pick(THINGS)} of the {pick(PLACES)}."
        )

    def retitle(self):
        """Correct a title: the natural id becomes another."""
        words = f" since {self.random.randint(1950, 2024)}"

        def change(practice):
            kept = practice.title.partition(" since ")[0]
            deed = self.random.choice(DEEDS).capitalize()
            if self.random.random() < 0.3:
                kept = f"{deed} {kept.partition(' ')[2]}"
            return practice._replace(title=kept + words)

        self._change(change, hides=True)

    def rephrase(self):
        """Edit up to two lines of prose, the first one too."""

        def change(practice):
            prose = list(practice.prose)
            for _ in range(self.random.randint(1, 2)):
                line = self.random.choice((0, 1, 3, 4, 5))
                prose[line] = self.sentence()
            return practice._replace(prose=tuple(prose))

        self._change(change, hides=True)

    def redate(self):
        """Correct a date or a country."""
        pick = self.random.choice
        self._change(lambda p: p._replace(day=pick(range(1, 29)), country=pick(COUNTRIES)))

    def move(self):
        """Move a practice from one list to another, to any place in it."""
        source, target = self.random.sample(sorted(self.lists), 2)
        free = [p for p in self.lists[source] if p.name not in self.hidden]
        if len(self.lists[source]) > 1 and free:
            practice = self.random.choice(free)
            self.hidden.add(practice.name)
            self.lists[source].remove(practice)
            where = self.random.randint(0, len(self.lists[target]))
            self.lists[target].insert(where, practice)

    def add(self):
        if self.random.random() < 0.3:
            url = f"https://lore.example/stories/{len(self.names)}"
            self.articles[url] = self.new()
            self.dumps[url] = f"story-{len(self.names)}.txt"
            return
        found = self.lists[self.random.choice(sorted(self.lists))]
        found.insert(self.random.randint(0, len(found)), self.new())

    def remove(self):
        """Take a practice off the site for good."""
        found = self.lists[self.random.choice(sorted(self.lists))]
        free = [p for p in found if p.name not in self.hidden]
        if len(found) > 1 and free:
            found.remove(self.random.choice(free))

    def rename_dump(self):
        """Let the scraper call the dump of a page otherwise; the URL stays."""
        url = self.random.choice(sorted(self.articles))
        self.dumps[url] = f"story-{self.random.randint(1000, 9999)}.txt"

    def rename_list(self):
        """Rename the dump of a page without URL, where nobody edited it."""
        name = self.random.choice(sorted(self.lists))
        if all(practice.name not in self.hidden for practice in self.lists[name]):
            self.hidden |= {practice.name for practice in self.lists[name]}
            self.lists[f"list-{self.random.randint(100, 999)}.txt"] = self.lists.pop(name)

    def _change(self, change, *, hides=False):
        lists = [(found, n) for found in self.lists.values() for n in range(len(found))]
        places = [*lists, *((self.articles, url) for url in self.articles)]
        shelf, key = self.random.choice(places)
        if hides and shelf[key].name in self.hidden:
            return
        self.hidden |= {shelf[key].name} if hides else set()
        shelf[key] = change(shelf[key])
