"""The house rules: which room may import which, and what may be imported when."""

import ast
import subprocess
import sys
from functools import cache

import pytest

from support import ROOT

SRC = ROOT / "src"
MODULES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SRC.rglob("*.py"))
}

# A room imports only rooms of the floors below it (and its own).
FLOORS = (
    {"errors", "model"},
    {"plugins", "limits"},
    {"engines"},
    {"text"},
    {"authority", "config"},
    {"console", "ledger", "schema", "templates"},
    {"documents"},
    {"store"},
    {"stores"},
    {"parsers"},
    {"normalize", "verify", "stats"},
    {"rules", "exporters", "reporters"},
    {"identity"},
    {"pipeline", "explain", "replay", "select", "importers", "learn"},
    {"diff", "harvest", "match", "selftest", "site"},
    {"drift", "review"},
    {"report"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
HEAVY = ("rich", "bs4", "lxml", "babel", "jsonschema_rs", "charset_normalizer", "anyascii")
YAML = ("gpkit.store._libyaml", "gpkit.cli.doctor")  # the doctor asks for its version
ONLY_IN = {
    "bs4": "gpkit.documents",
    "lxml": "gpkit.documents",
    "babel": "gpkit.text",
    "pycld2": "gpkit.normalize",
    "typer": "gpkit.cli",
    "rensa": "gpkit.match",
    "jsonschema_rs": "gpkit.rules",
    "charset_normalizer": "gpkit.documents",
}


@cache
def tree(module):
    return ast.parse(MODULES[module].read_text("utf-8"))


def imports(module, nodes):
    """Give the dotted names that nodes import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield from (
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in MODULES else node.module
                for a in node.names
            )


def all_imports(module):
    """Give what a module imports anywhere at run time."""
    return set(imports(module, _run_time(tree(module))))


def _run_time(node):
    """Walk all nodes but those below ``if TYPE_CHECKING``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
            continue
        yield child
        yield from _run_time(child)


def at_start(module):
    """Give what a module imports when it is imported."""
    return set(imports(module, _outside_functions(tree(module))))


def _outside_functions(node):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
            continue
        yield child
        yield from _outside_functions(child)


def room(module):
    return module.split(".")[1] if "." in module else ""


def reachable(module):
    """Give our own modules that importing and running a module can reach."""
    seen, waiting = set(), [module]
    while waiting:
        one = waiting.pop()
        for name in all_imports(one):
            if name in MODULES and name not in seen:
                seen.add(name)
                waiting.append(name)
    return seen


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_room(module):
    assert room(module) in FLOOR or module == "gpkit"


@pytest.mark.parametrize("module", [m for m in MODULES if m != "gpkit"])
def test_a_room_imports_only_rooms_below_it(module):
    own = room(module)
    others = {room(name) for name in all_imports(module) if name.startswith("gpkit.")} - {own}
    assert [other for other in sorted(others) if FLOOR[other] >= FLOOR[own]] == []


@pytest.mark.parametrize("stranger", ["gpkit.parsers", "gpkit.normalize", "gpkit.pipeline"])
def test_verify_does_not_know(stranger):
    assert [m for m in sorted(reachable("gpkit.verify")) if m.startswith(stranger)] == []


@pytest.mark.parametrize("module", ["gpkit.selftest.mutations", "gpkit.selftest.page"])
def test_the_mutator_does_not_know_how_pages_are_read(module):
    strangers = ("gpkit.parsers", "gpkit.normalize", "gpkit.pipeline", "gpkit.rules")
    assert [m for m in sorted(reachable(module)) if m.startswith(strangers)] == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_lives_in_one_room(library):
    users = {m for m in MODULES if any(n.split(".")[0] == library for n in all_imports(m))}
    assert [user for user in sorted(users) if not user.startswith(ONLY_IN[library])] == []


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_are_imported_late(module):
    found = {name.split(".")[0] for name in at_start(module)}
    assert sorted(found.intersection(HEAVY)) == []


@pytest.mark.parametrize("module", MODULES)
def test_yaml_is_read_and_written_in_two_places_only(module):
    allowed = module.startswith("gpkit.authority") or module in YAML
    assert allowed or not any(n.split(".")[0] == "yaml" for n in all_imports(module))


@pytest.mark.parametrize("module", MODULES)
def test_yaml_is_never_loaded_with_a_loader_that_builds_objects(module):
    if module.startswith("gpkit.authority"):
        return
    nodes = [n for n in ast.walk(tree(module)) if isinstance(n, ast.Attribute)]
    used = {n.attr for n in nodes if getattr(n.value, "id", "") == "yaml"}
    assert used.isdisjoint({"load", "load_all", "safe_load", "full_load", "unsafe_load"})


@pytest.mark.parametrize("module", MODULES)
def test_only_the_rooms_at_the_door_exit(module):
    names = {getattr(n, "id", getattr(n, "attr", "")) for n in ast.walk(tree(module))}
    at_the_door = room(module) in ("cli", "__main__") or module == "gpkit.authority.compile"
    assert at_the_door or names.isdisjoint({"SystemExit", "_exit", "abort"})


@pytest.mark.parametrize("module", MODULES)
def test_no_clock(module):
    nodes = [n for n in ast.walk(tree(module)) if isinstance(n, ast.Attribute)]
    of_clocks = {
        n.attr for n in nodes if getattr(n.value, "id", "") in ("datetime", "date", "time")
    }
    assert of_clocks.isdisjoint({"now", "utcnow", "today", "time", "time_ns", "localtime"})


def test_only_rules_make_findings():
    makers = {
        module
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding"
    }
    assert makers == {"gpkit.rules._judge"}


@pytest.mark.parametrize(
    ("args", "unwanted"),
    [
        (["--help"], ("yaml", "rich", "babel", "lxml", "bs4", "pydantic", "gpkit.pipeline")),
        (["--version"], ("yaml", "rich", "babel", "lxml", "bs4", "pydantic")),
    ],
)
def test_start_up_is_lean(args, unwanted):
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "gpkit", *args],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    packages = loaded | {name.split(".")[0] for name in loaded}
    assert sorted(packages.intersection(unwanted)) == []


def test_ingest_draws_nothing_without_a_terminal(workshop):
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "gpkit", "ingest", "seeds"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in run.stderr.splitlines()}
    assert sorted(loaded.intersection({"rich", "bs4", "pydantic", "tomllib", "yaml"})) == []
