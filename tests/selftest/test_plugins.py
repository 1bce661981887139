"""Families, rules and exporters of other packages, found by their entry points."""

import pytest

from support import copy_seeds, gpkit

FAMILY = """
from gpkit.model import Claim, Parsed, Record, Role

ORDER = None
REQUIRED = ()


def recognises(document):
    return document.lines[0] == "Lamp Post"


def parse(document, authority):
    lines = [i for i, words in enumerate(document.lines, 1) if words.strip()]
    claims = [Claim(lines[0], Role.TITLE, (document.lines[0],))]
    claims += [Claim(i, Role.TEXT, (document.lines[i - 1].strip(),)) for i in lines[1:]]
    return Parsed("{family}", (Record(tuple(claims), lines[0], lines[-1]),))
"""
RULE = '''
"""A title names a lamp."""

from gpkit.model import Severity
from gpkit.rules import Issue

SEVERITY = Severity.ERROR


def check(practice):
    if "Lamp" in (practice.title or ""):
        yield Issue("a lamp", ("title",))
'''
EXPORTER = '''
"""The titles, one a line."""

SHAPES = ("wide",)
KEEPS = LOSES = "titles"


def export(practices, how, out):
    for practice in practices:
        out.write(f"{practice.title}\\n")
'''
PAGE = "Lamp Post\n\nThe post stands at the corner and shines upon those who read there.\n"


@pytest.fixture
def offered(tmp_path, monkeypatch):
    """A folder on the path into which packages are put; the working directory has a dump."""
    library = tmp_path / "library"
    library.mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/lamp.txt").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(library))

    def offer(package, group, name, code):
        module = f"{package}_{name.replace('-', '_')}"
        (library / f"{module}.py").write_text(code)
        info = library / f"{package}-1.0.dist-info"
        info.mkdir(exist_ok=True)
        with (info / "entry_points.txt").open("a") as out:
            out.write(f"[{group}]\n{name} = {module}\n")

    return offer


def test_a_family_of_another_package(offered):
    offered("lamps", "gpkit.families", "lamp-post", FAMILY.replace("{family}", "lamp-post"))
    assert gpkit("ingest", "seeds").code == 0
    assert gpkit("export", "--format", "csv").out.splitlines()[1].startswith("lamp-post/lamp-post,")


def test_it_replaces_ours_of_the_same_name(offered, tmp_path):
    code = FAMILY.replace("{family}", "erasmusly").replace('== "Lamp Post"', "!= ''")
    offered("lamps", "gpkit.families", "erasmusly", code)
    assert gpkit("ingest", "seeds").code == 0
    assert (tmp_path / "data/normalized/erasmusly/lamp-post.yaml").exists()


def test_two_that_recognise_one_dump_are_both_named(offered):
    offered("lamps", "gpkit.families", "lamp-post", FAMILY)
    offered("lights", "gpkit.families", "light", FAMILY)
    run = gpkit("ingest", "seeds")
    assert run.code == 2
    assert run.err.startswith(
        "not ingested: lamp.txt: recognised by lamp-post and light; a page has one family\n"
        "  Read it with one of them: gpkit ingest --family lamp-post ...\n"
    )


def test_two_packages_that_offer_one_name_are_both_named(offered):
    offered("lamps", "gpkit.families", "lamp-post", FAMILY)
    offered("lights", "gpkit.families", "lamp-post", FAMILY)
    run = gpkit("ingest", "seeds")
    assert run.code == 2
    assert run.err.startswith(
        "not ingested: lamps and lights both offer 'lamp-post' (gpkit.families)\n"
        "  Remove one of them: pip uninstall lights\n"
    )


@pytest.mark.parametrize(
    ("code", "says", "cure"),
    [
        (
            "import no_such_module",
            "cannot be imported: ModuleNotFoundError: No module named 'no_such_module'",
            "Mend it, or: pip uninstall lamps",
        ),
        (
            "ORDER = None",
            "has no REQUIRED and no recognises and no parse, which it needs",
            "See docs/families.md.",
        ),
    ],
)
def test_a_broken_family_is_named(offered, code, says, cure):
    offered("lamps", "gpkit.families", "lamp-post", code)
    run = gpkit("ingest", "seeds")
    assert run.code == 2
    where = "lamp-post (lamps_lamp_post, from lamps)"
    assert run.err.startswith(f"not ingested: {where} {says}\n  {cure}\n")


def test_a_rule_of_another_package(offered):
    offered("lamps", "gpkit.families", "lamp-post", FAMILY.replace("{family}", "lamp-post"))
    offered("lamps", "gpkit.rules", "lamp-title", RULE)
    assert gpkit("ingest", "seeds").code == 0
    run = gpkit("validate")
    assert run.code == 1
    assert "lamp-title" in run.out


def test_an_exporter_of_another_package(offered):
    offered("lamps", "gpkit.families", "lamp-post", FAMILY.replace("{family}", "lamp-post"))
    offered("lamps", "gpkit.exporters", "titles", EXPORTER)
    assert gpkit("ingest", "seeds").code == 0
    assert gpkit("export", "--format", "titles").out == "Lamp Post\n"


def test_no_plugin_costs_no_import(tmp_path):
    copy_seeds(tmp_path / "seeds")
    run = gpkit("ingest", "seeds", cwd=tmp_path, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert run.code == 0
    assert "importlib.metadata" not in run.err
