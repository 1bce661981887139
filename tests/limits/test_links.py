"""A checkout can hold links to anywhere: nothing is written through the folders of a store."""

import pytest

import support

FOLDERS = ["data/normalized", "data/normalized/digitalalliance-bg", "data/raw", "data/quarantine"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_written_through_a_folder_that_is_a_link(tmp_path, monkeypatch, gpkit, folder):
    outside = tmp_path / "outside"
    outside.mkdir()
    support.copy_seeds(tmp_path / "work/dumps")
    monkeypatch.chdir(tmp_path / "work")
    link = tmp_path / "work" / folder
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside)
    run = gpkit("ingest", "dumps")
    assert list(outside.iterdir()) == []
    if folder != "data/quarantine":  # the seeds have nothing to put there
        assert run.code == 2
        assert f"{folder}: a link, and nothing is written through links" in run.err
