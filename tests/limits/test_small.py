"""What is read in the process itself cannot hang it: no 64 KiB take 5 seconds or 500 MB.

Shapes that repeat a fragment are how readers are brought to take the square of their input. Each
is read at a quarter of the bound and at the bound.
"""

import resource
import time
from contextlib import suppress

import pytest

from gpkit.engines import SMALL
from gpkit.errors import GpkitError
from gpkit.pipeline import read_dump

BASE = "Title of the page\n\nThis is prose about something.\n\n"
FRAME = (
    "Skip to main content\n\nSparks\n\nBy Bulgaria, Public, INSPIRATIONNo Comments\n\nSparks\n\n"
    "18.07.2024 |\n\nWords.\n\nDetails\n\nTarget audience\n\n"
)
HTML = "<html><body><h1>T</h1>"
# fmt: off
TEXTS = [
    " ", "\n", "\u00a0", "1", "1.", "01.02.2024 ", "01.02.2024\n", "18.07.2024 |\n", "a, ",
    "a, b\n", "a: ", "Level: Basic\n", "Level\n\nBasic\n\n", "Details\n",
    "By Bulgaria, PublicNo Comments\n",
    "No Comments", "By ", "word ", "word\n", "word\n\n", "Title Of Something\n\n",
    "This is a sentence of some words. ", "- item\n", "(", "(a", "[", '"', "'", "* ", "# T\n",
    "a | b\n", "a | b | c\n", "|--|---|\n", "a | b\n---\n", "a\tb\n", "alpha  beta  gamma\n", "-",
    "---\n", "_", "=", "EUR 1.000,00 ", "EUR 1.000,00\n", "FUNDACJA TECHSOUP (Poland), ",
    "https://a.example/x\n", "a@b.c ", "Ниво ", "Ã©", "ÃƒÂ©", "\u200d", "\u202e", "🚀", "e\u0301",
    "\u0301", "\x85", "\r", "漢字", "&amp;amp;", "; ", "Country: Bulgaria\n", "BG, LV, ",
    "Coordinator\nFUNDACJA\n", "AAA", "Same\nSame\n", "1. one\n", "Read more\n",
    "Who are the Beneficiaries?\n\nwords of prose are here.\n\n", "12 January 2024\n", '{"a":',
    "a: b\n", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n", "a\0",
]
TAGS = [
    "<!--", "<a ", "</", "<?", "<a b='", "<div>", "<p>x", "<b>", "<a>", "<table><tr><td>", "<td>x",
    "<ul><li>", "<li>x", "<span>x</span>", "&amp;", "&", "<![CDATA[", "<script>", "<script></",
    "<font size=1>", "<select><option>", "<h2>x</h2>", "<dl><dt>a<dd>b", " a=b", "<tr><td>a<td>b",
    "<h2>x</h2><p>words here and there.</p>\n", '<img alt="x y">', "<nav><a href=x>y</a>", "<th>a",
    "<pre>x\n", "x<br>", "<p hidden>x", "<svg><p>", "<table><tr><th>A<th>B<tr><td>1<td>2</table>",
]
# fmt: on
SHAPES = [
    *(("text", "", one) for one in TEXTS),
    *(("page", BASE, one) for one in TEXTS),
    *(("frame", FRAME, one) for one in TEXTS),
    *(("tags", "", one) for one in TAGS),
    *(("html", HTML, one) for one in TAGS),
]


def seconds(head, fragment, size):
    data = (head + fragment * (size // len(fragment.encode()))).encode()[:size]
    start = time.process_time()
    with suppress(GpkitError):
        read_dump(data, "page.txt")
    return time.process_time() - start


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["text", "page", "frame", "tags", "html"])
def test_no_small_input_takes_long(kind):
    slow = {}
    for _, head, fragment in (shape for shape in SHAPES if shape[0] == kind):
        took = seconds(head, fragment, SMALL // 4)
        if took > 0.3:  # linear work takes a tenth of that: look whether it grows faster
            took = seconds(head, fragment, SMALL)
            if took > 5:
                slow[fragment] = took
    assert not slow


def test_no_small_input_takes_much_memory():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _, head, fragment in SHAPES[::3]:
        seconds(head, fragment, SMALL)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 2**10
