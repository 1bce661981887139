"""``gpkit serve``: the static catalogue on this machine, built again when practices change."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from gpkit.cli.options import NORMALIZED, RAW, From, Quiet, Raw, Verbose, tree_of
from gpkit.cli.site import TITLE, Lang, Style, Title, built_with_progress, settings, sheet
from gpkit.console import say, set_verbosity
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from gpkit.site.build import Settings
    from gpkit.site.kept import Kept
    from gpkit.site.server import Changes

_LOOK = 1.0  # seconds from one look at the store to the next


def command(
    from_: From = NORMALIZED,
    raw: Raw = RAW,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any that is free.")
    ] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Another address: others can then read the practices.")
    ] = "127.0.0.1",
    get: Annotated[
        str | None,
        typer.Option("--get", metavar="PATH", help="Print what this path gives, and end."),
    ] = None,
    lang: Lang = "en",
    title: Title = TITLE,
    style: Style = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Serve the catalogue on this machine; pages load again when practices change.

    The pages lie in a folder that is gone afterwards. Ctrl-C ends it.

    Example: gpkit serve --port 0 --get /index.html
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit.site.kept import Kept
    from gpkit.site.server import Changes, server, stamp

    made = settings(tree_of(from_), raw, lang, title)._replace(style=sheet(style))
    changes = Changes()
    with tempfile.TemporaryDirectory(prefix="gpkit-serve-") as place:
        folder = Path(place)
        seen = stamp((from_, raw))
        kept = _build(made, folder, Kept())
        with server(folder, host, port, changes) as serving:
            threading.Thread(target=serving.serve_forever, daemon=True).start()
            at = serving.server_address[1]
            try:
                if get is not None:
                    _print(host, at, get)
                    return
                say(f"http://{_shown(host)}:{at}/  (Ctrl-C to stop)")
                _watch(made, folder, changes, (seen, kept))
            except KeyboardInterrupt:
                say("stopped")
            finally:
                serving.shutdown()


def _print(host: str, port: int, path: str) -> None:
    """Write to stdout what a path gives.

    Raises:
        GpkitError: nothing is there.
    """
    from http.client import HTTPConnection

    with closing(HTTPConnection(host, port, timeout=30)) as connection:
        connection.request("GET", quote(path, safe="/%?&=#"))
        answer = connection.getresponse()
        if answer.status != HTTPStatus.OK:
            raise GpkitError(f"{path}: no such page", "The first page is: --get /index.html")
        sys.stdout.buffer.write(answer.read())


def _watch(made: Settings, folder: Path, changes: Changes, last: tuple[object, Kept]) -> None:
    """Build again whenever a file is other than before; a broken one leaves the old pages."""
    from gpkit.site.server import stamp

    seen, kept = last
    while True:
        time.sleep(_LOOK)
        now = stamp((made.tree.root, made.archive))
        if now == seen:
            continue
        seen = now
        try:
            kept = _build(made, folder, kept)
        except GpkitError as error:
            say(f"{error}\n{error.hint}".strip(), -1)
            continue
        changes.tell()


def _build(made: Settings, folder: Path, kept: Kept) -> Kept:
    """Build the pages that are not as they were; give what the next build is to know."""
    from gpkit.site.output import opened

    with opened(folder) as pages:
        built = built_with_progress(made, pages, kept)
    say(f"{built.practices} practices: {built.changed} files written, {built.removed} removed")
    return kept.after()


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
