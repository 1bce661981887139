"""Same input, same bytes: in 64 environments, in any order of a directory, from any place."""

import itertools
import os
import subprocess
import sys
import zipfile

import faults
import pytest

import support

HASHES = ("0", "1", "random", "4242")
ZONES = ("UTC", "Pacific/Kiritimati")
LOCALES = ("C", "C.UTF-8")
ENVIRONMENTS = list(itertools.product(HASHES, ZONES, LOCALES, ("relative", "absolute"), (0, 1)))
SHUFFLED = """
import os, random
scandir = os.scandir
def shuffled(path="."):
    entries = list(scandir(path))
    random.Random(7).shuffle(entries)
    class Entries(list):
        def __enter__(self): return iter(self)
        def __exit__(self, *_): pass
        def close(self): pass
    return Entries(entries)
os.scandir = shuffled
listdir = os.listdir
os.listdir = lambda path=".": sorted(listdir(path), key=lambda name: hash(name) % 97)
"""


def some(environments):
    return environments if faults.SLOW else environments[::13]


def lay(place):
    place.mkdir()
    faults.lay_down(place, 1, 6)
    for seed in support.SEEDS:
        (place / "dumps" / seed.name).write_bytes(seed.read_bytes())


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    place = tmp_path_factory.mktemp("expected") / "work"
    lay(place)
    return made(place, {}, "relative", ())


def made(place, env, way, flags, umask=0o022):
    """Give the tree that an ingest makes, and what three exports say."""
    folder = "dumps" if way == "relative" else str(place / "dumps")
    command = [sys.executable, *flags, "-m", "gpkit"]
    out = []
    for args in (["ingest", "-q", folder], ["export", "--format", "json"], ["validate", "-q"]):
        done = subprocess.run(
            [*command, *args],
            cwd=place,
            env=support.environment(env),
            capture_output=True,
            check=False,
            umask=umask,
        )
        assert done.returncode in (0, 1), done.stderr  # 1: there are findings
        assert b"Warning" not in done.stderr
        out.append((done.returncode, done.stdout))
    return faults.files(place), out


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("hash_", "zone", "locale", "way", "order"), some(ENVIRONMENTS), ids=str)
def test_the_environment_changes_no_byte(tmp_path, expected, hash_, zone, locale, way, order):
    env = {"PYTHONHASHSEED": hash_, "TZ": zone, "LC_ALL": locale, "LANG": locale}
    if order:
        (tmp_path / "site").mkdir()
        (tmp_path / "site/sitecustomize.py").write_text(SHUFFLED, "utf-8")
        paths = [str(tmp_path / "site"), *filter(None, [os.environ.get("PYTHONPATH")])]
        env["PYTHONPATH"] = os.pathsep.join(paths)
    lay(tmp_path / f"work-{way}")
    assert made(tmp_path / f"work-{way}", env, way, ()) == expected


@pytest.mark.parametrize(
    ("flags", "env", "umask"),
    [
        (("-X", "utf8=0"), {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, 0o022),
        (("-O",), {}, 0o077),
        (("-X", "dev"), {"PYTHONWARNDEFAULTENCODING": "1"}, 0o002),
        (("-W", "error::EncodingWarning", "-X", "warn_default_encoding"), {}, 0o022),
    ],
    ids=["ascii", "optimised", "development", "encoding-warning"],
)
def test_flags_of_python_change_no_byte(tmp_path, expected, flags, env, umask):
    lay(tmp_path / "work")
    assert made(tmp_path / "work", env, "relative", flags, umask) == expected


@pytest.mark.timeout(600)
@pytest.mark.skipif(not faults.SLOW, reason="slow: set GPKIT_SLOW=1")
def test_the_wheel_and_the_sdist_are_the_same_twice(tmp_path):
    pytest.importorskip("build")
    for name in ("one", "two"):
        subprocess.run(
            [sys.executable, "-m", "build", "--outdir", tmp_path / name, support.ROOT],
            env=support.environment({"SOURCE_DATE_EPOCH": "1704067200"}),
            capture_output=True,
            check=True,
        )
    one, two = (support.tree(tmp_path / name) for name in ("one", "two"))
    assert len(one) == 2
    assert one == two
    wheel = next(path for path in (tmp_path / "one").iterdir() if path.suffix == ".whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "tests/" in name or "__pycache__" in name]
