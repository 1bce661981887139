"""Ways in which a page gets damaged, and what is true of it then.

A mutation yields mutants of a case. A mutant knows the readings that are right; where there is
none, or another one came out, the damage must be reported. The docstring of each mutation says
what is true. Nothing here knows how pages are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.selftest.mutations.cuts import cut_in_line, cut_tail
from gpkit.selftest.mutations.facets import (
    double_label,
    double_value,
    drop_label,
    drop_value,
    rename_label,
)
from gpkit.selftest.mutations.frame import (
    drop_title_again,
    empty_byline,
    insert_noise,
    insert_prose,
)
from gpkit.selftest.mutations.joins import join_lines, split_line
from gpkit.selftest.mutations.marks import blanks, bullets, crlf, mojibake, nbsp
from gpkit.selftest.mutations.order import reorder_records, swap_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gpkit.selftest.mutations.mutant import Mutant
    from gpkit.selftest.page import Page

MUTATIONS: dict[str, Callable[[Page], Iterator[Mutant]]] = {
    mutation.__name__.replace("_", "-"): mutation
    for mutation in (
        drop_label, drop_value, swap_blocks, double_value, double_label, rename_label,
        nbsp, blanks, crlf, bullets, mojibake, cut_tail, cut_in_line, reorder_records,
        join_lines, split_line, insert_noise, insert_prose, drop_title_again, empty_byline,
    )
}  # fmt: skip
