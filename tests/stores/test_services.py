"""Stores and inputs on the web (read only) and in Google's storage."""

from pathlib import Path

import pytest

from archives import harvest, partitions
from gpkit import stores
from gpkit.store.tree import Tree
from servers import Ranges, Whole, certificate, gs, web
from support import gpkit, tree

pytest.importorskip("aiohttp")


@pytest.fixture
def four(catalogue):
    return list(Tree(catalogue / "data/normalized").practices())


# The web ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("handler", [Ranges, Whole])
@pytest.mark.parametrize("kind", stores.KINDS[1:])
def test_a_store_is_read_from_the_web(kind, handler, four, tmp_path):
    stores.made(tmp_path / "web/s", kind, 3).write(four)
    with web(tmp_path / "web", handler) as (url, asked):
        there = stores.opened(Path(f"{url}/s"))
        assert list(there.practices()) == four
        assert there.get(four[1].id) == four[1]
        assert any(given for _, given in asked) == (handler is Ranges)


@pytest.mark.parametrize("handler", [Ranges, Whole])
def test_with_a_certificate_and_every_command_that_reads(handler, catalogue):
    key = certificate(catalogue / "key.pem")
    env = {"SSL_CERT_FILE": str(key)}
    assert gpkit("copy", "data/normalized", "web/s", "--store", "jsonl.gz").code == 0
    with web("web", handler, key) as (url, _):
        assert url.startswith("https://")
        there = f"{url}/s"
        assert gpkit("export", "--from", there, env=env).out == gpkit("export").out
        assert gpkit("copy", there, "back", env=env).code == 0
        assert tree("back") == tree("data/normalized")
        judged = gpkit("validate", there, "--fail-on", "never", env=env)
        assert (judged.code, f"{url[8:]}/s/shard-0" in judged.out) == (0, True)
        strange = gpkit("export", "--from", there, env={"SSL_CERT_FILE": "/dev/null"})
        assert (strange.code, "ertificate" in strange.err) == (74, True), strange.err
        assert "Traceback" not in strange.err


def test_pages_are_read_from_the_web(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    wet = partitions(tmp_path / "web", 2)
    with web(wet) as (url, _):
        outcome = harvest([f"{url}/{path.name}" for path in sorted(wet.iterdir())], "there/s")
        assert outcome.failures == []
        where = {
            p.provenance.container.location for p in stores.opened(Path("there/s")).practices()
        }
        assert where == {f"{url}/part-000.warc.wet.gz", f"{url}/part-001.warc.wet.gz"}
    harvest([wet], "here/s")
    ids = [[p.id for p in stores.opened(Path(f"{s}/s")).practices()] for s in ("there", "here")]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("place", ["http://127.0.0.1:9/s", "https://127.0.0.1:9/s"])
def test_the_web_is_not_written_to(place, catalogue):
    done = gpkit("copy", "data/normalized", place, "--store", "jsonl")
    assert (done.code, "stores on the web are read only" in done.err) == (2, True), done.err
    done = gpkit("ingest", "seeds", "--out", place, "--store", "jsonl")
    assert (done.code, "stores on the web are read only" in done.err) == (2, True), done.err


def test_what_the_web_lacks_is_told(catalogue, tmp_path):
    with web(tmp_path / "seeds") as (url, _):
        none = gpkit("export", "--from", f"{url}/none")
        page = gpkit("ingest", f"{url}/none.txt", "--out", "s", "--store", "jsonl")
    assert (none.code, f"{url}/none: no store here" in none.err) == (2, True), none.err
    assert (page.code, f"{url}/none.txt" in page.err) == (2, True), page.err
    nobody = gpkit("export", "--from", f"{url}/s")
    assert (nobody.code, url in nobody.err, "Traceback" in nobody.err) == (74, True, False)


# Google's storage ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bucket():
    pytest.importorskip("gcsfs")
    pytest.importorskip("gcp_storage_emulator")
    with gs() as env:
        yield env


@pytest.mark.parametrize("kind", ["jsonl.gz", "parquet"])
def test_google_holds_a_store(kind, bucket, four, catalogue):
    there = f"gs://harvest/{kind}/s"
    assert gpkit("copy", "data/normalized", there, "--store", kind, env=bucket).code == 0
    assert gpkit("export", "--from", there, env=bucket).out == gpkit("export").out
    again = gpkit("copy", "data/normalized", there, env=bucket)
    assert "0 new, 0 changed, 4 unchanged" in again.err
    assert gpkit("copy", there, "back", env=bucket).code == 0
    assert tree("back") == tree("data/normalized")


def test_a_harvest_from_google_to_google(bucket, tmp_path, monkeypatch):
    import gcsfs

    monkeypatch.chdir(tmp_path)
    wet = partitions(tmp_path / "wet", 2)
    files = gcsfs.GCSFileSystem()
    for path in wet.iterdir():
        files.pipe_file(f"harvest/in/{path.name}", path.read_bytes())
    out = "gs://harvest/out/s"
    done = gpkit("ingest", "gs://harvest/in/*.gz", "--out", out, "--store=jsonl", env=bucket)
    assert done.code == 0, done.err
    harvest([wet], "here/s")
    ids = [[p.id for p in stores.opened(Path(s)).practices()] for s in (out, "here/s")]
    assert ids[0] == ids[1]


def test_a_bucket_of_google_that_is_not_there(bucket, catalogue):
    done = gpkit("copy", "gs://nobucket/s", "x", env=bucket)
    assert (done.code, "gs://nobucket/s" in done.err) == (2, True), done.err
    done = gpkit("copy", "data/normalized", "gs://nobucket/s", "--store", "jsonl", env=bucket)
    assert (done.code, "gs://nobucket/s" in done.err, "Traceback" in done.err) == (74, True, False)
