"""Families, rules and exporters of other packages: modules named by their entry points.

``importlib.metadata`` takes 80 ms to say which there are, more than a small run. The same is
written in ``entry_points.txt`` of each installed package: looking for our groups there takes
0.3 ms for a hundred packages, and nothing is imported before it is used.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OURS = b"[gpkit."


def modules_beside(file: str) -> tuple[str, ...]:
    """Name our own modules in the folder of a file, sorted: a module's file name is its id.

    Those that begin with ``_`` are none.
    """
    names = os.listdir(os.path.dirname(file))  # noqa: PTH120, PTH208 - three times as quick
    found = (name.removesuffix(".py") for name in names if name.endswith(".py"))
    return tuple(sorted(name for name in found if not name.startswith("_")))


class Plugin(NamedTuple):
    """A module of another package, and the package that names it."""

    name: str
    module: str
    package: str


@cache
def plugins(group: str) -> dict[str, Plugin]:
    """Give what other packages offer of one kind (``gpkit.families``), by name.

    Raises:
        GpkitError: two packages offer the same name.
    """
    found: dict[str, Plugin] = {}
    for plugin in _all().get(group, ()):
        other = found.setdefault(plugin.name, plugin)
        if other != plugin:
            raise GpkitError(
                f"{other.package} and {plugin.package} both offer {plugin.name!r} ({group})",
                f"Remove one of them: pip uninstall {plugin.package}",
            )
    return found


def load(group: str, name: str, needs: tuple[str, ...]) -> Any:
    """Import what another package offers.

    Raises:
        GpkitError: it cannot be imported, or lacks a name that it needs.
    """
    plugin = plugins(group)[name]
    where = f"{name} ({plugin.module}, from {plugin.package})"
    try:
        module = import_module(plugin.module)
    except Exception as error:  # whatever the code of others does
        words = f"{where} cannot be imported: {type(error).__name__}: {error}"
        raise GpkitError(words, f"Mend it, or: pip uninstall {plugin.package}") from error
    if missing := [need for need in needs if not hasattr(module, need)]:
        what = f"{where} has no {' and no '.join(missing)}, which it needs"
        raise GpkitError(what, "See docs/families.md.")
    return module


def offer(group: str, name: str, file: Path) -> None:
    """Add a file that is not installed, for this process.

    Raises:
        GpkitError: there is no such file.
    """
    from importlib.util import module_from_spec, spec_from_file_location

    module = f"_of_{name.replace('-', '_')}"
    spec = spec_from_file_location(module, file)
    if not file.is_file() or spec is None or spec.loader is None:
        raise GpkitError(f"{file.as_posix()}: no such Python file", "Name a file that ends in .py.")
    sys.modules[module] = module_from_spec(spec)
    try:
        spec.loader.exec_module(sys.modules[module])
    except Exception as error:
        words = f"{file.as_posix()}: {type(error).__name__}: {error}"
        raise GpkitError(words, "Mend the file.") from error
    plugins(group)[name] = Plugin(name, module, file.as_posix())


@cache
def _all() -> dict[str, list[Plugin]]:
    groups: dict[str, list[Plugin]] = {}
    seen: set[str] = set()
    for folder in dict.fromkeys(sys.path):
        for info in _infos(folder or "."):
            package = info.rpartition("/")[2].partition("-")[0]
            if package not in seen:  # the first on the path hides the others
                for group, plugin in _entries(f"{info}/entry_points.txt", package):
                    seen.add(package)
                    groups.setdefault(group, []).append(plugin)
    return groups


def _infos(folder: str) -> list[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - three times as quick
    except OSError:
        return []
    return [f"{folder}/{n}" for n in sorted(names) if n.endswith((".dist-info", ".egg-info"))]


def _entries(path: str, package: str) -> Iterator[tuple[str, Plugin]]:
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return
    with os.fdopen(file, "rb", buffering=0) as stream:
        data = stream.read()
    if _OURS not in data:
        return
    group = ""
    for line in data.decode("utf-8", "replace").splitlines():
        words = line.strip()
        if words.startswith("["):
            group = words.strip("[] ")
        elif group.startswith("gpkit.") and "=" in words and words[0] not in "#;":
            name, _, module = words.partition("=")
            yield group, Plugin(name.strip(), module.partition("[")[0].strip(), package)
