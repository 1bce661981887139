"""Each message that ends a command, or names an input that could not be read, stands in a test.

The messages are gathered from the sources; that a test names one is looked up in the tests' words.
`untested_messages.txt` lists those that no test names. It may only shrink.

What is typed, or what lies there, and what is said of it, stands in the `test_*_messages.py` of
each room: they produce the messages.
"""

import ast
from pathlib import Path

from support import ROOT

LIST = Path(__file__).with_name("untested_messages.txt")
SOURCES = ROOT / "src/gpkit"
RAISE = {"GpkitError", "Unreadable", "NoPractice", "Damaged", "StoreLocked", "YamlProblem"}
RAISE |= {"AuthorityError", "OverLimit", "NoCluster", "Elsewhere", "DumpGone", "unreadable"}
RAISE |= {"over", "fail", "wrong", "_wrong", "_problem", "_nothing"}  # these make one of those
MOST = 13  # lower it with the list
SHORTEST = 8  # characters of a message that tell it from others


def fixed_words(node, named=None):
    """Give the parts of a message that are always the same; ``named``: what variables hold."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [part for value in node.values for part in fixed_words(value, named)]
    if isinstance(node, ast.FormattedValue):
        return fixed_words(node.value, named) if isinstance(node.value, ast.Name) else []
    if isinstance(node, ast.BinOp):
        return fixed_words(node.left, named) + fixed_words(node.right, named)
    if isinstance(node, ast.IfExp):
        return fixed_words(node.body, named) + fixed_words(node.orelse, named)
    if isinstance(node, ast.Name) and named:
        return [part for value in named.get(node.id, ()) for part in fixed_words(value)]
    return []


def messages():
    """Give the messages of the package: file, and the longest part that is always the same."""
    found = set()
    for path in sorted(SOURCES.rglob("*.py")):
        for node, named in calls(ast.parse(path.read_text("utf-8"))):
            if name_of(node.func) not in RAISE:
                continue
            first = name_of(node.func) == "over"  # its first argument is the key of the limit
            if words := max(said(node.args[first:], named), key=len, default=""):
                found.add((path.relative_to(SOURCES).as_posix(), words))
    return sorted(found)


def calls(node, named=None):
    """Give the calls below a node, and what the variables of their function are set to."""
    for child in ast.iter_child_nodes(node):
        here = named or {}
        if isinstance(child, ast.FunctionDef):
            here = {}
            for one in ast.walk(child):
                if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                    here.setdefault(one.targets[0].id, []).append(one.value)
        if isinstance(child, ast.Call):
            yield child, here
        yield from calls(child, here)


def said(arguments, named):
    """Give the fixed words of the message: the first argument that has any; the next is a hint."""
    for argument in arguments:
        parts = [part.strip(" :'`(),.[]#") for part in fixed_words(argument, named)]
        if any(parts):
            return parts
    return []


def name_of(function):
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def words_of_tests():
    """All words of the tests, with what Python lays over several literals joined."""
    words = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        text = path.read_text("utf-8")
        words.append(text)
        for node in ast.walk(ast.parse(text)):
            words += fixed_words(node) if isinstance(node, ast.Constant | ast.JoinedStr) else []
    return "\n".join(words)


def is_named(words, everything):
    """Tell whether a test names a message: by all of its fixed words that stand together."""
    return words in everything and len(words) >= SHORTEST


def untested():
    everything = words_of_tests()
    return [f"{file}: {words}" for file, words in messages() if not is_named(words, everything)]


def listed():
    """Give the lines of the list; those with ``#`` say why the others stand there."""
    lines = LIST.read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_a_new_message_stands_in_a_test():
    """A new message needs a test that names it; the list takes none up."""
    assert set(untested()) - set(listed()) == set()


def test_the_list_only_shrinks():
    assert len(listed()) <= MOST
    assert set(listed()) <= set(untested())  # what has its test leaves the list
    assert len(messages()) > 350
