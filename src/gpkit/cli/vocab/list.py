"""``gpkit vocab list``: the schemes and the facets."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from gpkit.cli.options import Format, known_format
from gpkit.cli.vocab.columns import columns
from gpkit.console import print_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gpkit.authority.entries import Form


def command(format_: Format = "text") -> None:
    """List the schemes and the facets.

    Example: gpkit vocab list
    """
    from gpkit.authority import entries, load, overlays

    known_format(format_)
    authority = load()
    schemes: list[dict[str, Any]] = []
    for scheme in authority.schemes():
        forms = entries.all_forms(scheme, authority, overlays())
        number = len(authority.concepts(scheme))
        schemes.append(
            {"id": scheme, "concepts": number, "languages": _languages(forms), "forms": len(forms)}
        )
    facets = []
    for facet, entry in entries.facet_tree(overlays()).items():
        known = authority.facet(facet)._asdict()
        labels = sum(map(len, entry["labels"].values()))
        facets.append({**known, "labels": labels, "languages": sorted(entry["labels"])})
    if format_ == "json":
        print_json({"schemes": schemes, "facets": facets})
        return
    rows = [(s["id"], s["concepts"], len(s["languages"]), s["forms"]) for s in schemes]
    columns(("scheme", "concepts", "languages", "forms"), rows)
    sys.stdout.write("\n")
    shown = [
        (f["id"], f["kind"], f["scheme"] or "-", f["labels"], len(f["languages"])) for f in facets
    ]
    columns(("facet", "kind", "scheme", "labels", "languages"), shown)


def _languages(forms: Iterable[Form]) -> list[str]:
    return sorted({form.language for form in forms if form.language})
