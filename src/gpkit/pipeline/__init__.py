"""The flow: dump -> document -> records -> practices -> store.

`read` takes one page to the end, `work` many of them in an engine, `plan` tells what the store
is to hold, and `ingest` does all that.
"""

from gpkit.pipeline.ingest import Ingest
from gpkit.pipeline.outcome import Outcome, Row
from gpkit.pipeline.read import Read, read_apart, read_dump, read_page

__all__ = ["Ingest", "Outcome", "Read", "Row", "read_apart", "read_dump", "read_page"]
