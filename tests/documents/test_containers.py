"""Kinds are told from bytes; limits hold; what is left out is said."""

import gzip
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import packing
import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from gpkit.config import InputsConfig, find_config
from gpkit.documents.kinds import kind_of
from gpkit.documents.pages import Dump
from gpkit.documents.pages import read as read_page
from gpkit.errors import Unreadable
from gpkit.model import Container
from support import SEEDS, gpkit, tight

PAGES = [packing.small_page(number) for number in range(5)]
SEED_PAGES = [packing.as_html(tight(seed.read_text("utf-8"))) for seed in SEEDS]


def write(directory, name, data):
    path = directory / name
    path.write_bytes(data)
    return path


# Kinds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", packing.CONTAINERS)
def test_the_name_of_a_container_says_nothing(tmp_path, name):
    path = write(tmp_path, "page.txt", packing.CONTAINERS[name](PAGES))
    pages, problems, _ = packing.opened(path)
    assert [dump.data for dump in pages if "gz" not in name] or len(pages) == 5
    assert not problems


@pytest.mark.parametrize(
    ("head", "packed", "holds"),
    [
        (b"", None, "page"),
        (b"Title\n", None, "page"),
        (b"<html>", None, "page"),
        (b"WARC/1.0\r\n", None, "warc"),
        (b"filedesc://x", None, "warc"),
        (b"PK\x03\x04", None, "zip"),
        (b'{"a": 1}\n', None, "page"),
        (b'{"text": "x"}\n', None, "jsonl"),
        (b'\xef\xbb\xbf{"url":"","html" : "x"}', None, "jsonl"),
        (b"url,html\n", None, "csv"),
        (b'\xef\xbb\xbf"fetched"\t"url"\t"text"\n', None, "csv"),
        (b"See url, text and more\nx", None, "page"),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "gzip", "warc"),
        (gzip.compress(b"Title\n", mtime=0), "gzip", "page"),
    ],
)
def test_kinds(head, packed, holds):
    assert kind_of(head, "x", InputsConfig()) == (packed, holds)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office document"),
        (packing.zipped({"[Content_Types].xml": b"<x/>"}), "an Office document"),
        (b"\0" * 5000, "binary"),
    ],
)
def test_what_is_no_page_is_named(tmp_path, monkeypatch, data, what):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "page.html", data)
    run = gpkit("ingest", "page.html")
    assert run.code == 2
    assert f"page.html: this is {what}" in run.err


def test_a_container_on_standard_input(tmp_path):
    run = gpkit("ingest", "-", stdin=packing.warc(SEED_PAGES, packed=True), cwd=tmp_path)
    assert run.code == 0
    assert "4 practices: 4 new" in run.err


def test_columns_by_other_names(tmp_path):
    (tmp_path / "gpkit.toml").write_text('[inputs]\nurl = "address"\nhtml = "body"\n')
    columns = find_config(tmp_path).inputs
    row = {"address": "https://pages.example/", "body": "<p>x"}
    path = write(tmp_path, "a.jsonl", json.dumps(row).encode())
    (page,), _, _ = packing.opened(path, columns)
    assert (page.data, page.url) == (b"<p>x", "https://pages.example/")
    path = write(tmp_path, "a.csv", b"address|body\nhttps://pages.example/|<p>y\n")
    (page,), _, _ = packing.opened(path, columns)
    assert (page.data, page.url) == (b"<p>y", "https://pages.example/")
    assert packing.opened(path)[0][0].name == "a.csv"  # without them it is a page of text


# What comes along ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", packing.CONTAINERS)
def test_address_time_and_type_come_along(tmp_path, name):
    pages, _, _ = packing.opened(write(tmp_path, name, packing.CONTAINERS[name](PAGES)))
    knows = any(mark in name for mark in ("warc", "arc", "wacz", "jsonl", "csv"))
    assert [page.url for page in pages] == [packing.url(n) if knows else None for n in range(5)]
    assert {page.fetched for page in pages} == {packing.DATE if knows else None}
    assert all("html" in (page.content_type or "") for page in pages) == knows
    assert len({page.name for page in pages}) == 5
    assert all(page.container.location == name for page in pages)


