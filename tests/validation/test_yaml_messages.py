"""What is said of YAML that gpkit does not read: the line, the column, what it is, what to do."""

import json
import sys

import pytest

from here import gpkit, lay

FILE = "data/normalized/some/practice.yaml"
YAML = [  # what stands in the file -> line, column, what is said
    ("title: *other\n", 1, 8, "an alias (*...): write the value out"),
    ("title: &one Words\n", 1, 8, "an anchor (&...): write the value out"),
    ("title: !!str Words\n", 1, 8, "a tag (!...): gpkit reads strings and numbers only"),
    ("title: a\n<<: {summary: b}\n", 2, 1, "a merge key (<<): write the values out"),
    ("title: a\n---\ntitle: b\n", 2, 1, "a second document: one practice a file"),
    ("title: a\nsummary: \x01\n", 2, 1, "a character that YAML does not allow "
     "(control characters are not allowed)"),
    ("title: a\ntitle: b\n", 2, 1, "the key 'title' stands here twice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "says"), YAML, ids=[y[3] for y in YAML])
def test_yaml_that_is_not_read(tmp_path, monkeypatch, text, line, column, says):
    monkeypatch.chdir(tmp_path)
    lay({FILE: text})
    run = gpkit("validate", "--format", "json")
    (found,) = json.loads(run.out)["findings"]
    assert run.code == 1
    assert (found["rule"], found["message"]) == ("yaml-syntax", says)
    assert (found["path"], found["line"], found["column"]) == (FILE, line, column)
    assert found["hint"] == "Mend the file, or ingest its dump again."


def test_a_library_that_writes_other_bytes(monkeypatch):
    """As after ``pip install --no-binary :all: pyyaml`` where no libyaml is."""
    import yaml

    from gpkit.errors import GpkitError

    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    monkeypatch.delitem(sys.modules, "gpkit.store._libyaml")
    with pytest.raises(GpkitError) as error:
        import gpkit.store._libyaml  # noqa: F401
    assert str(error.value) == (
        "this PyYAML comes without libyaml, and gpkit needs it to write the same bytes everywhere"
    )
    assert error.value.hint == (
        "Install a wheel: pip install --force-reinstall --only-binary :all: pyyaml"
    )
