"""What leaves gpkit: no title can forge a line, a file name, a path, or a way to the network."""

import re
import shutil
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path

import faults
import pytest

import support
from gpkit.text.slug import generic_slug, slug

STEERING = [
    *("\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;https://e.example\x1b\\x", "\x1b]52;c;aGk=\x07"),
    *(
        "a\x07b",
        "a\x08\x08b",
        "a\rb",
        "a\x0bb",
        "a\x0cb",
        "a\x85b",
        "a\x9b31mb",
        "a\x90b",
        "a\x7fb",
    ),
    *("a\u2028b", "a\u2029b", "\u202eevil", "\u2066x\u2069", "\ufeffx", "a\u200bb", "a\x00b"),
    *("[bold]x[/bold]", "[/nope]", "[link=https://e.example]x", "[red]", "\\[x"),
    *("::error::x", "::warning file=a,line=1::x", "::set-output name=a::b", "::add-mask::x"),
    *("%0A::error::x", "##[error]x", "##vso[task.setvariable]x", "::stop-commands::x", ":: x"),
]
PAYLOADS = [
    shape.format(payload.replace("\x00", ""))
    for payload in STEERING
    for shape in ("{}", "Bees {}", "{} bees", "{0}{0}", " {}", "x{}y")
]
COMMANDS = [
    *("ingest dumps", "validate -v", "validate --format text", "verify -v", "stats", "stats -v"),
    *("inspect dumps/000.txt", "explain {id}", "export --list", "bounds", "rules", "diff . ."),
    *("vocab list", "drift data/normalized dumps", "export --format markdown", "validate"),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A catalogue whose titles, labels, values and prose are all made to steer a terminal."""
    place = tmp_path_factory.mktemp("steering")
    for n, payload in enumerate(PAYLOADS):
        text = faults.dump(n, 1).replace(f"Bees of village {n}", f"{payload}")
        text = text.replace("This is version", f"{payload} is version")
        text = text.replace("Level\n\nBasic", f"Level\n\n{payload}\n\n{payload}\n\n{payload}")
        faults.write_text(place / f"dumps/{n:03}.txt", text)
    run = support.gpkit("ingest", "dumps", cwd=place)
    assert run.code in (0, 3), run.err[-500:]
    assert_inert(run)
    return place


def assert_inert(run):
    for stream in (run.out, run.err):
        odd = {c for c in stream if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) <= 0x9F}
        assert not odd, odd
        forged = [line for line in stream.split("\n") if line.startswith(("::", "##["))]
        assert not forged, forged[:3]
    assert "Traceback" not in run.err


@pytest.mark.timeout(300)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_words_of_a_page_steer_a_terminal(place, command):
    known = min((place / "data/normalized").rglob("*.yaml"))
    practice = known.relative_to(place / "data/normalized").with_suffix("").as_posix()
    run = support.gpkit(*command.format(id=practice).split(), cwd=place)
    assert run.code in (0, 1, 2, 3), run
    assert_inert(run)


def test_workflow_commands_hold_one_finding_a_line(place):
    run = support.gpkit("validate", "--format", "github", cwd=place)
    commands = [line for line in run.out.split("\n") if line]
    shape = re.compile(r"::(error|warning|notice|group|endgroup)( [^:]*)?::.*|[^:].*")
    assert all(shape.fullmatch(line) for line in commands)
    assert_inert(support.Run(run.code, re.sub(r"(?m)^::", "", run.out), run.err))


# F37: names of files ------------------------------------------------------------------------------

RESERVED = ["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))]
PATHS = [
    *("../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\x", "\\\\server\\share", "a/../b"),
    *(".", "..", "...", "-rf", "--help", ".git", ".gpkit.lock", "~root", "$HOME", "`id`", "a:b"),
    *(
        "a\nb",
        "a\x00b",
        "a b.",
        "x" * 500,
        "é" * 300,
        "😀",
        "…",
        "",
        " ",
        "\u202e",
        "%2e%2e%2f",
        "*?",
    ),
    *(
        "Straße",
        "STRASSE",
        "ﬁ",
        "fi",
        "İ",
        "i",
        "e\u0301",
        "é",
        "Ⅷ",
        "VIII",
        "K",
        "\u212a",
        "ß",
        "ẞ",
    ),
    *RESERVED,
    *(name.upper() + ".txt" for name in RESERVED),
]
TITLES = [
    shape.format(path) for path in PATHS for shape in ("{}", "{0} {0}", "{}.yaml", "a{}", "{}1")
]
TITLES += [chr(0x00A1 + 61 * n) + " bees" for n in range(700)]


def test_there_are_many_hostile_titles():
    assert len(TITLES) >= 1000


@pytest.mark.parametrize("make", [slug, lambda title: generic_slug(title, "first line")])
def test_no_title_makes_a_name_that_leaves_or_hides(make):
    pathvalidate = pytest.importorskip("pathvalidate")
    for title in TITLES:
        name = make(title)
        if not name:
            continue  # the caller falls back to the first line
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", name), (title, name)
        assert len(f"{name}.yaml".encode()) <= 100
        pathvalidate.validate_filename(f"{name}.yaml", platform="universal")


def test_titles_that_differ_make_names_that_differ():
    """Two names that a file system takes for one belong to titles that are one when folded."""
    from gpkit.text.slug import title_key

    names = {}
    for title in TITLES:
        name = unicodedata.normalize("NFKC", generic_slug(title, "first line")).casefold()
        names.setdefault(name, set()).add(title_key(title))
    assert all(len(keys) == 1 for keys in names.values()), [k for k in names.values() if len(k) > 1]


def test_hostile_titles_stay_in_the_catalogue(tmp_path):
    inside = tmp_path / "deep/inside/work"
    for n, title in enumerate(TITLES[:: 1 if faults.SLOW else 15]):
        text = faults.dump(n, 1).replace(f"Bees of village {n}", title.replace("\n", " "))
        faults.write_text(inside / f"dumps/{n:04}.txt", text.replace("\x00", ""))
    run = support.gpkit("ingest", "-q", "dumps", cwd=inside, timeout=300)
    assert run.code in (0, 3), run.err[-500:]
    outside = [p for p in tmp_path.rglob("*") if p.is_file() and not p.is_relative_to(inside)]
    assert not outside
    names = [path.relative_to(inside).as_posix() for path in (inside / "data").rglob("*.yaml")]
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    assert len(folded) == len(names) > 10


# F38: links ---------------------------------------------------------------------------------------


def _linked(place, outside, which):
    """Put a link to somewhere else where gpkit will write."""
    data = place / "data"
    target = {"file": "normalized/digitalalliance-bg/bees-of-village-0.yaml", "raw": "raw/000.txt"}
    if which in target:
        path = data / target[which]
        path.parent.mkdir(parents=True)
        path.symlink_to(outside / "victim")
    elif which == "lock":
        (data / "normalized").mkdir(parents=True)
        (data / "normalized/.gpkit.lock").symlink_to(outside / "victim")
    elif which == "schema":
        (data / "normalized").mkdir(parents=True)
        (data / "normalized/practice.schema.json").symlink_to(outside / "victim")
    elif which == "dangling":
        (data / "raw").mkdir(parents=True)
        (data / "raw/000.txt").symlink_to(outside / "not-there")
    else:  # a link among the inputs
        (place / "dumps/link.txt").symlink_to(outside / "victim")


@pytest.mark.parametrize("which", ["file", "raw", "lock", "schema", "dangling", "input"])
def test_a_link_is_never_written_through(tmp_path, which):
    place, outside = tmp_path / "place", tmp_path / "outside"
    outside.mkdir()
    (outside / "victim").write_text("a secret of somebody else\n", "utf-8")
    place.mkdir()
    faults.lay_down(place, 1, 3)
    _linked(place, outside, which)
    run = faults.ingest(place)
    assert "Traceback" not in run.err
    assert support.tree(outside) == {"victim": b"a secret of somebody else\n"}
    written = [path for path in (place / "data").rglob("*") if path.is_file()]
    assert not any(b"a secret" in p.read_bytes() for p in written if not p.is_symlink())


# F39: no network ----------------------------------------------------------------------------------


@faults.needs_strace
@pytest.mark.parametrize("command", ["ingest -q dumps", "validate -q", "export --format json"])
def test_nothing_is_asked_of_the_network(after, tmp_path, command):
    place = faults.copied(after, tmp_path / "work")
    _, calls = faults.traced(place, *command.split(), calls=("connect", "socket", "sendto"))
    asked = [c for c in calls if "AF_INET" in c.arguments or c.name in ("connect", "sendto")]
    assert not asked


@pytest.mark.skipif(not shutil.which("unshare"), reason="no unshare here")
def test_it_works_without_a_network(before, after, tmp_path):
    place = faults.copied(before, tmp_path / "work")
    command = ["unshare", "-rn", sys.executable, "-m", "gpkit", "ingest", "-q", "dumps"]
    done = subprocess.run(command, capture_output=True, cwd=place, check=False)
    if done.returncode == 1 and b"unshare" in done.stderr:
        pytest.skip("unshare is not allowed here")
    assert done.returncode == 0, done.stderr
    assert faults.files(place) == faults.files(after)


# F40, F41: no code of strangers, nothing of this machine ------------------------------------------


def test_no_module_that_runs_code_of_its_input_is_used(after):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "gpkit", "ingest", "-q", "dumps"],
        capture_output=True,
        cwd=after,
        check=True,
    )
    modules = {line.rpartition(b"|")[2].strip() for line in done.stderr.split(b"\n")}
    assert b"gpkit.cli" in modules
    assert not modules & {b"marshal_loader", b"shelve", b"dill", b"pickle", b"_pickle", b"ctypes"}


def test_nothing_of_this_machine_is_in_what_is_written(after):
    private = {str(Path.home()), str(after), str(Path.cwd()), socket.gethostname()}
    for format_ in ("csv", "json", "yaml", "markdown", "atom", "xlsx", "sqlite"):
        run = support.gpkit("export", "--format", format_, "-o", f"out.{format_}", cwd=after)
        assert run.code in (0, 2), run
    data = {path: path.read_bytes() for path in after.rglob("*") if path.is_file()}
    words = {word.encode() for word in private if len(word) > 3}
    found = [(path.name, word) for path, text in data.items() for word in words if word in text]
    assert not [one for one in found if ".gpkit-cache" not in str(one)], found
    for path in after.glob("out.*"):
        path.unlink()
