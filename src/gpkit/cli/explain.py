"""``gpkit explain``: the way from the words on the page to each value."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import NORMALIZED, RAW, Format, From, Raw, known_format, tree_of
from gpkit.console import print_json, styled
from gpkit.errors import GpkitError
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from gpkit.explain import Explanation
    from gpkit.store.tree import Tree


def command(
    practice_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a practice.")],
    facet: Annotated[
        str | None,
        typer.Argument(metavar="[FACET]", help="A facet, title or published; all by default."),
    ] = None,
    format_: Format = "text",
    from_: From = NORMALIZED,
    raw: Raw = RAW,
) -> None:
    """Show the way from the words on the page to each value.

    Example: gpkit explain digitalalliance-bg/sparks-initiative digital_skill_level
    """
    from gpkit import explain as explaining

    known_format(format_)
    tree = tree_of(from_)
    practice = tree.get(practice_id.removesuffix(".yaml"))
    if practice is None:
        raise GpkitError(
            f"no practice {practice_id!r} in {from_.as_posix()}", _near(tree, practice_id)
        )
    found = list(explaining.explain(practice, raw, facet))
    if facet and not found:
        known = sorted({e.field for e in explaining.explain(practice, raw)})
        raise GpkitError(f"{practice.id} says nothing of {facet!r}", f"It has: {', '.join(known)}.")
    if format_ == "json":
        print_json([e.as_json() for e in found])
        return
    for explanation in found:
        _show(explanation)


def _near(tree: Tree, practice_id: str) -> str:
    from difflib import get_close_matches

    ids = [p.relative_to(tree.root).with_suffix("").as_posix() for p in tree.files()]
    begins = [known for known in ids if known.startswith(practice_id)]
    near = begins or get_close_matches(practice_id, ids, n=1, cutoff=0.5)
    return (
        f"Did you mean {near[0]}?" if near else "Ids are <family>/<slug>, the paths of the files."
    )


def _show(found: Explanation) -> None:
    out = sys.stdout
    label = f" ({one_line(found.label)!r})" if found.label else ""
    out.write(f"{styled(found.field, 'bold', out)}{label}: {one_line(found.shown)}\n")
    out.write(f"  {one_line(found.dump)}:{found.line}: {one_line(found.text)}\n")
    if found.raw is not None:
        out.write(f"  raw: {one_line(found.raw)!r}\n")
    for step in found.steps:
        why = f"  ({one_line(step.why)})" if step.why else ""
        out.write(f"  {step.name}: {one_line(step.result)}{why}\n")
