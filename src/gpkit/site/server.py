"""The site on this machine only, with pages that load again when the practices change."""

from __future__ import annotations

import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any

from gpkit.console import say
from gpkit.documents.sources import walk
from gpkit.errors import GpkitError
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOCAL = ("127.0.0.1", "localhost", "::1")
_PAUSE = 15.0  # seconds after which a waiting page hears that we are still here
_SCRIPT = b'new EventSource("/-/changes").onmessage = () => location.reload();\n'
_TAG = b'<script src="/-/reload.js" defer></script>\n</head>'


class Changes:
    """Tells waiting pages that the site was built again."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.number = 0

    def tell(self) -> None:
        """Say that there is something new."""
        with self._news:
            self.number += 1
            self._news.notify_all()

    def wait(self, seen: int) -> int:
        """Wait a while for something newer than what was seen."""
        with self._news:
            self._news.wait_for(lambda: self.number != seen, _PAUSE)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """Gives the files of a folder, to whoever names us by a name of this machine."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, host: str, changes: Changes, **about: Any) -> None:
        self._host = host
        self._changes = changes
        super().__init__(*args, **about)

    def do_GET(self) -> None:
        """Answer: the stream of changes, the script that listens to it, a page, or a file."""
        if not self._is_for_us():
            self.send_error(HTTPStatus.FORBIDDEN, "not a name of this server")
        elif self.path == "/-/changes":
            self._stream()
        elif self.path == "/-/reload.js":
            self._give(_SCRIPT, "text/javascript")
        elif page := self._page():
            listening = b"default-src 'none'; connect-src 'self';"
            page = page.replace(b"default-src 'none';", listening, 1)
            self._give(page.replace(b"</head>", _TAG, 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        if self._is_for_us():
            super().do_HEAD()
        else:
            self.send_error(HTTPStatus.FORBIDDEN, "not a name of this server")

    def _is_for_us(self) -> bool:
        """Refuse names of other sites that point here: their scripts could read what we give."""
        if self._host not in LOCAL:  # the user opened it to others, who know it by any name
            return True
        host = self.headers.get("Host", "").rpartition(":")[0].strip("[]")
        return host in LOCAL or self.headers.get("Host") in LOCAL

    def _page(self) -> bytes | None:
        from pathlib import Path

        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        return path.read_bytes() if path.suffix == ".html" and path.is_file() else None

    def _give(self, data: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        """Let no browser keep what may change in a moment."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = self._changes.number
        try:
            while True:
                now = self._changes.wait(seen)
                self.wfile.write(b"data: changed\n\n" if now != seen else b": still here\n\n")
                self.wfile.flush()
                seen = now
        except OSError:
            return  # the page was closed

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Tell of requests with -v."""
        say(one_line(format % args), 1)


class _Server(ThreadingHTTPServer):
    """Takes its address as it is: the library asks name servers what it is called."""

    def server_bind(self) -> None:
        TCPServer.server_bind(self)
        name, self.server_port = self.server_address[:2]
        self.server_name = str(name)


def server(folder: Path, host: str, port: int, changes: Changes) -> ThreadingHTTPServer:
    """Bind a server for a folder; port 0 is any that is free.

    Raises:
        GpkitError: the address cannot be taken.
    """
    handler = partial(Handler, host=host, changes=changes, directory=str(folder))
    try:
        made = _Server((host, port), handler)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise GpkitError(
            f"cannot serve on {host}:{port}: {why.lower()}", "Take another port: --port 0"
        ) from error
    made.daemon_threads = True
    return made


def stamp(folders: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Give size and time of each file below folders: other than before, something has changed."""
    found = {}
    for folder in folders:
        for path in walk(folder):
            try:
                about = path.stat()
            except OSError:
                continue
            found[path.as_posix()] = (about.st_size, about.st_mtime_ns)
    return found
