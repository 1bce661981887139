"""The id of a practice is not the path of its file.

An id is ``<family>/<slug>``, and the file of the practice is ``<family>/<slug>.yaml``: whoever
reads one knows the other. A file that was renamed or copied by hand breaks that.

``gpkit validate --fix`` gives a renamed file its name back, if its seal is whole (so the id is as
it was written) and no other file has that name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Fix, Issue
from gpkit.store.codec import is_sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.rules import Stored

SEVERITY = Severity.ERROR
_FAMILY_HINT = "Make the family the first part of the id."
_ID = re.compile(r"[a-z0-9-]{1,200}/[a-z0-9-]{1,200}")


def check_file(stored: Stored) -> Iterator[Issue]:
    """Compare the id with the path, and the family with the id."""
    practice = stored.practice
    if practice is None:
        return
    if stored.id is not None and practice.id != stored.id:
        message = f"the id is {practice.id}, and the path says {stored.id}"
        hint = f"Rename the file to {practice.id}.yaml."
        yield Issue(message, ("id",), hint=hint, about="path", fix=_renamed(stored, practice.id))
    if practice.family != practice.id.partition("/")[0]:
        message = f"the family is {practice.family}, and the id says {practice.id}"
        yield Issue(message, ("family",), hint=_FAMILY_HINT, about="family")


def _renamed(stored: Stored, practice_id: str) -> Fix | None:
    end = f"{stored.id}.yaml"
    whole = _ID.fullmatch(practice_id) and is_sealed(stored.text)
    if not whole or not stored.path.endswith(end):
        return None
    return Fix("rename", path=f"{stored.path.removesuffix(end)}{practice_id}.yaml")
