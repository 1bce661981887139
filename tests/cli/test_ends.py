"""How a run ends that somebody else ends."""

from support import interrupted, into_a_closed_pipe


def test_an_interrupted_run_says_so(workshop):
    assert "interrupted" in interrupted("ingest", "-").err


def test_a_reader_that_goes_away_is_no_failure(catalogue):
    assert into_a_closed_pipe("export", "--format", "json").code == 0
