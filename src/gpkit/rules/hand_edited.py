"""The file was changed by hand after gpkit wrote it.

Practices are derived from raw dumps; the next ingest will not overwrite such a file unasked, and
so it no longer follows its dump. Write the change to ``data/corrections/<id>.yaml``, where every
ingest applies it, and run ``gpkit ingest --overwrite data/raw``.

Where only the form was changed (order of keys, quotes, comments, line ends), so that the file
written anew has the very bytes of its seal, ``gpkit validate --fix`` restores it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Fix, Issue
from gpkit.store.codec import as_yaml, is_sealed
from gpkit.store.yamlio import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.rules import Stored

SEVERITY = Severity.WARNING
_SEAL = re.compile(r"^# seal ([0-9a-f]{16})\b", re.MULTILINE)


def check_file(stored: Stored) -> Iterator[Issue]:
    """Report a broken or missing seal."""
    if stored.practice and not is_sealed(stored.text):
        form = _form(stored)
        if form:
            message = "changed by hand: only the form of the file, nothing that it says"
            hint = "Give it its form back: gpkit validate --fix"
        else:
            message = "changed by hand: the seal of the file is broken"
            hint = f"Write the change to data/corrections/{stored.practice.id}.yaml instead."
        yield Issue(message, hint=hint, about="", fix=form)


def _form(stored: Stored) -> Fix | None:
    """Give the file as gpkit writes it, if that is what its seal was made for."""
    seal = _SEAL.search(stored.text)
    if seal is None or stored.practice is None:
        return None
    try:
        text = as_yaml(stored.practice)
    except (TypeError, ValueError, AttributeError):
        return None  # the rule `schema` says where and why
    written = _SEAL.search(text)
    same = written is not None and written[1] == seal[1]
    says_all = stored.loaded is not None and load(text).data == stored.loaded.data
    return Fix("restore the form", text=text) if same and says_all else None
