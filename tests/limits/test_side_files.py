"""The files beside the catalogue come with pull requests too: none of them ends a run in a mess.

Each of them is filled with each kind of harm. A run then says in plain words which file is wrong,
or goes on without it; it never ends by a signal, in a traceback, or after a minute.
"""

import os

import pytest

SPARKS = "digitalalliance-bg/sparks-initiative"
FILES = {
    "gpkit.toml": "rules",
    f"data/corrections/{SPARKS}.yaml": "ingest data/raw",
    "data/decisions.yaml": "ingest data/raw",
    "data/aliases.csv": "ingest data/raw",
    "data/scrapes/001-a.csv": "ingest data/raw",
    "data/raw/index.csv": "ingest data/raw",
    "data/exceptions.yaml": "validate -q",
    "data/bounds.yaml": "validate -q",
    "baseline.yaml": "validate -q --baseline baseline.yaml",
    f"data/normalized/{SPARKS}.yaml": "validate -q",
    "authority/facets.yaml": "vocab check",
    "authority/sections.yaml": "vocab check",
    "authority/decisions.yaml": "vocab check",
    "authority/schemes/country.yaml": "vocab check",
    "families/bees.yaml": "ingest data/raw",
    "answers.jsonl": "review --decisions answers.jsonl",
    "edits.csv": "import edits.csv",
    "edits.json": "import edits.json",
    "edits.jsonl": "import edits.jsonl",
    "edits.yaml": "import edits.yaml",
}
HARM = {
    "lists": b"[" * 100_000,
    "items": b"- " * 100_000,
    "mappings": b"{a: " * 100_000,
    "values": b"a = " + b"[" * 100_000,
    "keys": b'{"a":' * 100_000,
    "alias": b"a: &a [x, x]\nb: *a\n",
    "tag": b"a: !!python/object/apply:os.system [x]\n",
    "twice": b"a: b\na: b\n",
    "digits": b"a: " + b"9" * 100_000 + b"\n",
    "number": b'{"version": ' + b"9" * 5_000 + b"}",
    "cell": b"dump,url,fetched\n" + b"x" * 200_000 + b",b,c\n",
    "quote": b'dump,url,fetched\n"' + b"x" * 200_000,
    "nul": b"a,\0b\n\0",
    "bytes": b"\xff\xfe\x00\xd8",
    "wide": "a: b\n".encode("utf-16"),
    "large": b"# " + b"x" * (9 * 2**20) + b"\n",
    "controls": b"a: '\x1b[31m\x07'\n::error::x\n",
}


def assert_plain(run, codes=(0, 1, 2, 3)):
    assert run.code in codes, run
    assert "Traceback" not in run.err
    assert "defect" not in run.err
    assert "\x1b" not in run.err + run.out
    assert not [line for line in run.err.split("\n") if line.startswith("::")]
    assert max(map(len, run.err.split("\n"))) < 5_000, run.err[:300]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", FILES)
def test_no_file_beside_the_catalogue_ends_a_run_in_a_mess(place, gpkit, name):
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for harm, data in HARM.items():
        path.write_bytes(data)
        run = gpkit(*FILES[name].split())
        try:
            assert_plain(run)
        except AssertionError as error:
            raise AssertionError(f"{name} of {harm}: {str(run)[-600:]}") from error


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", [n for n in FILES if not n.startswith(("edits", "answers"))])
def test_nothing_special_is_opened_in_their_place(place, gpkit, name):
    """A FIFO would be waited for, for ever; those that people name themselves may be pipes."""
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert_plain(gpkit(*FILES[name].split()), (0, 1, 2, 3, 74))
    path.unlink()
    path.mkdir()
    assert_plain(gpkit(*FILES[name].split()), (0, 1, 2, 3, 74))
