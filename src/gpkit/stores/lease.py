"""A lock for stores at URLs, where no kernel lets go of what a dead run held.

Whoever writes puts an object there and changes it every few seconds. Who waits compares what it
says with what it said before, so no two clocks are compared: while it changes, its run lives; what
has not changed for a while is taken over. The run that lost it finds that out before it commits.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gpkit.console import say
from gpkit.errors import GpkitError
from gpkit.store.lock import PATIENCE, locked_by, this_run
from gpkit.stores.conditional import overtaken, put_if

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.stores.places import Url

NAME = "gpkit-store.lock"
BEAT = 10.0  # seconds between two signs of life
LEASE = 45.0  # seconds without one after which a run counts as dead
_LOOK = 1.0  # seconds between two looks at what another run holds


class Lease:
    """The lock of a store at a URL."""

    def __init__(self, place: Url) -> None:
        self._place = place
        self._token = secrets.token_hex(8)
        self._beats = 0
        self._text: bytes | None = None
        self._ended = threading.Event()

    def take(self) -> None:
        """Wait for the lock; take it over where its run is dead.

        Raises:
            StoreLocked: another run holds it, and lives.
        """
        begun = changed = time.monotonic()
        first = seen = self._place.read(NAME)
        while True:
            now = time.monotonic()
            if (seen is None or now - changed > LEASE) and self._put(seen):
                if seen is not None:
                    say(f"{self._place.shown}: {_holder(seen) or 'a run'} is gone; going on")
                return
            if (seen is None or seen != first) and now - begun > PATIENCE:
                raise locked_by(self._place.shown, _holder(seen))
            time.sleep(_LOOK)
            again = self._place.read(NAME)
            if again != seen:
                seen, changed = again, time.monotonic()

    def keep(self) -> None:
        """Give signs of life until the run ends or the lock is lost."""
        while not self._ended.wait(BEAT):
            with suppress(GpkitError):  # the network is away: the next one may come through
                if not self._put(self._text):
                    return

    def check(self) -> None:
        """Make sure that this run holds the lock still.

        Raises:
            StoreLocked: it was taken over.
        """
        if not self.is_held():
            raise overtaken(self._place.shown)

    def is_held(self) -> bool:
        """Tell whether this run holds the lock still."""
        return self._token.encode() in (self._place.read(NAME) or b"")

    def release(self) -> None:
        """Let the next run have it."""
        if self.is_held():
            self._place.remove(NAME)

    def end(self) -> None:
        """Give no more signs of life."""
        self._ended.set()

    def _put(self, old: bytes | None) -> bool:
        self._beats += 1
        words = {"held_by": this_run(), "token": self._token, "beat": self._beats}
        text = json.dumps(words).encode()
        done = put_if(self._place, NAME, text, old)
        self._text = text if done else self._text
        return done


@contextmanager
def leased(place: Url) -> Iterator[Lease]:
    """Hold the lock of a store at a URL.

    Raises:
        StoreLocked: another run holds it.
    """
    lease = Lease(place)
    lease.take()
    beating = threading.Thread(target=lease.keep, daemon=True)
    beating.start()
    try:
        yield lease
    finally:
        lease.end()
        beating.join()
        with suppress(GpkitError):  # what cannot be removed is taken over by the next run
            lease.release()


def _holder(text: bytes | None) -> str:
    try:
        found = json.loads(text or b"")["held_by"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return found if isinstance(found, str) and found.isprintable() and len(found) < 200 else ""
