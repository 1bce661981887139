"""Bad dumps: a plain message that names the input, no traceback, and the others are done."""

import os
import re

import pytest

from support import SEEDS, gpkit, tree

SEED = SEEDS[0].read_bytes()
CP1252 = "A Course in the Café\n\nThe course – “short” as it is – costs 20 € and lasts a week.\n"
UNREADABLE = {
    "empty.txt": (b"", "empty"),
    "line-feed.txt": (b"\n", "empty"),
    "carriage-return.txt": (b"\r", "empty"),
    "blanks.txt": (b"  \n\t\n" + "\u00a0\n".encode() * 9, "empty"),
    "bom.txt": (b"\xef\xbb\xbf", "empty"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a PNG image"),
    "image.png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a PNG image"),
    "zeros.txt": (b"\0" * 5_000, "binary"),
    "program.txt": (b"\x7fELF" + b"\0" * 50, "a program"),
    "archive.txt": (b"PK\x03\x04" + b"\0" * 50, "a zip file"),
    "noise.txt": (bytes(range(128, 256)) * 20 + bytes(range(1, 32)) * 20, "binary"),
    "chrome.txt": (b"Skip to main content\n", "no practice"),
    "long-line.txt": (b"Title\n" + b"x" * (2**20 + 1), "line 2 is longer"),
}
READABLE = {
    "utf16.txt": (SEED.decode().encode("utf-16"), 3),
    "utf16be.txt": (SEED.decode().encode("utf-16-be"), 3),
    "utf8-bom.txt": (b"\xef\xbb\xbf" + SEED, 3),
    "crlf.txt": (SEED.replace(b"\n", b"\r\n"), 3),
    "cr.txt": (SEED.replace(b"\n", b"\r"), 3),
    "cp1252.txt": (CP1252.encode("cp1252"), 1),
    "damaged.txt": (SEED.replace(b"Latvia", b"Latvi\xff", 1), 3),
    "mostly-zeros-in-names.txt": (SEED, 3),
}


UNSAFE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]"  # to a terminal


def put(workshop, name, data):
    (workshop / "in").mkdir(exist_ok=True)
    (workshop / "in/good.txt").write_bytes(SEEDS[1].read_bytes())
    (workshop / "in" / name).write_bytes(data)


def assert_plain(run):
    """Assert that words on stderr are words: no traceback, no control characters."""
    assert "Traceback" not in run.err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", run.err)
    assert not [line for line in run.err.splitlines() if line.startswith("::")]


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_bad_dump_is_named_and_the_good_one_done(workshop, name):
    data, words = UNREADABLE[name]
    put(workshop, name, data)
    run = gpkit("ingest", "in")
    assert run.code == 3
    assert_plain(run)
    (message,) = [line for line in run.err.splitlines() if line.startswith("not ingested:")]
    assert name in message
    assert words in message
    assert len(list(workshop.glob("data/normalized/erasmusly/*.yaml"))) == 1


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_bad_dump_alone(workshop, name):
    data, words = UNREADABLE[name]
    (workshop / name).write_bytes(data)
    run = gpkit("ingest", name)
    assert run.code in (2, 3)
    assert words in run.err
    assert not (workshop / "data/normalized").exists()


@pytest.mark.parametrize("name", UNREADABLE)
def test_inspecting_a_bad_dump(workshop, name):
    data, words = UNREADABLE[name]
    (workshop / name).write_bytes(data)
    run = gpkit("inspect", name)
    assert run.code in (2, 3)
    assert_plain(run)
    assert words in run.err


@pytest.mark.parametrize("name", READABLE)
def test_other_encodings_and_line_ends_are_read(workshop, name):
    data, practices = READABLE[name]
    (workshop / name).write_bytes(data)
    run = gpkit("ingest", name)
    assert run.code == 0
    assert f"{practices} new" in run.err
    assert (workshop / "data/raw" / name).read_bytes() == data
    assert gpkit("verify").code == 0


def test_characters_that_were_lost_are_a_finding(workshop):
    (workshop / "damaged.txt").write_bytes(READABLE["damaged.txt"][0])
    gpkit("ingest", "damaged.txt")
    assert "[damaged-text]" in gpkit("validate").out


