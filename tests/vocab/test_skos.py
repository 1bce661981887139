"""SKOS and back: nothing is lost, in either syntax."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from gpkit.authority import load, skos
from gpkit.authority.entries import scheme_tree
from gpkit.authority.source import Source
from gpkit.errors import GpkitError
from gpkit.store.yamlio import dump

OWN = {
    "title": {"en": "Quays", "mt": "Moll"},
    "source": "a list on a door",
    "note": 'two\nlines, a "quote" and a \\',
    "codes": ["id", "notation"],
    "homographs": {"Pier / jetty?": ["Z", "a b".replace(" ", "_")]},
    "concepts": {
        "Z": {
            "notation": "01",
            "codes": ["NO", "1"],
            "uri": "https://example.org/z?a=1#b",
            "note": "last, but first here",
            "unverified": "true",
            "pref": {"en": "Zed", "bg": "Зет 🚢"},
            "alt": {"en": ["zoo", "Pier / jetty?", "abc"], "mt": ["b", "a"]},
            "hidden": {"en": ["zedd"]},
        },
        "a_b": {"broader": "Z", "pref": {"en": "Zed two"}, "alt": {"en": ["Pier / jetty?"]}},
    },
}


@pytest.mark.parametrize("syntax", skos.SYNTAXES)
def test_every_scheme_comes_back(syntax: str) -> None:
    schemes = {name: scheme_tree(name) for name in load().schemes()} | {"quays": OWN}
    back = skos.loads(skos.dumps(schemes, syntax))
    assert back.keys() == schemes.keys()
    for name, tree in schemes.items():
        assert back[name] == tree, name
        assert list(back[name]["concepts"]) == list(tree["concepts"])
        assert Source(Path("x.yaml"), dump(back[name]).encode()).tree == tree


@pytest.mark.parametrize("syntax", skos.SYNTAXES)
def test_every_run_gives_the_same_bytes(syntax: str) -> None:
    schemes = {"quays": OWN, "funding_type": scheme_tree("funding_type")}
    assert len({hashlib.sha256(skos.dumps(schemes, syntax).encode()).digest() for _ in "123"}) == 1


def test_what_other_programs_changed_counts() -> None:
    text = skos.dumps({"quays": OWN}).replace('"zoo"@en', '"zoological"@en', 1)
    assert skos.loads(text)["quays"]["concepts"]["Z"]["alt"]["en"][-1] == "zoological"


def test_skos_of_others() -> None:
    text = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <https://example.org/v> a skos:ConceptScheme .
    <https://example.org/v/fish> skos:inScheme <https://example.org/v> ;
      skos:prefLabel "Fish"@en, "Fisk"@da ; skos:altLabel "haul" .
    """
    concept = {"pref": {"en": "Fish", "da": "Fisk"}, "alt": {"und": ["haul"]}}
    assert skos.loads(text) == {"v": {"concepts": {"fish": concept}}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<a> <b>", "no turtle"),
        ("{", "no json-ld"),
        ("", "no skos:ConceptScheme"),
        ('{"@context": "https://example.org/context.json"}', "context lies elsewhere"),
        ('[{"@graph": [{"@context": [{"@import": "x"}]}]}]', "context lies elsewhere"),
    ],
)
def test_what_is_no_skos_says_so(text: str, words: str) -> None:
    with pytest.raises(GpkitError, match=words) as error:
        skos.loads(text, "x.ttl")
    assert "x.ttl" in str(error.value)
    assert error.value.hint


@pytest.mark.parametrize("syntax", skos.SYNTAXES)
def test_out_and_in_on_the_command_line(repository: Any, syntax: str) -> None:
    export = ("vocab", "export", "--as", syntax, "--scheme", "funding_type", "-o", "v.skos")
    repository.run(*export)
    repository.run("vocab", "import", "v.skos", "-o", "other")
    repository.run("vocab", "import", "v.skos")
    again = repository.run(*export[:-1], "-").out
    assert again == (repository.root / "v.skos").read_text("utf-8")
    repository.write("authority/schemes/funding_type.yaml", "concepts: {}\n")
    run = repository.run("vocab", "import", "v.skos", code=2)
    assert "--overwrite" in run.err
    repository.run("vocab", "import", "v.skos", "--overwrite", "--scheme", "funding_type")


def test_without_rdflib_the_extra_is_named(repository: Any) -> None:
    repository.write("sitecustomize.py", "import sys\nsys.modules['rdflib'] = None\n")
    import support

    run = support.gpkit(
        "vocab", "export", cwd=repository.root, env={"PYTHONPATH": str(repository.root)}
    )
    assert run.code == 2
    assert "good-practice-kit[skos]" in run.err
