"""Runs of gpkit in this process: all but the start of an interpreter is as a user has it."""

import contextlib
import io
import sys
from pathlib import Path
from unittest import mock

from gpkit import authority, limits, parsers
from gpkit.console import set_verbosity
from support import Run, copy_seeds


class Terminal(io.TextIOWrapper):
    """A stream that somebody looks at."""

    def isatty(self):
        return True


def gpkit(*args, stdin="", terminal=False):
    """Run the command line in this process; what it set for itself is put back.

    ``terminal``: standard output is one.
    """
    from gpkit.__main__ import _run

    kinds = (io.TextIOWrapper, Terminal if terminal else io.TextIOWrapper, io.TextIOWrapper)
    streams = [kind(io.BytesIO(), "utf-8") for kind in kinds]
    streams[0].buffer.write(stdin.encode())
    streams[0].buffer.seek(0)
    argv = ["gpkit", *map(str, args)]
    with contextlib.ExitStack() as held:
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            held.enter_context(mock.patch.object(sys, name, stream))
        held.enter_context(mock.patch.object(sys, "argv", argv))
        try:
            code = _run()
        finally:
            authority.use(())
            parsers.use(None)
            limits.use(limits.DEFAULTS)
            set_verbosity(quiet=False, verbose=False)
    out, err = (text_of(stream) for stream in streams[1:])
    return Run(int(code), out, err)


def stock(place, *commands):
    """Make a working directory with the catalogue of the seeds, and run more commands there."""
    copy_seeds(place / "seeds")
    with contextlib.chdir(place):
        for command in ("ingest -q seeds", *commands):
            assert gpkit(*command.split()).code == 0, command
    return place


def text_of(stream):
    stream.flush()
    return stream.buffer.getvalue().decode()


def lay(files):
    """Write files below the working directory: name to text or bytes."""
    for name, data in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def told(message, hint=""):
    """Give what stands on standard error when a command ends with an error."""
    return f"gpkit: {message}\n" + (f"  {hint}\n" if hint else "")