def test_provenance_of_a_page_of_a_crawl(tmp_path):
    write(tmp_path, "crawl.warc", packing.warc(SEED_PAGES))
    assert gpkit("ingest", "crawl.warc", cwd=tmp_path).code == 0
    (practice,) = json.loads(
        gpkit("export", "--format", "json", "--family", "erasmusly", cwd=tmp_path).out
    )
    source = practice["provenance"]
    data = (tmp_path / "crawl.warc").read_bytes()
    container = Container(**source["container"])
    assert data[container.offset :].startswith(b"WARC/1.1\r\nWARC-Type: response")
    assert container.location == "crawl.warc"
    assert source["dump"] == "crawl.warc#5"
    assert source["url"] == packing.url(1)
    assert source["fetched"] == packing.DATE
    assert source["content_type"] == "text/html; charset=utf-8"
    assert gpkit("validate", cwd=tmp_path).code == 0


@pytest.mark.parametrize("where", [".", "..", "elsewhere"])
def test_no_path_of_this_machine_gets_into_the_catalogue(tmp_path, where):
    here = tmp_path / "here"
    for directory in (here, tmp_path / "here/elsewhere"):
        directory.mkdir()
    write(here / where, "crawl.warc", packing.warc(SEED_PAGES))
    for name in (f"{where}/crawl.warc", (here / where / "crawl.warc").resolve()):
        assert gpkit("ingest", name, cwd=here).code == 0
        text = "".join(p.read_text("utf-8") for p in here.glob("data/normalized/*/*.yaml"))
        assert str(tmp_path) not in text
        expected = "elsewhere/crawl.warc" if where == "elsewhere" else "crawl.warc"
        assert f"location: {expected}\n" in text


# Bodies -------------------------------------------------------------------------------------------


def chunked(body):
    return b"5\r\n" + body[:5] + b"\r\n%x;x=y\r\n" % len(body[5:]) + body[5:] + b"\r\n0\r\n\r\n"


def deflated(body):
    import zlib

    return zlib.compress(body)


def brotlied(body):
    import brotli

    return brotli.compress(body)


CODINGS = [
    ("Transfer-Encoding: chunked\r\n", chunked),
    ("Transfer-Encoding: chunked\r\n", bytes),  # stored without its chunks
    ("Content-Encoding: gzip\r\n", gzip.compress),
    ("Content-Encoding: gzip\r\n", bytes),
    ("Content-Encoding: deflate\r\n", deflated),
    ("Content-Encoding: br\r\n", brotlied),
    ("Content-Encoding: br\r\n", bytes),
    (
        "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        lambda b: chunked(gzip.compress(b)),
    ),
]


@pytest.mark.parametrize(("headers", "code"), CODINGS)
def test_codings_of_a_body(tmp_path, headers, code):
    block = packing.response(code(SEED_PAGES[0]), packing.url(0), headers)
    (page,), problems, _ = packing.opened(write(tmp_path, "a.warc", block))
    assert page.data == SEED_PAGES[0]
    assert not problems


def test_what_is_no_page_is_counted(tmp_path):
    records = [
        packing.response(PAGES[0], packing.url(0)),
        packing.response(PAGES[1], packing.url(1), status="404 Not Found"),
        packing.response(b"", packing.url(2), status="301 Moved"),
        packing.response(b"", packing.url(3)),
        packing.response(b"\x89PNG\r\n", packing.url(4)),
        packing.record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", packing.url(5)),
        packing.record("resource", b"a {}", packing.url(6), "text/css"),
        packing.record("resource", b"some text", "urn:text:x", "text/plain"),
        packing.record("resource", b"User-agent: *", "https://a.example/robots.txt", "text/plain"),
        packing.record("metadata", b"x: y\r\n"),
    ]
    pages, problems, left_out = packing.opened(write(tmp_path, "a.warc", b"".join(records)))
    assert [page.url for page in pages] == [packing.url(0)]
    assert not problems
    assert dict(left_out[0].counts) == {
        "a PNG image": 1,
        "answer with status 301": 1,
        "answer with status 404": 1,
        "empty answer": 1,
        "revisit": 1,
        "text/css": 1,
        "text/plain": 2,
    }


def test_files_beside_pages_are_counted(tmp_path):
    files = {
        "page.html": PAGES[0],
        "page_files/a.css": b"p {}",
        "page_files/b.png": b"\x89PNG\r\n",
        "__MACOSX/._page.html": b"x",
        "README.md": b"About these pages",
        "empty.html": b"",
    }
    for name, make in (("a.zip", packing.zipped), ("a.tar", packing.tarred)):
        pages, problems, left_out = packing.opened(write(tmp_path, name, make(files)))
        assert [page.name for page in pages] == [f"{name}/page.html"]
        assert not problems
        assert sum(count for _, count in left_out[0].counts) == 5


