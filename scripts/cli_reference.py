"""Print docs/cli.md: the help of every command, as the command line gives it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import typer

from gpkit.cli import COMMANDS, module_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """\
# Command line

Made by `make generate`; a check fails when it no longer matches the program.

Data goes to stdout, words to stderr. Exit codes of every command:

| code | meaning |
|---|---|
| 0 | done; nothing at or above the failing severity |
| 1 | done, and there are findings at or above `--fail-on` |
| 2 | wrong use, or the work could not be done at all |
| 3 | done in part: some inputs could not be read or held no practice; each is named |
| 70, 74, 75, 130 | a defect of gpkit; disk full or read-only; the store is locked; interrupted |

`NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are obeyed. `GPKIT_TRACEBACK=1` shows where a defect is.
"""


def main() -> None:
    """Print the page."""
    print(HEAD)
    for command in _commands():
        words = ["gpkit", *command.split()]
        print(f"## {' '.join(words)}\n\n```\n{_help(command)}\n```\n")


def _commands() -> Iterator[str]:
    yield ""
    for command in COMMANDS:
        yield command
        module = import_module(module_of(command))
        if hasattr(module, "app"):
            group = typer.main.get_command(module.app)
            yield from (f"{command} {name}" for name in getattr(group, "commands", ()))


def _help(command: str) -> str:
    call = [sys.executable, "-m", "gpkit", *command.split(), "--help"]
    plain = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    environment = {
        k: v for k, v in os.environ.items() if k not in ("GITHUB_ACTIONS", "FORCE_COLOR")
    }
    run = subprocess.run(call, capture_output=True, text=True, check=True, env=environment | plain)
    return "\n".join(line.rstrip() for line in run.stdout.strip().splitlines())


if __name__ == "__main__":
    main()
