"""``gpkit browse``: the practices in Datasette, on this machine alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpkit.cli.options import NORMALIZED, From, Quiet, tree_of
from gpkit.console import say, set_verbosity
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    import socket

HOST = "127.0.0.1"  # nobody else can reach it
NAME = "practices"
_SETTINGS = {"facet_time_limit_ms": 2000, "sql_time_limit_ms": 5000, "truncate_cells_html": 400}
_OK = 200


def command(
    from_: From = NORMALIZED,
    port: Annotated[int, typer.Option(help="0: any that is free.", min=0, max=65535)] = 8001,
    lang: Annotated[
        str, typer.Option(metavar="CODE", help="The language of labels, one of 24.")
    ] = "",
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
    get: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Print one page of it (.json too), and end."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Browse practices with Datasette: facets, full-text search and SQL, on this machine.

    The practices are exported to a database that is gone afterwards. Ctrl-C ends it.

    Example: gpkit browse --get '/practices/practices.json?_search=skills&_shape=array'
    """
    set_verbosity(quiet=quiet, verbose=False)
    library()
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{NAME}.db")
        number = export(tree_of(from_), path, lang)
        app = datasette(path)
        if get is not None:
            sys.stdout.write(page(app, get))
            return
        _serve(app, _socket(port), number, no_open=no_open)


def library() -> Any:
    """Give Datasette.

    Raises:
        GpkitError: it is not installed.
    """
    try:
        from datasette import app, handle_exception
    except ImportError as error:
        raise GpkitError(
            "gpkit browse needs Datasette, which is not installed here",
            "Install it: pip install 'good-practice-kit[browse]'",
        ) from error
    handle_exception.rich = None  # it would print every missing page as a traceback with all locals
    return app


def export(tree: Any, path: Path, language: str) -> int:
    """Write the practices of a store into a database; give their number.

    Raises:
        GpkitError: there is none.
    """
    from gpkit.exporters import How
    from gpkit.exporters.sqlite import export as write

    practices = list(tree.practices())
    if not practices:
        raise GpkitError(
            f"{tree.root.as_posix()}: no practices here (no .yaml file)",
            "Make some first: gpkit ingest DIRECTORY-OF-DUMPS",
        )
    write(practices, How(language=language), path)
    return len(practices)


def datasette(path: Path) -> Any:
    """Give Datasette over a database that gpkit wrote, with the metadata beside it."""
    import json

    metadata = json.loads(path.with_name(f"{path.stem}.metadata.json").read_text("utf-8"))
    return library().Datasette(
        immutables=[str(path)], metadata=metadata, settings=_SETTINGS, cors=False
    )


def page(app: Any, path: str) -> str:
    """Give one page.

    Raises:
        GpkitError: there is none.
    """
    import asyncio

    found = asyncio.run(app.client.get(path if path.startswith("/") else f"/{path}"))
    if found.status_code != _OK:
        raise GpkitError(
            f"Datasette has no page {path!r} ({found.status_code})",
            f"All pages start with /{NAME}: gpkit browse --get /{NAME}.json",
        )
    return str(found.text)


def _socket(port: int) -> socket.socket:
    import socket

    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise GpkitError(
            f"port {port} of {HOST} is taken: {error.strerror}",
            "Take any that is free: gpkit browse --port 0",
        ) from error


def _serve(app: Any, listening: socket.socket, number: int, *, no_open: bool) -> None:
    import uvicorn

    url = f"http://{HOST}:{listening.getsockname()[1]}/{NAME}/practices"
    say(f"{number} practices at {url} (Ctrl-C ends)")
    if not no_open:
        import webbrowser

        webbrowser.open(url)  # it waits for the server: the socket listens already
    server = uvicorn.Server(uvicorn.Config(app.app(), log_level="warning"))
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        say("ended")