@pytest.mark.parametrize("megabytes", [65, 100])
def test_a_huge_file(workshop, megabytes):
    put(workshop, "huge.txt", b"")
    os.truncate(workshop / "in/huge.txt", megabytes * 2**20)
    run = gpkit("ingest", "in")
    assert run.code == 3
    assert "huge.txt: larger than 64 MiB" in run.err
    assert "1 new" in run.err
    assert not (workshop / "data/raw/huge.txt").exists()


def test_a_fifo_in_a_directory_does_not_hang(workshop):
    os.mkfifo(workshop / "seeds/pipe.txt")
    run = gpkit("ingest", "seeds", timeout=30)
    assert run.code == 0
    assert "4 new" in run.err


def test_a_fifo_by_name_does_not_hang(workshop):
    os.mkfifo(workshop / "pipe.txt")
    run = gpkit("ingest", "pipe.txt", timeout=30)
    assert run.code == 2
    assert "pipe.txt: neither a file nor a directory" in run.err


def test_links_in_a_directory_are_not_followed(workshop):
    (workshop / "secret.txt").write_text("A Title\n\nSome prose that nobody named.\n", "utf-8")
    (workshop / "seeds/loop").symlink_to(workshop / "seeds")
    (workshop / "seeds/self").symlink_to("self")
    (workshop / "seeds/gone.txt").symlink_to("nowhere")
    (workshop / "seeds/out.txt").symlink_to(workshop / "secret.txt")
    run = gpkit("ingest", "seeds", timeout=30)
    assert run.code == 0
    assert "4 new" in run.err


@pytest.mark.parametrize("target", ["self.txt", "nowhere"])
def test_a_link_that_leads_nowhere(workshop, target):
    (workshop / "self.txt").symlink_to(target)
    run = gpkit("ingest", "self.txt")
    assert run.code == 2
    assert run.err.startswith("not ingested: self.txt:")


def test_standing_files_beside_dumps_are_none(workshop):
    (workshop / "seeds/README.md").write_text("about these dumps", "utf-8")
    (workshop / "seeds/.hidden").write_text("hidden", "utf-8")
    assert gpkit("ingest", "seeds").code == 0


# Names and titles that want to be more than words -------------------------------------------------

NAMES = [
    "::error::x.txt",
    "a\nb.txt",
    "\x1b]0;pwn\x07.txt",
    "[bold]x[-bold].txt",
    "-q.txt",
    "é.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name(workshop, name):
    put(workshop, name, b"")
    run = gpkit("ingest", "in")
    assert run.code == 3
    assert_plain(run)
    assert "1 new" in run.err


TITLES = ["\x1b]0;pwn\x07 red \x1b[31m", "::error::forged", "../../x", "[bold]a[/nope]", "=1+1",
          "CON", "%0A::error::x", "\u202egnp.exe", "a\u2028b", "x" * 1_500, "-rf", "a <b>&amp;</b>",
          "{{7*7}}", "a\u0085next"]  # fmt: skip
COMMANDS = ["validate", "validate --format github", "inspect page.txt", "explain {id}"]


@pytest.mark.parametrize("title", TITLES, ids=lambda title: ascii(title)[:20])
def test_a_hostile_title(workshop, title):
    page = f"{title}\n\nBy {title}, INSPIRATIONNo Comments\n{title}\n\n01.02.2023\n\nProse.\n"
    page += f"\nDetails\n\nTarget audience\n\n{title}\n\nLevel\n\n{title}\n"
    (workshop / "page.txt").write_bytes(page.encode())
    before = tree(workshop.parent)
    run = gpkit("ingest", "page.txt", "--out", "data/normalized")
    assert run.code == 0
    assert_plain(run)
    new = set(tree(workshop.parent)) - set(before)
    assert {path.split("/")[1] for path in new} == {"data"}
    (path,) = (workshop / "data/normalized/digitalalliance-bg").iterdir()
    assert re.fullmatch(r"[a-z0-9-]{1,80}\.yaml", path.name)
    for command in COMMANDS:
        spoken = gpkit(*command.format(id=f"digitalalliance-bg/{path.stem}").split())
        assert spoken.code in (0, 1), command
        assert not re.search(UNSAFE, spoken.out + spoken.err)
        ours = "::error file=data/" if "github" in command else "::none"
        lines = [line for line in spoken.out.splitlines() if line.startswith("::error")]
        assert [line for line in lines if not line.startswith(ours)] == []
