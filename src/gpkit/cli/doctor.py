"""``gpkit doctor``: what a run here would use, and what is missing. It never fails to answer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from gpkit import __version__
from gpkit.cli.options import Format, known_format
from gpkit.console import print_json
from gpkit.errors import Exit, GpkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DISTRIBUTION = "good-practice-kit"
NO_OVERLAY = True  # a broken configuration is an answer here, not an end


class Fact(NamedTuple):
    """One answer; ``state`` is ok, missing (an extra that is not installed) or broken."""

    topic: str
    name: str
    value: str
    state: str = "ok"
    hint: str = ""


def command(format_: Format = "text") -> None:
    """Show versions, extras, the configuration that applies, and write rights.

    Exits with 2 if something is broken.

    Example: gpkit doctor
    """
    known_format(format_)
    facts = [fact for ask in _QUESTIONS for fact in _asked(ask)]
    if format_ == "json":
        print_json([fact._asdict() for fact in facts])
    else:
        _print(facts)
    broken = any(fact.state == "broken" for fact in facts)
    raise typer.Exit(Exit.USAGE if broken else Exit.OK)


def _asked(ask: Callable[[], Iterator[Fact]]) -> list[Fact]:
    topic = ask.__name__.strip("_")
    try:
        return list(ask())
    except GpkitError as error:
        return [Fact(topic, topic, str(error), "broken", error.hint)]
    except Exception as error:  # noqa: BLE001 - whatever is wrong here is the answer
        return [Fact(topic, topic, f"{type(error).__name__}: {error}", "broken")]


def _print(facts: list[Fact]) -> None:
    from gpkit.text.clean import one_line

    topic = ""
    width = max(len(fact.name) for fact in facts)
    for fact in facts:
        if fact.topic != topic:
            sys.stdout.write(("\n" if topic else "") + f"{fact.topic}\n")
            topic = fact.topic
        state = "" if fact.state == "ok" else f"  [{fact.state}]"
        sys.stdout.write(f"  {fact.name.ljust(width)}  {one_line(fact.value)}{state}\n")
        if fact.hint:
            sys.stdout.write(f"  {'':{width}}  {one_line(fact.hint)}\n")


# The questions; the name of the function is the topic ---------------------------------------------


def _versions() -> Iterator[Fact]:
    import platform

    from yaml import __version__ as pyyaml
    from yaml import __with_libyaml__ as fast

    yield Fact("versions", "gpkit", __version__)
    yield Fact("versions", "python", platform.python_version())
    yield Fact("versions", "platform", f"{platform.system()} {platform.machine()}")
    hint = "" if fast else "Install a wheel: pip install --force-reinstall pyyaml"
    value = f"yes (PyYAML {pyyaml})" if fast else f"no (PyYAML {pyyaml})"
    yield Fact("versions", "libyaml", value, "ok" if fast else "broken", hint)


def _libraries() -> Iterator[Fact]:
    for requirement in _requirements():
        name, _, marker = requirement.partition(";")
        if "extra" not in marker and _applies(marker):
            yield _library("libraries", _name(name), "broken", f"pip install {_name(name)}")


def _extras() -> Iterator[Fact]:
    none = True
    for requirement in _requirements():
        name, _, marker = requirement.partition(";")
        extra = _extra(marker)
        if extra:
            none = False
            yield _library(
                "extras", _name(name), "missing", f"pip install '{DISTRIBUTION}[{extra}]'"
            )
    if none:
        yield Fact("extras", "extras", "none known")


def _configuration() -> Iterator[Fact]:
    from gpkit.config import find_config

    here = Path.cwd()
    config = find_config(here)
    origin = config.origin.as_posix() if config.origin else "none: the defaults apply"
    yield Fact("configuration", "file", origin)
    if config.ingest.no_practice:
        yield Fact("configuration", "no_practice", ", ".join(config.ingest.no_practice))
    for folder in config.overlays(here):
        yield Fact("configuration", "authority", folder.as_posix())
    if config.rules:
        from gpkit.rules._settings import active

        chosen = {rule.id: rule for rule in active(config.rules, origin)}
        for name in config.rules:
            value = chosen[name].severity.value if name in chosen else "off"
            yield Fact("configuration", name, value)


def _vocabulary() -> Iterator[Fact]:
    from gpkit import authority
    from gpkit.config import find_config

    here = Path.cwd()
    if overlays := find_config(here).overlays(here):
        authority.use(overlays)
    known = authority.load()
    yield Fact("vocabulary", "facets", str(len(known.facets())))
    yield Fact("vocabulary", "schemes", str(len(known.schemes())))


def _folders() -> Iterator[Fact]:
    from gpkit.cli.options import NORMALIZED, RAW

    for name, path in (("raw", RAW), ("normalized", NORMALIZED)):
        nearest = next(place for place in (path, *path.absolute().parents) if place.exists())
        writable = os.access(nearest, os.W_OK)
        there = "is there" if path.is_dir() else "is not there yet"
        value = f"{path.as_posix()} {there}, {'can' if writable else 'cannot'} be written"
        hint = "" if writable else f"Give yourself the right to write in {nearest.as_posix()}."
        yield Fact("folders", name, value, "ok" if writable else "broken", hint)


def _terminal() -> Iterator[Fact]:
    import locale

    from gpkit.console import is_coloured

    yield Fact(
        "terminal", "encoding", f"{sys.stdout.encoding}, files {sys.getfilesystemencoding()}"
    )
    yield Fact("terminal", "locale", locale.setlocale(locale.LC_CTYPE))
    yield Fact("terminal", "colour", "yes" if is_coloured(sys.stdout) else "no")
    yield Fact("terminal", "terminal", "yes" if sys.stdout.isatty() else "no")


_QUESTIONS: tuple[Callable[[], Iterator[Fact]], ...] = (
    _versions,
    _libraries,
    _extras,
    _configuration,
    _vocabulary,
    _folders,
    _terminal,
)


# What is installed --------------------------------------------------------------------------------


def _requirements() -> list[str]:
    """Give what the installed package says that it needs, sorted."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        return sorted(requires(DISTRIBUTION) or [])
    except PackageNotFoundError as error:
        raise GpkitError(
            f"{DISTRIBUTION} is not installed, only its source is here",
            "Install it: pip install -e .",
        ) from error


def _name(requirement: str) -> str:
    import re

    return re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0]


def _extra(marker: str) -> str:
    import re

    found = re.search(r"extra\s*==\s*['\"]([^'\"]+)", marker)
    return found[1] if found else ""


def _applies(marker: str) -> bool:
    """Tell whether a marker on the version of Python holds; other markers are taken to hold."""
    import re

    found = re.search(r"python_version\s*(<|>=)\s*['\"](\d+)\.(\d+)", marker)
    if found is None:
        return True
    older = sys.version_info < (int(found[2]), int(found[3]))
    return older if found[1] == "<" else not older


def _library(topic: str, name: str, otherwise: str, how: str) -> Fact:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Fact(topic, name, version(name))
    except PackageNotFoundError:
        return Fact(topic, name, "not installed", otherwise, how)
