"""A worker needs as much memory for a large file as for a small one, and no more than is promised.

`benchmarks/spread.py` measures more pages, all families, and each process of a Dask cluster.
"""

import subprocess
import sys

import pytest

from archives import partitions
from support import used

PROMISED = 80  # MiB


def peak(folder, pages):
    """Give the MiB of the largest process of a run over one file with so many pages."""
    partitions(folder / "in", 1, pages)
    line = "ingest -q in --out s --store jsonl --engine processes --jobs 1"
    code, _, memory, said = used(line.split(), folder)
    assert code == 0, said
    return memory


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count other units")
def test_the_size_of_a_file_does_not_show_in_a_workers_memory(tmp_path):
    small, large = (peak(tmp_path / str(pages), pages) for pages in (20, 400))
    assert large < PROMISED
    assert large < small + 20


def test_babel_is_made_to_forget_what_is_not_needed():
    """It keeps 1 MB of each of 28 locales; if a later Babel keeps it elsewhere, this fails."""
    check = (
        "from gpkit.text.dates import _names; _names.months(); _names.weekdays();"
        "from babel import localedata; print(sorted(localedata._cache))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['root']"
