"""Many runs at once make the tree of one; a byte that is changed in a file is found."""

import json
import os
import random
import subprocess
import sys

import faults
import pytest

import support

ROUNDS = int(os.environ.get("GPKIT_ROUNDS", "200" if faults.SLOW else "3"))
RUNS = 8 if faults.SLOW else 4


def lay(place, number):
    (place / "dumps").mkdir(parents=True)
    for n in range(number):
        (place / f"dumps/{n:03}.txt").write_text(faults.dump(n, 1), "utf-8")


@pytest.mark.timeout(7200)
def test_runs_at_once_make_the_tree_of_one(tmp_path):
    """Each run takes other dumps, and some that the others take as well."""
    place, alone = tmp_path / "together", tmp_path / "alone"
    lay(place, 2 * RUNS)
    lay(alone, 2 * RUNS)
    assert faults.ingest(alone).code == 0
    names = [f"dumps/{n:03}.txt" for n in range(2 * RUNS)]
    for round_ in range(ROUNDS):
        random_ = random.Random(round_)
        shares = [random_.sample(names, RUNS) for _ in range(RUNS - 1)]
        shares.append([n for n in names if not any(n in share for share in shares)] or names)
        runs = [
            subprocess.Popen(
                [sys.executable, "-m", "gpkit", "ingest", "-q", *share],
                cwd=place,
                stderr=subprocess.PIPE,
                env=support.environment(),
            )
            for share in shares
        ]
        for run in runs:
            _, err = run.communicate(timeout=60)
            assert run.returncode == 0, err
        assert faults.files(place) == faults.files(alone), f"round {round_}"
        if round_ + 1 < ROUNDS:
            for path in sorted((place / "data").rglob("*.*")):
                if path.is_file() and random_.random() < 0.5:
                    path.unlink()


def test_a_lock_whose_holder_is_killed_is_free(tmp_path):
    lay(tmp_path, 2)
    root = tmp_path / "data/normalized"
    root.mkdir(parents=True)
    code = (
        "from pathlib import Path\nfrom gpkit.store.lock import locked\n"
        f"with locked(Path({str(root)!r})):\n    print('held', flush=True)\n    input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        holder.kill()
    assert faults.ingest(tmp_path).code == 0


@pytest.mark.timeout(1800)
def test_a_changed_byte_is_found(tmp_path):
    """One bit of one byte, anywhere in a file of the catalogue: validate names that file."""
    number = 1000 if faults.SLOW else 40
    lay(tmp_path, number)
    assert faults.ingest(tmp_path).code == 0
    random_, changed = random.Random(27), set()
    for path in sorted((tmp_path / "data/normalized").rglob("*.yaml")):
        data = bytearray(path.read_bytes())
        data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
        path.write_bytes(data)
        changed.add(path.relative_to(tmp_path).as_posix())
    assert len(changed) == number
    run = support.gpkit("validate", "--format", "json", cwd=tmp_path, timeout=600)
    found = {finding["path"] for finding in json.loads(run.out)["findings"]}
    assert not changed - found, sorted(changed - found)[:5]
