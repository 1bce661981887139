"""docs/vocab.md is run, block by block, and prints what it says it prints."""

import re
import subprocess
import sys
from pathlib import Path

import support

BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_guide_is_true(tmp_path: Path) -> None:
    guide = (support.ROOT / "docs/vocab.md").read_text("utf-8")
    for kind, file, text in BLOCK.findall(guide):
        if file:
            path = tmp_path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif kind == "console":
            for step in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, expected = step.partition("\n")
                assert printed(command, tmp_path).strip("\n") == expected.strip("\n"), command


def printed(command: str, where: Path) -> str:
    """Run a command line of the guide; give both of its streams."""
    here = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    run = subprocess.run(
        ["sh", "-c", command],
        cwd=where,
        env=support.environment(here),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return run.stdout.decode()
