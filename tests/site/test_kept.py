"""Of a site that was built before, what changed is rendered; the bytes are those of a new one."""

import random
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpkit import authority, limits
from gpkit.cli import app
from gpkit.model import Organisation
from gpkit.site import listing, remembered
from gpkit.site.dumps import Shelf
from gpkit.site.kept import Kept, load
from gpkit.site.output import MANIFEST, opened
from gpkit.site.pages import Pages
from gpkit.store import cache, prints
from gpkit.store.codec import as_yaml
from gpkit.store.lock import NAME as LOCK
from gpkit.store.tree import Tree

ALWAYS = {"index.html", "browse.html", "data.html"}  # they follow from all practices
SPARKS = "digitalalliance-bg/sparks-initiative"
BEES = "erasmusly/badges4bees"


@pytest.fixture
def rendered(tmp_path, corpus, monkeypatch):
    """A few practices of the corpus to change; gives the names of the pages that were rendered."""
    shutil.copytree(corpus / "data", tmp_path / "data", ignore=lambda *_: [cache.NAME])
    monkeypatch.chdir(tmp_path)
    some = [p.id for p in store().practices()][:: 96 // 9]
    for practice in store().practices():
        if practice.id not in (*some, SPARKS, BEES):
            store().path(practice.id).unlink()
    monkeypatch.setattr(listing, "PAGE", 4)
    monkeypatch.delenv(cache.SWITCH, raising=False)
    monkeypatch.setattr(remembered, "LEAST", 1)
    monkeypatch.setattr(prints, "code", lambda: "the same code")
    seen = []
    real = Pages.page

    def page(self, template, name, **about):
        seen.append(name)
        return real(self, template, name, **about)

    monkeypatch.setattr(Pages, "page", page)
    yield seen
    authority.use(())
    limits.use(limits.DEFAULTS)


def site(*args):
    done = CliRunner().invoke(app, ["site", *args])
    assert done.exit_code == 0, done.output
    return done.output


def files(root):
    ours = {MANIFEST, LOCK}  # the manifest is compared as data
    found = {p.relative_to(root).as_posix(): p.read_bytes() for p in Path(root).rglob("*")
             if p.is_file() and p.name not in ours}  # fmt: skip
    return found | {MANIFEST: (Path(root) / MANIFEST).read_bytes()}


def again(rendered, *args):
    """Build once more; give the pages that were rendered. A build from nothing gives the same."""
    rendered.clear()
    site(*args)
    made = set(rendered)
    shutil.rmtree("new", ignore_errors=True)
    site(*args, "-o", "new")
    assert files("site") == files("new")
    return made


def store():
    return Tree(Path("data/normalized"))


def change(practice_id=SPARKS, **fields):
    practice = store().get(practice_id)._replace(**fields)
    store().write(practice_id, as_yaml(practice))


# What is rendered ---------------------------------------------------------------------------------


def test_a_title_changes_its_pages_and_the_lists_it_stands_in(rendered):
    site()
    assert len(rendered) > 60
    old = store().get(SPARKS)
    change(title="Another title")
    made = again(rendered)
    own = {f"practice/{SPARKS}.html", f"evidence/{SPARKS}.html"}
    assert own | ALWAYS <= made
    lists = made - own - ALWAYS
    assert all(name.startswith(("by/", "list/")) for name in lists)
    assert f"by/family/{old.family}.html" in lists
    others = {name for name in files("site") if name.startswith(("by/", "list/"))} - lists
    assert len(others) > len(lists)


def test_prose_beyond_the_summary_changes_no_list(rendered):
    site()
    sections = store().get(SPARKS).sections
    changed = sections[-1]._replace(text=sections[-1].text + "\nOne more line.")
    change(sections=(*sections[:-1], changed))
    assert again(rendered) == {f"practice/{SPARKS}.html", f"evidence/{SPARKS}.html", *ALWAYS}


def test_a_page_that_somebody_wrote_over_is_made_again(rendered):
    site()
    path = Path(f"site/practice/{SPARKS}.html")
    path.write_bytes(path.read_bytes().replace(b"Sparks", b"Sharks"))
    Path("site/data.html").unlink()
    assert again(rendered) == {f"practice/{SPARKS}.html", *ALWAYS}


def test_a_practice_that_is_gone_takes_its_pages_along(rendered):
    site()
    store().path(SPARKS).unlink()
    made = again(rendered)
    assert not any(SPARKS in name for name in made)
    assert not Path(f"site/practice/{SPARKS}.html").exists()
    assert not Path(f"site/evidence/{SPARKS}.html").exists()


def test_a_dump_that_goes_and_comes_back(rendered):
    site()
    dump = Path("data/raw", store().get(SPARKS).provenance.dump)
    of_dump = {
        f"evidence/{p.id}.html" for p in store().practices() if p.provenance.dump == dump.name
    }
    data = dump.read_bytes()
    dump.unlink()
    assert again(rendered) == of_dump | ALWAYS
    dump.write_bytes(data + b"other bytes")
    assert ALWAYS <= again(rendered) <= of_dump | ALWAYS  # gone all the same
    dump.write_bytes(data)
    assert again(rendered) == of_dump | ALWAYS


def test_findings_that_change_are_seen(rendered):
    site()
    rule = re.search(rb'class="rule">([a-z-]+)<', b"".join(files("site").values()))[1].decode()
    Path("gpkit.toml").write_text(f'[rules.{rule}]\nseverity = "off"\n', "utf-8")
    again(rendered)
    assert f'class="rule">{rule}<'.encode() not in b"".join(files("site").values())


@pytest.mark.parametrize(
    "options",
    [
        ["--lang", "de"],
        ["--title", "Other"],
        ["--base-url", "https://example.org/x"],
        ["--style", "theme.css"],
    ],
)
def test_other_settings_render_all(rendered, options):
    Path("theme.css").write_text("a { color: red }\n")
    site()
    number = len(rendered)
    assert len(again(rendered, *options)) == number
    assert again(rendered, *options) == set()  # nothing at all is new: the build is spared


def test_other_code_renders_all(rendered, monkeypatch):
    site()
    number = len(rendered)
    monkeypatch.setattr(prints, "code", lambda: "other code")
    assert len(again(rendered)) == number


def test_another_concept_of_the_same_name_moves_a_list(rendered):
    """`A` and `a` cannot both have the page a.html: links to it are part of a page."""
    change(facets={**store().get(SPARKS).facets, "country": ("zz",)})
    site()
    other = next(p.id for p in store().practices() if p.id != SPARKS and "country" in p.facets)
    change(other, facets={**store().get(other).facets, "country": ("ZZ",)})
    made = again(rendered)
    assert f"practice/{SPARKS}.html" in made
    links = Path(f"site/practice/{SPARKS}.html").read_text("utf-8")
    assert "by/country/zz-" in links


# Any change ---------------------------------------------------------------------------------------


def _retitle(random_, practice):
    change(practice.id, title=random_.choice(["", "A", "<b>", practice.title or "x"]) + "!")


def _refacet(random_, practice):
    house = Organisation(f"House {random_.random()}")
    change(practice.id, facets={**practice.facets, "country": ("MT", "LV"), "partner": (house,)})


def _redate(random_, practice):
    change(practice.id, published=random_.choice([None, "2031-01-02", "1999"]))


def _remove(random_, practice):
    store().path(practice.id).unlink()


def _forget_dump(random_, practice):
    Path("data/raw", practice.provenance.dump).unlink(missing_ok=True)


def _damage(random_, practice):
    path = random_.choice(sorted(Path("site").rglob("*.html")))
    path.write_bytes(path.read_bytes()[: random_.randrange(200)])


CHANGES = [_retitle, _refacet, _redate, _remove, _forget_dump]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_the_site_is_that_of_a_new_build(rendered, seed):
    random_ = random.Random(seed)
    site()
    for _ in range(4):
        for act in random_.choices(CHANGES, k=random_.randint(1, 4)):
            act(random_, random_.choice(list(store().practices())))
        again(rendered)


def test_pages_cut_short_are_made_again(rendered):
    site()
    random_ = random.Random(0)
    for _ in range(5):
        _damage(random_, None)
    again(rendered)


# The note -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wreck", ["", "{}", "[]", "x", '{"pages": 1}', "cut", "digest", "key"])
def test_a_damaged_note_is_ignored(rendered, wreck):
    site()
    number = len(rendered)
    (note,) = Path("data", cache.NAME).glob("pages-*.json")
    (end,) = Path("data", cache.NAME).glob("site-*.json")
    text = note.read_text("utf-8")
    known = load(note, None)._known
    digest = next(iter(known.values()))[1] if known else text.split('"')[-6]
    wrecks = {"cut": text[:-20], "digest": text.replace(digest, digest[::-1], 1)}
    wrecks["key"] = text.replace("[", '["0", "1"], "x": [', 1)
    note.write_text(wrecks.get(wreck, wreck), "utf-8")
    end.unlink()
    assert len(again(rendered)) == number


def test_without_the_cache_all_is_rendered(rendered, monkeypatch):
    monkeypatch.setenv(cache.SWITCH, "off")
    site()
    number = len(rendered)
    change(title="Another title")
    assert len(again(rendered)) == number


def test_force_renders_all(rendered):
    site()
    number = len(rendered)
    rendered.clear()
    site("--force")
    assert len(rendered) == number


def test_a_dump_that_could_not_be_read_is_tried_again(rendered, monkeypatch):
    """A page took too long, say: the next build may be luckier."""
    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "_read", lambda self, source: None)
        site()
    assert b"not at hand" in Path(f"site/evidence/{SPARKS}.html").read_bytes()
    change(BEES, title="So that something is new")
    assert f"evidence/{SPARKS}.html" in again(rendered)


def test_what_is_kept_belongs_to_us(tmp_path):
    """A page is kept only if the manifest names it, and it is a file with the bytes of ours."""
    root = tmp_path / "site"
    kept = Kept()
    with opened(root) as output:
        output.write("a.html", b"one")
        kept.note("a.html", kept.key("x"), output)
        output.finish()
    kept = kept.after()
    key = kept.key("x")
    with opened(root) as output:
        assert not kept.is_right("a.html", kept.key("y"), output)
        assert not kept.is_right("b.html", key, output)
        assert kept.is_right("a.html", key, output)
        (root / "a.html").rename(root / "real.html")
        (root / "a.html").symlink_to("real.html")
        assert not kept.is_right("a.html", key, output)
        output.finish()
