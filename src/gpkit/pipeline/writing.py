"""The writing half of an ingest where more is known of ids than titles tell, or is to be."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from gpkit.identity.known import Known
from gpkit.pipeline.settle import Settle
from gpkit.pipeline.shelves import finish
from gpkit.store import scrapes as scrape_files
from gpkit.store.codec import is_sealed
from gpkit.store.scrapes import Seen, site_of
from gpkit.store.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.pipeline.drafts import Drafts
    from gpkit.pipeline.ingest import Ingest
    from gpkit.pipeline.outcome import Outcome
    from gpkit.pipeline.plan import Planner
    from gpkit.pipeline.shelves import Shelves
    from gpkit.pipeline.succession import Pages
    from gpkit.pipeline.work import Draft


def write(ingest: Ingest, planner: Planner, drafts: Drafts, outcome: Outcome) -> None:
    """Bring the store to what drafts, scrapes and decisions say."""
    beside = ingest.out.parent
    with nullcontext() if ingest.dry_run else Tree(ingest.out).locked():
        known = Known.read(beside, ingest.config.merge.prefer)
        before: Pages = frozenset()
        if ingest.scrape:
            before = _done(known, ingest.scrape)
            known = _registered(known, ingest.scrape, drafts, partial=ingest.partial)
        settle = Settle(planner, known, dry_run=ingest.dry_run)
        settle.touched.heal()
        settle.touched.read(drafts, ingest.scrape, before)
        if ingest.scrape:
            settle.touched.age()
        done = settle.run()
        outcome.states.update(done.states.values())
        outcome.quarantined += len(done.doubtful)
        outcome.rejected += done.rejected
        outcome.retired += done.retired
        outcome.failures += done.failures
        outcome.lacking += done.lacking
        outcome.kept += [path.as_posix() for path in done.kept]
        if ingest.prune and not done.lacking:  # the next run removes them, if that is right
            outcome.pruned += _prune(settle.shelves, dry_run=ingest.dry_run)
        if not ingest.dry_run:
            finish(ingest.out)


def concerns(out: Path, drafts: Drafts) -> bool:
    """Tell whether a page with a time of fetching shows what the store does not have."""
    tree, there = Tree(out), dict[str, bool]()
    for draft in drafts.heads():
        if not (draft.url and draft.fetched):
            continue
        family = draft.id.partition("/")[0]
        if family not in there:
            there[family] = (tree.root / family).is_dir()
        if there[family] and not tree.path(draft.id).is_file():
            return True
    return False


def _done(known: Known, name: str) -> Pages:
    """Give the pages that a scrape had before this run."""
    pages = (scrape.pages for scrape in known.versions.scrapes if scrape.name == name)
    return frozenset((page.dump, page.sha256) for found in pages for page in found)


def _registered(known: Known, scrape: str, drafts: Drafts, *, partial: bool = False) -> Known:
    """Add the pages of a run to a scrape; those that failed have no site."""
    pages = {Seen(d.dump, d.sha256, d.url or "", d.fetched or "", _site(d)) for d in drafts.heads()}
    pages |= {Seen(*page) for page in drafts.unread}
    pages = set(map(scrape_files.seen_partly, pages)) if partial else pages
    scrapes = scrape_files.add(known.versions.scrapes, scrape, pages)
    return Known(known.beside, known.aliases, known.decisions, scrapes, known.prefer.prefer)


def _site(draft: Draft) -> str:
    return site_of(draft.id.partition("/")[0], draft.url, draft.dump)


def _prune(shelves: Shelves, *, dry_run: bool) -> list[str]:
    """Remove the files of retired practices; give their ids."""
    gone = list(_retired(shelves))
    for practice_id in [] if dry_run else gone:
        for member in shelves.known.decisions.members(practice_id) or [practice_id]:
            for tree in shelves.trees:
                tree.path(member).unlink(missing_ok=True)
    return gone


def _retired(shelves: Shelves) -> Iterator[str]:
    for tree in (shelves.catalogue, shelves.apart):
        for path in tree.files() if tree.root.is_dir() else ():
            practice = tree.get(f"{path.parent.name}/{path.stem}")
            if practice and practice.retired and is_sealed(path.read_text("utf-8")):
                yield practice.id
