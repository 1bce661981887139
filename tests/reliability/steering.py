"""A catalogue whose titles, values, prose and names of files are made to steer a terminal."""

import re
import subprocess

import faults

import support

STEERING = [
    *("\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;https://e.example\x1b\\x", "\x1b]52;c;aGk=\x07"),
    *("a\x07b", "a\x08\x08b", "a\rb", "a\x0bb", "a\x0cb", "a\x85b", "a\x9b31mb", "a\x90b"),
    *("a\x7fb", "a\u2028b", "a\u2029b", "\u202eevil", "\u2066x\u2069", "\ufeffx", "a\u200bb"),
    *("a\x00b", "[bold]x[/bold]", "[/nope]", "[link=https://e.example]x", "[red]", "\\[x"),
    *("::error::x", "::warning file=a,line=1::x", "::set-output name=a::b", "::add-mask::x"),
    *("%0A::error::x", "##[error]x", "##vso[task.setvariable]x", "::stop-commands::x", ":: x"),
]
PAYLOADS = [
    shape.format(payload.replace("\x00", ""))
    for payload in STEERING
    for shape in ("{}", "Bees {}", "{} bees", "{0}{0}", " {}", "x{}y")
]
NAMES = [payload.replace("/", "_") for payload in STEERING if "\x00" not in payload]
# What runners of workflows obey: GitHub's behind blanks too, and ##[ anywhere in a line.
COMMANDS = re.compile(r"(?m)^[^\S\n]*::.*|^.*##(?:vso)?\[.*")
LEADING = re.compile(r"(?m)^(?:::|##\[|##vso\[).*")


def dump(number, payload):
    """A page in which a payload stands for the title, words of the prose, and values."""
    text = faults.dump(number, 1).replace(f"Bees of village {number}", payload)
    text = text.replace("This is version", f"{payload} is version")
    return text.replace("Level\n\nBasic", f"Level\n\n{payload}\n\n{payload}\n\n{payload}")


def lay_down(place, each=1):
    """Write the dumps, ingest them, and commit what came out as people do."""
    for n, payload in enumerate(PAYLOADS[::each]):
        faults.write_text(place / f"dumps/{n:03}.txt", dump(n, payload))
    run = support.gpkit("ingest", "dumps", cwd=place)
    assert run.code in (0, 3), run.err[-500:]
    assert_inert(run)
    git(place, "init", "-q")
    git(place, "add", ".")
    git(place, "commit", "-q", "-m", "the first state")
    return place


def git(place, *args):
    """Run Git with an identity of its own and without the settings of whoever runs the tests."""
    who = ("-c", "user.name=bee", "-c", "user.email=bee@hive.example")
    alone = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    command = ["git", *who, *args]
    subprocess.run(command, check=True, cwd=place, env=support.environment(alone))


def assert_inert(run, *, data=False):
    """No control character leaves, and no line is a command to whoever reads it.

    Data (prose in YAML) keeps its words: there, no line begins with one.
    """
    for stream, kept in ((run.out.replace("\r\n", "\n"), data), (run.err, False)):
        odd = {c for c in stream if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) <= 0x9F}
        assert not odd, odd
        forged = (LEADING if kept else COMMANDS).findall(stream)
        assert not forged, forged[:3]
    assert "Traceback" not in run.err
