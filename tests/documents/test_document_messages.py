"""What is said of files that cannot be read, or in part: what is wrong, where, and the cure."""

import zipfile
import zlib

import brotli
import packing
import pytest

from here import gpkit, lay
from support import SEEDS, tight

SITES = [packing.as_html(tight(seed.read_text("utf-8"))) for seed in SEEDS]  # 4 practices
ONE, OTHER = SITES
ZIP = packing.zipped({"one.html": ONE, "other.html": OTHER})
TAR = packing.tarred({"one.html": ONE, "other.html": OTHER})
AGAIN = "What is whole is read; fetch the file again to have the rest."
TEXT = "gpkit reads text and HTML: save it as one of them."
LARGE = "Leave this page out. Or raise the limit in gpkit.toml: [limits] file = 100000."
ROWS = "url,text\r\nhttps://one.example/,x\r\n"


def blocks(data):
    """Give how much of a tar some bytes take."""
    return -(-len(data) // 512) * 512


SECOND = 512 + blocks(ONE)  # where the second file of the tar begins: its header


def changed(data, at, new):
    """Write other bytes over those from ``at`` on."""
    return data[:at] + new + data[at + len(new) :]


def in_zips(data, depth):
    for _ in range(depth):
        data = packing.zipped({"in.zip": data}, zipfile.ZIP_STORED)
    return data


def in_zip_list(at, new):
    """Write over a field of the last entry of the list of files at the end of the zip."""
    return changed(ZIP, ZIP.rindex(b"PK\1\2") + at, new)


ENTRY = ZIP.rindex(b"PK\3\4")  # where the second file begins

LISTED = "Ingest the pages that it lists, or leads to: gpkit reads text and HTML."
PROLOGUE = b'<?xml version="1.0" encoding="UTF-8"?>\n'

# What lies there -> what is said, the cure, and how many practices are read all the same.
FILES = {
    # XML
    "news.rss": (
        PROLOGUE + b'<rss version="2.0"><channel><title>Good practices</title></channel></rss>',
        "news.rss: this is a feed, and no page",
        *(LISTED, 0),
    ),
    "news.atom": (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Good practices</title></feed>',
        "news.atom: this is a feed, and no page",
        *(LISTED, 0),
    ),
    "sitemap.xml": (
        PROLOGUE
        + b"<!-- all pages -->\n<urlset><url><loc>https://one.example/</loc></url></urlset>",
        "sitemap.xml: this is a sitemap, and no page",
        *(LISTED, 0),
    ),
    "data.xml": (
        PROLOGUE + b"<!DOCTYPE records>\n<oai:Records><title>One</title></oai:Records>",
        "data.xml: this is XML (records), and no page",
        *(LISTED, 0),
    ),
    # zip
    "cut.zip": (
        ZIP[:-10],
        "cut.zip: damaged at byte 0: the list of its files, which stands at the end, is missing "
        "(File is not a zip file)",
        *(AGAIN, 0),
    ),
    "book.epub": (
        packing.zipped({"page.html": ONE, "mimetype": b"application/epub+zip"}),
        "book.epub: this is an Office document or a book, not pages",
        *("Save it as HTML or text.", 0),
    ),
    "nameless.zip": (
        packing.zipped({"one.html": ONE, "": OTHER}),
        f"nameless.zip: damaged at byte {ENTRY}: a file without a name",
        *(AGAIN, 3),
    ),
    "locked.zip": (
        in_zip_list(8, b"\1"),
        "locked.zip/other.html: this file is encrypted",
        *("Unpack it with its password first.", 3),
    ),
    "method.zip": (
        in_zip_list(10, b"\x63"),
        "method.zip/other.html: this file is packed in a way that is not read here "
        "(That compression method is not supported)",
        *("Unpack the archive, and ingest the folder.", 3),
    ),
    "renamed.zip": (
        changed(ZIP, ENTRY + 30, b"xx"),
        f"renamed.zip/other.html: damaged at byte {ENTRY}: this file cannot be read "
        "(File name in directory 'other.html' and header b'xxher.html' differ.)",
        *(AGAIN, 3),
    ),
    "wrong.zip": (
        changed(ZIP, ENTRY + 40, b"\xff" * 8),
        f"wrong.zip/other.html: damaged at byte {ENTRY}: this file is cut or wrong "
        "(Error -3 while decompressing data: invalid block type)",
        *(AGAIN, 3),
    ),
    "deep.zip": (
        packing.zipped({"one.html": ONE, "in.zip": in_zips(OTHER, 5)}),
        "deep.zip/in.zip/in.zip/in.zip/in.zip/in.zip: containers in containers, more than 4 deep",
        *("Unpack the outer ones first.", 3),
    ),
    "styles.zip": (
        packing.zipped({"a.css": b"x", ".hidden": b"x"}),
        "styles.zip: no page in it (left out: 1 css file, 1 hidden file)",
        *("gpkit reads text and HTML.", 0),
    ),
    # tar
    "wrong.tar": (
        changed(TAR, 148, b"1"),
        "wrong.tar: damaged at byte 0: this is no tar that can be read (bad checksum)",
        *(AGAIN, 0),
    ),
    "cut-behind.tar": (
        TAR[:SECOND],
        f"cut-behind.tar: damaged at byte {SECOND}: neither another file nor the end mark is here",
        *(AGAIN, 3),
    ),
    "wrong-header.tar": (
        changed(TAR, SECOND + 148, b"1"),
        f"wrong-header.tar: damaged at byte {SECOND}: neither another file nor the end mark is "
        "here",
        *(AGAIN, 3),
    ),
    "cut-inside.tar": (
        TAR[: SECOND + 600],
        f"cut-inside.tar/other.html: damaged at byte {SECOND}: this file is cut or wrong "
        "(unexpected end of data)",
        *(AGAIN, 3),
    ),
    "cut-padding.tar": (
        TAR[: SECOND + 512 + len(OTHER)],
        f"cut-padding.tar: damaged at byte {SECOND + 512 + blocks(OTHER)}: "
        "the archive is cut or wrong (unexpected end of data)",
        *(AGAIN, 4),
    ),
    # tables
    "header.csv": (
        b"url,text,a\rb\nhttps://one.example/,x,y\n",
        "header.csv: damaged at byte 0: its header is no CSV "
        "(new-line character seen in unquoted field)",
        *(AGAIN, 0),
    ),
    "row.csv": (
        (ROWS + "https://two.example/,y\ry\n").encode(),
        f"row.csv#2: damaged at byte {len(ROWS)}: this row is no CSV "
        "(new-line character seen in unquoted field)",
        *(AGAIN, 0),
    ),
    "rows.jsonl": (
        b'{"url": "https://one.example/", "text": " "}\n',
        "rows.jsonl#1: damaged at byte 0: this row has nothing under 'html' or 'text'",
        *(AGAIN, 0),
    ),
    "cut.jsonl": (
        b'{"url": "https://one.example/", "text": "wo',
        "cut.jsonl#1: damaged at byte 0: the last line is cut short",
        *(AGAIN, 0),
    ),
    # pages
    "nul.txt": (
        b"Title\nwords \0 words\n",
        "nul.txt: this is binary, not text (NUL bytes)",
        *(TEXT, 0),
    ),
    "noise.txt": (
        bytes(range(128, 256)) * 20 + bytes(range(1, 32)) * 20,
        "noise.txt: this is binary, not text (control characters)",
        *(TEXT, 0),
    ),
    "picture.txt": (b"\x89PNG\r\n", "picture.txt: this is a PNG image, not text", TEXT, 0),
    "saved.mhtml": (
        packing.mhtml(ONE).replace(b"text/html", b"text/plain"),
        "saved.mhtml: this is MHTML without a page in it",
        *("Save the page again.", 0),
    ),
    # What a server sent
    "short.warc": (
        packing.response(ONE, "https://one.example/", WARC_Truncated="length"),
        "short.warc#1: damaged at byte 0: the crawler kept a part of this page only (length)",
        *(AGAIN, 3),
    ),
    "inflated.warc": (
        packing.warc(SITES)
        + packing.response(zlib.compress(b"x" * 10**6), "x:y", "Content-Encoding: deflate\r\n"),
        "inflated.warc#6: its body unpacks to more than 100000 bytes (limit-file)",
        *(LARGE, 4),
    ),
    "brotli.warc": (
        packing.warc(SITES)
        + packing.response(brotli.compress(b"x" * 10**6), "x:y", "Content-Encoding: br\r\n"),
        "brotli.warc#6: its body unpacks to more than 100000 bytes (limit-file)",
        *(LARGE, 4),
    ),
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_named_with_its_place_and_the_cure(here, name):
    data, says, cure, practices = FILES[name]
    lay({name: data, "gpkit.toml": "[limits]\nfile = 100000\n" * name.endswith(".warc")})
    run = gpkit("ingest", name)
    assert f"not ingested: {says}\n  {cure}\n" in run.err
    assert f"{practices} new" in run.err
    assert run.code in ((3,) if practices else (2, 3))


def test_a_directory_without_dumps(here):
    lay({"pages/README.md": "About the pages."})
    run = gpkit("ingest", "pages")
    cure = "Name a dump, a directory of dumps, or - for standard input."
    assert f"not ingested: pages: no dumps in this directory\n  {cure}\n" in run.err
    assert run.code == 2


def test_a_page_of_too_many_elements(here):
    lay({"page.html": b"<html><body>" + b"<p>One" * 11, "gpkit.toml": "[limits]\nnodes = 10\n"})
    run = gpkit("ingest", "page.html")
    assert "not ingested: page.html: more than 10 elements of HTML (limit-nodes)\n" in run.err
    assert "Or raise the limit in gpkit.toml: [limits] nodes = 10." in run.err
    assert run.code == 2


def test_a_column_that_an_index_lacks(here):
    lay({"in/page.html": ONE, "in/index.csv": "file,url\npage.html,https://one.example/\n"})
    run = gpkit("ingest", "in")
    assert (run.code, run.err) == (
        2,
        "gpkit: in/index.csv: no column 'dump'\n  Its columns are: dump,url,fetched.\n",
    )


# What was ingested, and is gone -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "says", "cure"),
    [
        (
            {"elsewhere.zip": ZIP},
            "pages.zip: this container is not in . or data/raw",
            "Containers are not copied: bring it there, or name its folder with --raw.",
        ),
        (
            {"pages.zip": packing.zipped({"other.html": OTHER})},
            "pages.zip: the page is no longer there, at or behind byte 0",
            "The container was changed; ingest it again.",
        ),
    ],
)
def test_a_container_that_is_gone_or_was_changed(here, tmp_path, now, says, cure):
    lay({"pages.zip": ZIP})
    assert gpkit("ingest", "-q", "pages.zip").code == 0
    (tmp_path / "pages.zip").unlink()
    lay(now)
    run = gpkit("explain", "digitalalliance-bg/sparks-initiative")
    assert (run.code, run.err) == (2, f"gpkit: {says}\n  {cure}\n")
    proof = gpkit("verify")
    assert proof.code == 1
    assert f"sparks-initiative: dump: 'pages.zip/one.html': {says}\n" in proof.out
