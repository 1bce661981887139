import io
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from gpkit.exporters._labels import Labels
from gpkit.report import html, report


@pytest.fixture
def page():
    """Give the HTML of practices."""

    def page_of(practices, lang="en", **more):
        out = io.StringIO()
        html.write(report(practices, Labels(lang), **more), out)
        return out.getvalue()

    return page_of
