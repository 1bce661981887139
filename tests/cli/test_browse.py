"""`gpkit browse`: Datasette over the export, its facets set, its search on, for nobody else."""

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from gpkit.cli import browse
from gpkit.store.tree import Tree
from support import environment, gpkit


@pytest.fixture
def app(catalogue):
    path = catalogue / "practices.db"
    assert browse.export(Tree(Path("data/normalized")), path, "") == 4
    return browse.datasette(path)


def fetched(app, path):
    async def get():
        return await app.client.get(path)

    return asyncio.run(get())


def test_facets_are_those_of_the_metadata(app):
    data = fetched(app, "/practices/practices.json").json()
    facets = {facet["name"]: facet for facet in data["facet_results"].values()}
    assert {"family", "language", "country", "digital_technology"} <= set(facets)
    country = {entry["value"]: entry["count"] for entry in facets["country"]["results"]}
    assert country == {"BG": 2, "LV": 1, "other": 1}
    page = fetched(app, "/practices/practices").text
    assert re.search(r"<strong>\s*country\s*\(array\)", page)
    assert "Good practices" in fetched(app, "/practices").text


def test_a_facet_chooses_practices(app):
    found = fetched(app, "/practices/practices.json?_shape=array&country__arraycontains=LV").json()
    assert [row["id"] for row in found] == [
        "digitalalliance-bg/digital-skills-for-bulgarian-smes-programme"
    ]


@pytest.mark.parametrize("table", ["practices", "sections"])
def test_full_text_search_works(app, table):
    page = fetched(app, f"/practices/{table}").text
    assert 'type="search"' in page
    all_ = fetched(app, f"/practices/{table}.json?_shape=array").json()
    found = fetched(app, f"/practices/{table}.json?_shape=array&_search=badges").json()
    assert 0 < len(found) < len(all_)


def test_every_table_and_view_opens(app):
    tables = fetched(app, "/practices.json").json()
    names = [t["name"] for t in tables["tables"]] + [v["name"] for v in tables["views"]]
    assert {"practices", "values", "observed", "counts", "unknown_values"} <= set(names)
    for name in names:
        assert fetched(app, f"/practices/{name}").status_code == 200, name


def test_nothing_can_be_written(app):
    found = fetched(app, "/practices.json?sql=delete+from+practices").json()
    assert not found["ok"]


def test_words_of_pages_stay_words(catalogue):
    path = next(Path("data/normalized").glob("erasmusly/*.yaml"))
    text = path.read_text("utf-8")
    title = "title: <script>alert(1)</script>\n"
    path.write_text(re.sub(r"^title: .*\n(?:  .*\n)*", title, text, flags=re.MULTILINE), "utf-8")
    run = gpkit("browse", "--get", "/practices/practices")
    assert run.code == 0
    assert "&lt;script&gt;alert(1)" in run.out
    assert "<script>alert(1)" not in run.out


# By the command -----------------------------------------------------------------------------------


def test_one_page_is_printed(catalogue):
    path = "practices/concepts.json?_shape=array&id=BG"
    run = gpkit("browse", "--get", path, "--lang", "bg")
    assert (run.code, run.err) == (0, "")
    assert [row["label"] for row in json.loads(run.out)] == ["България"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--get", "/nothing"], "Datasette has no page '/nothing' (404)"),
        (["--from", "nowhere"], "nowhere: no such directory"),
        (["--from", "seeds"], "seeds: no practices here"),
        (["--lang", "xx"], "there are no labels in 'xx'"),
    ],
)
def test_wrong_use_is_named(catalogue, args, words):
    run = gpkit("browse", *args)
    assert (run.code, run.out) == (2, "")
    assert words in run.err
    assert "Traceback" not in run.err


def test_a_port_that_is_taken_is_named(catalogue):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = gpkit("browse", "--no-open", "--port", port)
    assert run.code == 2
    assert f"port {port} of 127.0.0.1 is taken" in run.err


def test_it_listens_on_this_machine_alone_until_it_is_interrupted(catalogue):
    command = [sys.executable, "-m", "gpkit", "browse", "--no-open", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment()) as process:
        try:
            line = process.stderr.readline().decode()
            url = re.search(r"4 practices at (http://127\.0\.0\.1:\d+/practices/practices)", line)[
                1
            ]
            with urllib.request.urlopen(url, timeout=30) as answer:
                assert b"sparks-initiative" in answer.read()
            process.send_signal(signal.SIGINT)
            rest = process.stderr.read().decode()
            assert process.wait(timeout=30) == 0
        finally:
            process.kill()
    assert "Traceback" not in rest


def test_without_the_extra_it_says_which(catalogue):
    folder = catalogue / "hidden"
    folder.mkdir()
    (folder / "datasette.py").write_text("raise ImportError\n")
    run = gpkit("browse", env={"PYTHONPATH": str(folder)})
    assert run.code == 2
    assert "pip install 'good-practice-kit[browse]'" in run.err
