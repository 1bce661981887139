"""Every command says what it does and shows an example, and the example runs."""

import inspect
import re
import subprocess
import sys
from importlib import import_module
from shutil import copytree

import pytest

from gpkit import __version__
from gpkit.cli import COMMANDS, module_of
from support import ROOT, SEEDS, environment, gpkit

# A command is a function of its module; a group of commands is an app of its module.
MODULES = {name: import_module(module_of(name)) for name in COMMANDS}
SINGLE = [command for command, module in MODULES.items() if not hasattr(module, "app")]


def manual(command):
    return inspect.getdoc(MODULES[command].command)


@pytest.mark.parametrize("command", SINGLE)
def test_the_list_of_commands_says_what_the_command_says(command):
    assert manual(command).splitlines()[0] == COMMANDS[command]


@pytest.mark.parametrize("command", SINGLE)
def test_help_shows_the_example(command):
    run = gpkit(command, "--help")
    assert run.code == 0
    assert "Example: gpkit" in run.out


@pytest.fixture
def prepared(catalogue):
    """The seeds ingested, and what the examples name."""
    (catalogue / "data/raw/page.txt").write_bytes(SEEDS[0].read_bytes())
    cases = "tests/cases/interreg-europe"
    copytree(ROOT / cases, catalogue / cases)
    practice = next(catalogue.glob("data/normalized/*/*.yaml")).read_bytes()
    for name in ("base.yaml", "ours.yaml", "theirs.yaml"):
        (catalogue / name).write_bytes(practice)
    assert gpkit("export", "-q", "-o", "practices.csv").code == 0
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "data"], [*author, "commit", "-qm", "Add practices"]):
        subprocess.run(["git", *words], cwd=catalogue, check=True)
    return catalogue


@pytest.mark.parametrize("command", SINGLE)
def test_the_example_runs(prepared, command):
    example = " ".join(manual(command).partition("Example:")[2].split("\n\n")[0].split())
    assert example.startswith(f"gpkit {command}")
    shell = f'gpkit() {{ "{sys.executable}" -m gpkit "$@"; }}; {example}'
    run = subprocess.run(
        ["sh", "-ec", shell], capture_output=True, text=True, env=environment(), check=False
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_every_command(option):
    out = gpkit(option).out
    listed = re.findall(r"^  ([a-z-]+) +(?=[A-Z])", out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_no_arguments_is_help():
    run = gpkit()
    assert run.out + run.err == gpkit("--help").out
    assert run.code in (0, 2)


def test_version():
    assert gpkit("--version").out == f"gpkit {__version__}\n"


def test_help_has_no_colour_codes():
    assert "\x1b" not in gpkit("--help", env={"FORCE_COLOR": "1"}).out
