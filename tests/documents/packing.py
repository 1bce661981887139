"""Pages, packed in every way that gpkit reads."""

import base64
import bz2
import csv
import gzip
import hashlib
import html
import io
import json
import lzma
import tarfile
import zipfile

import zstandard

from gpkit.config import InputsConfig
from gpkit.documents.containers import dumps
from gpkit.documents.pages import Dump, LeftOut
from gpkit.documents.sources import Source
from gpkit.text.lines import bullet

DATE = "2024-05-01T10:00:00Z"


# Pages --------------------------------------------------------------------------------------------


def as_html(text):
    """Write a text dump as the page that it could be the dump of."""
    body = []
    for line in text.splitlines():
        if not line.strip():
            continue
        item = bullet(line)
        words = html.escape(line.strip() if item is None else item)
        body.append(f"<p>{words}</p>" if item is None else f"<ul>\n <li>{words}</li></ul>")
    head = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>A page</title></head>'
    return (head + "<body>\n" + "\n".join(body) + "\n</body></html>").encode()


def small_page(number):
    """Make a little page of its own."""
    return f"<html><body><h1>Page {number}</h1><p>{'Word ' * (number % 7 + 3)}end</p>".encode()


def url(number):
    return f"https://pages.example/{number}"


# WARC ---------------------------------------------------------------------------------------------


def record(kind, block, target=None, type_=None, digest=False, **changes):
    """Write one record."""
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block).hexdigest()}>",
        "WARC-Date": DATE,
        "Content-Length": str(len(block)),
    }
    if target:
        headers["WARC-Target-URI"] = target
    if type_:
        headers["Content-Type"] = type_
    if digest:
        sha1 = base64.b32encode(hashlib.sha1(block).digest()).decode()
        headers["WARC-Block-Digest"] = f"sha1:{sha1}"
    headers |= {name.replace("_", "-"): value for name, value in changes.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value is not None)
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def response(page, target, headers="", status="200 OK", digest=False, **changes):
    """Write the record of a page that a server sent."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n"
    type_ = "application/http; msgtype=response"
    return record("response", head.encode() + page, target, type_, digest, **changes)


def conversion(text, target):
    return record("conversion", text, target, "text/plain")


def warc(pages, packed=False, digest=False):
    """Write a crawl: an information record, then a request and a response for each page."""
    records = [record("warcinfo", b"software: by hand\r\n")]
    for number, page in enumerate(pages):
        records.append(record("request", b"GET / HTTP/1.1\r\n\r\n", url(number)))
        records.append(response(page, url(number), digest=digest))
    return b"".join(map(gzip.compress, records)) if packed else b"".join(records)


def arc(pages):
    head = b"1 0 By hand\nURL IP-address Archive-date Content-type Archive-length\n"
    parts = [b"filedesc://a.arc 0.0.0.0 20240501100000 text/plain %d\n%s\n" % (len(head), head)]
    for number, page in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        line = f"{url(number)} 0.0.0.0 20240501100000 text/html {len(block)}\n"
        parts.append(line.encode() + block + b"\n")
    return b"".join(parts)


# Others -------------------------------------------------------------------------------------------


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def tarred(files, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def files_of(pages):
    return {f"page-{number:02}.html": page for number, page in enumerate(pages)}


def wacz(pages):
    return zipped(
        {
            "archive/data.warc.gz": warc(pages, packed=True),
            "datapackage.json": b"{}",
            "pages/pages.jsonl": b'{"url": "https://pages.example/", "text": "not this one"}\n',
            "indexes/index.cdx.gz": gzip.compress(b"com,example)/ 2024\n"),
        },
        zipfile.ZIP_STORED,
    )


def jsonl(pages, column="html"):
    rows = [
        {"url": url(number), column: page.decode(), "fetched": DATE}
        for number, page in enumerate(pages)
    ]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(pages, column="html", delimiter=","):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["fetched", "url", "status", column])
    for number, page in enumerate(pages):
        writer.writerow([DATE, url(number), "200", page.decode()])
    return out.getvalue().encode()


def mhtml(page, target="https://pages.example/0"):
    coded = base64.encodebytes(page)
    return (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: " + target.encode() + b"\r\n"
        b"Date: Wed, 1 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----part"\r\n\r\n'
        b"------part\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: base64\r\nContent-Location: " + target.encode() + b"\r\n\r\n"
        + coded + b"\r\n------part\r\nContent-Type: image/png\r\n\r\nnot a page\r\n------part--\r\n"
    )  # fmt: skip


PACKINGS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}
CONTAINERS = {
    "crawl.warc": warc,
    "crawl.warc.gz": lambda pages: warc(pages, packed=True),
    "whole.warc.gz": lambda pages: gzip.compress(warc(pages)),
    "crawl.warc.bz2": lambda pages: bz2.compress(warc(pages)),
    "crawl.warc.zst": lambda pages: zstandard.compress(warc(pages)),
    "crawl.arc": arc,
    "crawl.arc.gz": lambda pages: gzip.compress(arc(pages)),
    "crawl.wacz": wacz,
    "pages.zip": lambda pages: zipped(files_of(pages)),
    "stored.zip": lambda pages: zipped(files_of(pages), zipfile.ZIP_STORED),
    "pages.tar": lambda pages: tarred(files_of(pages)),
    "pages.tar.gz": lambda pages: tarred(files_of(pages), "w:gz"),
    "pages.tar.xz": lambda pages: tarred(files_of(pages), "w:xz"),
    "pages.jsonl": jsonl,
    "pages.jsonl.gz": lambda pages: gzip.compress(jsonl(pages)),
    "pages.csv": table,
    "pages.csv.bz2": lambda pages: bz2.compress(table(pages)),
    "warcs.zip": lambda pages: zipped({"a/crawl.warc.gz": warc(pages, packed=True)}),
    "zip.tar": lambda pages: tarred({"pages.zip": zipped(files_of(pages))}),
    "tar-in-tar.tar.gz": lambda pages: tarred({"in.tar": tarred(files_of(pages))}, "w:gz"),
    "csv.zip": lambda pages: zipped({"pages.csv": table(pages)}),
    "packed-pages.zip": lambda pages: zipped(
        {f"{name}.gz": gzip.compress(page) for name, page in files_of(pages).items()}
    ),
}


# Reading ------------------------------------------------------------------------------------------


def opened(path, columns=None):
    """Give what a file holds: its pages, its problems, and what was left out."""
    found = list(dumps(Source(path, path.name), columns or InputsConfig()))
    pages = [one for one in found if isinstance(one, Dump)]
    left_out = [one for one in found if isinstance(one, LeftOut)]
    return pages, [one for one in found if one not in pages and one not in left_out], left_out