# Limits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", packing.record("warcinfo", b"")),
        ("a.warc.gz", gzip.compress(packing.record("warcinfo", b""))),
        ("a.zip", packing.zipped({})),
        ("a.tar", packing.tarred({})),
        ("b.tar", packing.tarred({"a.png": b"\x89PNG\r\n"})),
        ("a.csv", b"url,html\n"),
    ],
)
def test_an_empty_container_is_named(tmp_path, monkeypatch, name, data):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, name, data)
    run = gpkit("ingest", name)
    assert run.code == 2
    assert name in run.err


def bomb():
    return gzip.compress(b"<p>" + b"a" * 50_000_000)


@pytest.mark.parametrize(
    "name", ["page.html.gz", "a.warc.gz", "a.zip", "a.tar.gz", "a.jsonl.gz", "b.zip"]
)
def test_what_unpacks_without_end_is_refused(tmp_path, name):
    data = {
        "page.html.gz": bomb,
        "a.warc.gz": lambda: gzip.compress(packing.record("resource", b"a" * 50_000_000)),
        "a.zip": lambda: packing.zipped({"a.html": b"a" * 50_000_000}),
        "a.tar.gz": lambda: packing.tarred({"a.html": b"a" * 50_000_000}, "w:gz"),
        "a.jsonl.gz": lambda: gzip.compress(b'{"html": "' + b"a" * 50_000_000 + b'"}'),
        "b.zip": lambda: packing.zipped({"a.html.gz": bomb()}, zipfile.ZIP_STORED),
    }[name]()
    path = write(tmp_path, name, data)
    run = gpkit("ingest", path, cwd=tmp_path)
    assert run.code in (2, 3)
    assert "200 times its size" in run.err


def test_containers_too_deep_in_each_other(tmp_path):
    data = packing.zipped(packing.files_of(PAGES))
    for _ in range(8):
        data = packing.zipped({"in.zip": data}, zipfile.ZIP_STORED)
    _, problems, _ = packing.opened(write(tmp_path, "a.zip", data))
    assert "deep" in str(problems[0])


def test_names_in_archives_lead_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    files = {"../../out.html": SEED_PAGES[0], "/etc/page.html": SEED_PAGES[1]}
    write(tmp_path, "in/a.zip", packing.zipped(files))
    write(tmp_path, "in/a.tar", packing.tarred(files))
    assert gpkit("ingest", "in").code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "in"]
    assert gpkit("verify").code == 0


