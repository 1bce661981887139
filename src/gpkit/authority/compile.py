"""Authority YAML -> index: checks the shape, folds the forms, writes ``index/*.json``.

``python -m gpkit.authority.compile`` writes the committed indexes; a file whose bytes would not
change is left alone. Overlays go through the same checks, in memory. Nothing here runs at an
ordinary start: it is imported when an index is stale, and when there are overlays.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import Any

from gpkit.authority.forms import Forms
from gpkit.authority.source import AuthorityError, Source, Trail
from gpkit.authority.terms import Index, by_language, dump
from gpkit.text.fold import fold

__all__ = ["AuthorityError", "compile_file", "main", "sources"]

HERE = Path(__file__).parent
_FACET_ID = re.compile("[a-z][a-z0-9_]*")
_URI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+')
TYPED = ("date", "year", "money", "organisation", "text", "period", "title")
_CONCEPT_KEYS = {
    "notation",
    "codes",
    "uri",
    "broader",
    "note",
    "unverified",
    "pref",
    "alt",
    "hidden",
}
_SCHEME_KEYS = {"title", "source", "note", "codes", "homographs", "concepts"}
_FACET_KEYS = {"scheme", "kind", "many", "platform", "labels", "hidden"}


def compile_scheme(path: Path) -> tuple[Index, Index]:
    """The index of a scheme: (forms and English labels, labels of all other languages)."""
    source = Source(path)
    source.known(source.tree, _SCHEME_KEYS, ())
    forms, codes = Forms(source), Forms(source)
    concepts: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    matched = _about_scheme(source)
    for concept in source.mapping(source.tree, "concepts", ()):
        trail = ("concepts", concept)
        tree = source.mapping(source.tree["concepts"], concept, ("concepts",))
        if not concept.strip() or set(concept) & set(" |"):
            source.fail(trail, f"`{concept}` is no concept id: no blanks, no `|`")
        source.known(tree, _CONCEPT_KEYS, trail)
        _about_concept(source, tree, trail)
        prefs = {
            language: source.string(tree["pref"], language, (*trail, "pref"))
            for language in source.languages(tree, "pref", trail)
        }
        concepts[concept] = prefs.get("en") or next(iter(prefs.values()), "")
        labels[concept] = {code: prefs[code] for code in sorted(prefs) if code != "en"}
        _add_forms(forms, concept, tree, trail)
        _add_codes(codes, concept, tree, matched)
    homographs = _homographs(source)
    for table in (forms, codes):
        mine = {w: t for w, t in homographs.items() if (w in codes.found) == (table is codes)}
        table.settle(mine)
        table.check(set(mine) | {fold(words) for words in mine})
    digest = hashlib.sha256(source.bytes).hexdigest()
    main = {
        "sha256": digest,
        "concepts": concepts,
        "homographs": {
            words if words in codes.found else fold(words): " ".join(homographs[words])
            for words in homographs
        },
        "codes": codes.table(),
        "forms": forms.table(),
    }
    return main, {"sha256": digest, "labels": labels}


def _about_scheme(source: Source) -> list[str]:
    """Check what a scheme says of itself; give which codes of it count as words."""
    for language in (titles := source.languages(source.tree, "title", ())):
        source.string(titles, language, ("title",))
    for name in ("source", "note"):
        source.string(source.tree, name, ())
    matched = source.strings(source.tree, "codes", ())
    if not set(matched) <= {"id", "notation"}:
        source.fail(("codes",), "`codes` of a scheme is a list of: id, notation")
    return matched


def _about_concept(source: Source, tree: dict[str, Any], trail: Trail) -> None:
    for name in ("notation", "uri", "note", "unverified"):
        if name in tree and not source.string(tree, name, trail).strip():
            source.fail((*trail, name), f"`{name}` is empty")
    if "uri" in tree and not _URI.fullmatch(tree["uri"]):
        source.fail((*trail, "uri"), f"`{tree['uri']}` is no URI")
    if tree.get("unverified", "true") not in {"true", "false"}:
        source.fail((*trail, "unverified"), "`unverified` is true or false")
    source.strings(tree, "codes", trail)


def _homographs(source: Source) -> dict[str, list[str]]:
    tree = source.mapping(source.tree, "homographs", ())
    return {words: source.strings(tree, words, ("homographs",)) for words in tree}


def _add_forms(forms: Forms, target: str, tree: dict[str, Any], trail: Trail) -> None:
    for kind in ("pref", "alt", "hidden"):
        by_code = forms.source.languages(tree, kind, trail)
        for language in by_code:
            for words in forms.source.strings(by_code, language, (*trail, kind)):
                forms.add(words, target, kind, language, (*trail, kind, language, words))


def _add_codes(codes: Forms, concept: str, tree: dict[str, Any], matched: list[str]) -> None:
    trail = ("concepts", concept)
    found = codes.source.strings(tree, "codes", trail)
    if "id" in matched and concept.isupper():
        found = [concept, *found]
    if "notation" in matched:
        found = [*found, codes.source.string(tree, "notation", trail)]
    for code in dict.fromkeys(code for code in found if code):
        codes.add(code, concept, "notation", "", trail)


def compile_facets(path: Path) -> Index:
    """The index of the facet table: facets, preferred labels, and labels -> facets."""
    source = Source(path)
    forms = Forms(source)
    facets: dict[str, dict[str, str]] = {}
    preferred: dict[str, dict[str, str]] = {}
    for facet in source.tree:
        tree = source.mapping(source.tree, facet, ())
        source.known(tree, _FACET_KEYS, (facet,))
        if not _FACET_ID.fullmatch(facet):
            source.fail((facet,), f"`{facet}` is no facet id: small letters, digits and _ only")
        facets[facet] = _facet(source, facet, tree)
        labels = source.languages(tree, "labels", (facet,))
        preferred[facet] = {}
        for language in sorted(labels, key=by_language):
            first, *rest = source.strings(labels, language, (facet, "labels"))
            preferred[facet][language] = first
            for number, words in enumerate([first, *rest]):
                kind = "alt" if number else "pref"
                forms.add(words, facet, kind, language, (facet, "labels", language, words))
        _add_forms(forms, facet, {"hidden": tree.get("hidden", "")}, (facet,))
    digest = hashlib.sha256(source.bytes).hexdigest()
    return {"sha256": digest, "facets": facets, "preferred": preferred, "labels": forms.table()}


def _facet(source: Source, facet: str, tree: dict[str, Any]) -> dict[str, str]:
    found = {
        name: value
        for name in ("scheme", "kind", "many", "platform")
        if (value := source.string(tree, name, (facet,)))
    }
    if found.get("many", "true") not in {"true", "false"}:
        source.fail((facet, "many"), "`many` is true or false")
    if found.get("platform", "required") not in {"required", "optional"}:
        source.fail((facet, "platform"), "`platform` is required or optional")
    if "kind" in found and found["kind"] not in TYPED:
        source.fail((facet, "kind"), f"`kind` is one of {', '.join(TYPED)}")
    if "kind" in found and "scheme" in found:
        source.fail((facet, "kind"), "a facet has a scheme or a kind, not both")
    return found


def compile_sections(path: Path) -> Index:
    """The index of the prose headings: heading -> role."""
    source = Source(path)
    forms = Forms(source)
    for role in source.tree:
        by_code = source.languages(source.tree, role, ())
        for language in by_code:
            for words in source.strings(by_code, language, (role,)):
                forms.add(words, role, "alt", language, (role, language, words))
    forms.check(set())
    digest = hashlib.sha256(source.bytes).hexdigest()
    return {"sha256": digest, "headings": forms.table()}


def compile_file(path: Path) -> dict[str, Index]:
    """Every index that is made of one file, by name."""
    if path.parent.name == "schemes":
        main, labels = compile_scheme(path)
        return {path.stem: main, f"{path.stem}.labels": labels}
    make = {"facets": compile_facets, "sections": compile_sections}[path.stem]
    return {path.stem: make(path)}


def check_schemes(path: Path, known: set[str]) -> None:
    """Fail where a facet table names a scheme that there is no file for."""
    if not path.is_file():
        return
    source = Source(path)
    for facet, tree in source.tree.items():
        scheme = tree.get("scheme") if isinstance(tree, dict) else None
        if scheme and scheme not in known:
            wanted = _near(scheme, known)
            source.fail((facet, "scheme"), f"unknown scheme `{scheme}`; {wanted}")


def check_broader(path: Path, known: set[str]) -> None:
    """Fail where a concept is said to be below one that there is not, or below itself."""
    source = Source(path)
    tree = source.mapping(source.tree, "concepts", ())
    above = {
        concept: source.string(entry, "broader", ("concepts", concept))
        for concept, entry in tree.items()
        if isinstance(entry, dict) and "broader" in entry
    }
    for concept, broader in above.items():
        trail = ("concepts", concept, "broader")
        if broader not in known:
            source.fail(
                trail, f"unknown concept `{broader}` of {path.stem}; {_near(broader, known)}"
            )
        seen = [concept]
        while seen[-1] in above and above[seen[-1]] not in seen:
            seen.append(above[seen[-1]])
        if above.get(seen[-1]) == concept:
            source.fail(
                trail, f"`{concept}` is broader than itself: {' -> '.join([*seen, concept])}"
            )


def _near(word: str, known: set[str]) -> str:
    from gpkit.authority.decisions import near

    return near(word, tuple(sorted(known)))


def sources(root: Path = HERE) -> list[Path]:
    """The authority files under a folder, in a fixed order."""
    if not root.is_dir():
        raise AuthorityError(f"{root}: no such folder of authority files", "Name another.")
    tables = [root / "facets.yaml", root / "sections.yaml"]
    return [path for path in tables if path.is_file()] + sorted((root / "schemes").glob("*.yaml"))


def main() -> int:
    """Write every index that is out of date, and drop those whose source is gone."""
    folder = HERE / "index"
    folder.mkdir(exist_ok=True)
    made = {}
    for path in sources():
        made.update(compile_file(path))
    for name, index in made.items():
        target, text = folder / f"{name}.json", dump(index).encode()
        if not target.is_file() or target.read_bytes() != text:
            target.write_bytes(text)
            print(f"wrote {target.name}", file=sys.stderr)  # noqa: T201  a tool of developers
    for stale in sorted(set(folder.glob("*.json")) - {folder / f"{name}.json" for name in made}):
        stale.unlink()
        print(f"removed {stale.name}", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
