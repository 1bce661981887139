"""The one place where gpkit ends: errors become words and exit codes here."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
import sys
from typing import TYPE_CHECKING

from gpkit.errors import Exit, GpkitError, ReaderGone

if TYPE_CHECKING:
    from typing_extensions import Buffer

_OUTPUT = "standard output"
_STOPS = ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
_SIGNALLED = 128  # exit codes of a shell: 143 for SIGTERM, 129 for SIGHUP


def main() -> None:
    """Run the command line, and exit with a code of the contract."""
    _set_up_streams()
    for name in _STOPS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    gc.set_threshold(50_000, 20, 20)  # what gpkit makes holds no cycles: 3 ms of 75 at start-up
    code = _run()
    if code == Exit.INTERRUPTED:
        _forget_interrupt()
    gc.freeze()  # nor does its end need a collection of all that was imported: 8 ms
    sys.exit(code)


def _forget_interrupt() -> None:
    """Have the interpreter end with our code, whatever the signal fell into.

    CPython notes a KeyboardInterrupt that leaves code given as a string, as every namedtuple is
    made of; ``python -m`` then ends by the signal even if it was caught. The next such code
    clears the note.
    """
    exec("")  # noqa: S102 # nosec B102 - a constant


def _set_up_streams() -> None:
    """Let streams speak UTF-8, and give those that the caller closed an end of their own.

    Else the next file that is opened takes their number. What is written to a closed standard
    output is refused, as on a full disk; what is told on a closed standard error goes nowhere.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        sys.stdout = _named(os.open(os.devnull, os.O_RDONLY))
    elif isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            sys.stdout = _named(sys.stdout.fileno(), write_through=sys.stdout.write_through)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    elif isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


class _Output(io.FileIO):
    """Standard output, which says its name where it fails."""

    def write(self, data: Buffer, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OSError(error.errno, error.strerror, _OUTPUT) from error


def _named(handle: int, *, write_through: bool = False) -> io.TextIOWrapper:
    raw = io.BufferedWriter(_Output(handle, "wb", closefd=False))
    return io.TextIOWrapper(raw, "utf-8", "backslashreplace", write_through=write_through)


def _stop(number: int, _frame: object) -> None:
    """End the run as an interruption does: what is half written is taken away."""
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(_SIGNALLED + number)


def _run() -> int:  # noqa: PLR0911 - one way out for each kind of end
    from gpkit.cli import app

    try:
        app(prog_name="gpkit")
    except SystemExit as end:
        return _flushed(end.code if isinstance(end.code, int) else int(end.code is not None))
    except ReaderGone as end:
        return _silenced(end.code)
    except GpkitError as error:
        return _tell(f"gpkit: {error}", error.hint, error.code)
    except KeyboardInterrupt:
        return _tell("gpkit: interrupted", "", Exit.INTERRUPTED)
    except OSError as error:
        if error.filename == _OUTPUT:
            _silenced(Exit.IO)  # it is said once
        where = f"{error.filename}: " if error.filename else ""
        return _tell(f"gpkit: {where}{error.strerror or error}", _IO_HINT, Exit.IO)
    except Exception as error:  # noqa: BLE001 - the last place before a traceback
        return _defect(error)
    return _flushed(Exit.OK)


_IO_HINT = "Nothing that was there before is lost. Make room or give rights, and type it again."


def _flushed(code: int) -> int:
    """Flush stdout while a failure can still be told."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _silenced(code)
    except OSError as error:
        _silenced(code)
        return _tell(f"gpkit: {_OUTPUT}: {error.strerror}", _IO_HINT, Exit.IO)
    return code


def _silenced(code: int) -> int:
    """Let the interpreter's own flush at the end go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return code


def _tell(words: str, hint: str, code: int) -> int:
    from gpkit.text.clean import visible

    told = f"{visible(words)}\n  {visible(hint)}" if hint else visible(words)
    with contextlib.suppress(OSError):  # standard error is full or gone: the code still tells
        print(told, file=sys.stderr, flush=True)  # noqa: T201
    return _flushed(code)


def _defect(error: Exception) -> int:
    if os.environ.get("GPKIT_TRACEBACK"):
        import traceback

        traceback.print_exc()
    hint = (
        "This is a defect of gpkit. Run it again with GPKIT_TRACEBACK=1 and report what it "
        "prints, with the command and, if you may, the dump."
    )
    return _tell(f"gpkit: {type(error).__name__}: {error}", hint, Exit.DEFECT)


if __name__ == "__main__":
    main()
