"""Imports what the work of gpkit takes, so that processes that are forked have it at once."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

_WORK = ("gpkit.harvest.read", "gpkit.harvest.unite", "gpkit.parsers.generic", "lxml.etree")

for _name in _WORK:
    with suppress(ImportError):
        import_module(_name)