def test_a_crawl_is_read_in_bounded_memory(tmp_path):
    words = " ".join(str(number * 7919 % 104_729) for number in range(18_000))
    record_ = gzip.compress(packing.response(b"<p>" + words.encode(), packing.url(0)))
    path = write(tmp_path, "a.warc.gz", record_ * 600)  # 60 MB unpacked
    from gpkit.documents.containers import dumps
    from gpkit.documents.sources import Source

    tracemalloc.start()
    count = sum(1 for _ in dumps(Source(path, path.name), InputsConfig()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 600
    assert peak < 8_000_000


def test_without_the_extra_the_letter_says_what_to_install(tmp_path):
    import zstandard

    write(tmp_path, "page.html.zst", zstandard.compress(SEED_PAGES[0]))
    code = (
        "import sys; sys.modules['zstandard'] = None\n"
        "sys.argv = ['gpkit', 'ingest', 'page.html.zst']\n"
        "from gpkit.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert 'pip install "good-practice-kit[archives]"' in done.stderr


# As other readers read ----------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_other_readers_give_the_same_pages(tmp_path, packed):
    data = packing.warc(PAGES, packed=packed)
    ours = [page.data for page in packing.opened(write(tmp_path, "a.warc", data))[0]]
    theirs = [
        one.content_stream().read()
        for one in ArchiveIterator(io.BytesIO(data))
        if one.rec_type == "response"
    ]
    fast = [
        one.reader.read()
        for one in FastIterator(io.BytesIO(data))
        if one.record_type == WarcRecordType.response
    ]
    assert ours == theirs == fast == PAGES


# warcio leaves its temporary files to the collector
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
def test_what_other_writers_write(tmp_path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number, page in enumerate(PAGES):
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                packing.url(number), "response", payload=io.BytesIO(page), http_headers=head
            )
        )
    pages, problems, _ = packing.opened(write(tmp_path, "a.warc.gz", out.getvalue()))
    assert [page.data for page in pages] == PAGES
    assert not problems


# Start-up -----------------------------------------------------------------------------------------


def test_text_dumps_need_no_reader_of_other_kinds(tmp_path):
    code = (
        "import sys; sys.argv = ['gpkit', 'ingest', *sys.argv[1:]]\n"
        "from gpkit.__main__ import _run\n"
        "_run()\n"
        "print(*(name for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, SEEDS)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    for name in ("lxml", "bs4", "zipfile", "tarfile", "email", "csv"):
        assert name not in loaded, name
    ours = {name for name in loaded if name.startswith("gpkit.documents.")}
    known = ("containers", "decode", "kinds", "packing", "pages", "sources", "text")
    assert ours == {f"gpkit.documents.{name}" for name in known}


def test_an_unreadable_file_is_one_problem(tmp_path):
    with pytest.raises(Unreadable, match="regular file"):
        packing.opened(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        '{"page_url": "https://a.example/1", "raw_html": "<html><body><p>One</p></body></html>"}',
        '{"page_url": "a", "raw_html": "<p>One of all"}\n{"page_url": "b", "raw_html": "<p>Two"}\n',
        '[{"page_url": "https://a.example",\n"raw_html": "<html><body><p>One</p></body></html>"}]',
    ],
)
def test_json_under_other_names_is_no_page(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages.jsonl").write_text(text)
    run = gpkit("ingest", "pages.jsonl")
    assert run.code == 2
    assert "pages.jsonl: this is JSON, and no page" in run.err
    assert '[inputs] html = "raw_html"' in run.err


@pytest.mark.parametrize("text", ["[A link](https://a.example/)\n", "{braces}\n", "[1] A note\n"])
def test_text_in_brackets_is_text(text):
    assert read_page(Dump("page.txt", text.encode())).lines == (text.strip(),)


def test_capitals_of_columns_do_not_count(tmp_path):
    path = write(tmp_path, "a.csv", b"URL;Text\nhttps://pages.example/;One\n")
    (page,), _, _ = packing.opened(path, InputsConfig())
    assert (page.data, page.url) == (b"One", "https://pages.example/")


# Pages that a browser saved -----------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["_files", "-Dateien", "_fichiers"])
def test_what_a_browser_saved_beside_a_page_is_part_of_it(tmp_path, ending):
    write(tmp_path, "Bees.html", SEED_PAGES[0])
    parts = tmp_path / f"Bees{ending}" / "fonts"
    parts.mkdir(parents=True)
    write(parts.parent, "style.css", b"p { color: red }")
    write(parts, "letters.woff", b"\0\1\2")
    for _ in range(2):
        done = gpkit("ingest", ".", cwd=tmp_path)
        assert done.code == 0, done.err
        assert f"Bees{ending}: left out, no pages: 2 parts of a page" in done.err
        assert "1 dump," in done.err


@pytest.mark.parametrize("folder", ["Wasps_files", "Bees pages", "_files"])
def test_other_folders_hold_dumps(tmp_path, folder):
    (tmp_path / "dumps" / folder).mkdir(parents=True)
    write(tmp_path / "dumps", "Bees.html", SEED_PAGES[0])
    write(tmp_path / "dumps" / folder, "other.html", SEED_PAGES[1])
    assert "2 dumps" in gpkit("ingest", "dumps", cwd=tmp_path).err


def test_a_catalogue_is_no_dump_of_its_own(tmp_path):
    write(tmp_path, "Bees.html", SEED_PAGES[0])
    write(tmp_path, "gpkit.toml", b"[ingest]\n")
    assert gpkit("ingest", "Bees.html", cwd=tmp_path).code == 0
    (tmp_path / "data/corrections").mkdir()
    write(tmp_path / "data/corrections", "note.txt", b"To do: ask the ministry.\n")
    for place in (".", "data"):
        done = gpkit("ingest", place, cwd=tmp_path)
        assert done.code == 0, done.err
        assert "normalized: left out, no pages: 4 files of the catalogue itself" in done.err
        assert "1 dump, 3 practices: 0 new, 0 changed, 3 unchanged" in done.err
    done = gpkit("ingest", "data/normalized", cwd=tmp_path)
    assert done.code == 2
    assert "data/normalized: no dumps in this directory" in done.err
