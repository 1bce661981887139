"""What a user's repository says about itself: ``gpkit.toml``, or ``[tool.gpkit]``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.limits import CEILINGS, Limits, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "gpkit.toml"
FOLDER = "authority"  # beside data/
FAMILIES = "families"
_OF_AN_OVERLAY = ("decisions.yaml", "facets.yaml", "schemes", "sections.yaml")


# Of confidence: a title and prose are enough, either of them alone is not.
BELOW = 0.5
_WORDS = 300  # of what is said of broken TOML: it repeats the line


class IngestConfig(NamedTuple):
    """``[ingest]``."""

    no_practice: tuple[str, ...] = ()  # names of dumps known to hold none; * matches any words
    confidence: float = BELOW  # 0..1; what is read less surely is kept apart

    def expects_none(self, dump: str) -> bool:
        """Tell whether a dump is known to hold no practice."""
        from fnmatch import fnmatchcase

        return any(fnmatchcase(dump, pattern) for pattern in self.no_practice)


class AuthorityConfig(NamedTuple):
    """``[authority]``."""

    path: str | None = None  # of the user's own facets, labels, schemes and decisions


class FamiliesConfig(NamedTuple):
    """``[families]``."""

    path: str | None = None  # of the family files that the user's repository declares


class InputsConfig(NamedTuple):
    """``[inputs]``: the columns of CSV and the keys of JSON Lines that hold scraped pages."""

    url: str = "url"
    html: str = "html"
    text: str = "text"
    fetched: str = "fetched"


class MergeConfig(NamedTuple):
    """``[merge]``: which of the places of a practice gives its fields; see docs/identity.md."""

    prefer: tuple[str, ...] = ("latest", "fullest", "first")


class Config(NamedTuple):
    """The configuration that applies, and where it came from."""

    ingest: IngestConfig = IngestConfig()
    authority: AuthorityConfig = AuthorityConfig()
    origin: Path | None = None
    rules: Mapping[str, Mapping[str, Any]] = {}  # [rules.<id>], checked by the rules themselves
    inputs: InputsConfig = InputsConfig()
    families: FamiliesConfig = FamiliesConfig()
    limits: Limits = Limits()
    merge: MergeConfig = MergeConfig()

    def families_folder(self, here: Path) -> Path:
        """Give the folder of the user's own families, whether it is there or not."""
        root = self.origin.parent if self.origin else here
        folder = root / (self.families.path or FAMILIES)
        return folder.relative_to(here) if folder.is_relative_to(here) else folder

    def own_families(self, here: Path) -> Path | None:
        """Give the folder of the user's own families; None where there is none.

        Raises:
            GpkitError: the configuration names a folder that is not there.
        """
        folder = self.families_folder(here)
        if folder.is_dir():
            return folder
        if self.families.path is None:
            return None
        raise GpkitError(
            f"{self._shown()}: [families] path names {folder.as_posix()}: no such directory",
            f"Make it: mkdir -p {folder.as_posix()}",
        )

    def folder(self, here: Path) -> Path:
        """Give the folder of the user's authority, whether it is there or not."""
        root = self.origin.parent if self.origin else here
        folder = root / (self.authority.path or FOLDER)
        return folder.relative_to(here) if folder.is_relative_to(here) else folder

    def overlays(self, here: Path) -> tuple[Path, ...]:
        """Give the folders to lay over the built-in authority.

        Raises:
            GpkitError: the configuration names a folder that is not there.
        """
        folder = self.folder(here)
        if not folder.is_dir():
            if self.authority.path is None:
                return ()
            raise GpkitError(
                f"{self._shown()}: [authority] path names {folder.as_posix()}: no such directory",
                f"Make it: mkdir -p {folder.as_posix()}",
            )
        return (folder,) if any((folder / name).exists() for name in _OF_AN_OVERLAY) else ()

    def _shown(self) -> str:
        return self.origin.as_posix() if self.origin else FILE


def find_config(start: Path) -> Config:
    """Read the configuration for a directory: its own, or that of the nearest parent.

    Raises:
        GpkitError: broken TOML, or a key that gpkit does not know.
    """
    for directory in (start, *start.parents):
        for name, table in ((FILE, None), ("pyproject.toml", "gpkit")):
            path = directory / name
            if path.is_file() and (data := _read(path, table)) is not None:
                return _config(data, path)
        if (directory / ".git").exists():
            break
    return Config()


def _read(path: Path, table: str | None) -> dict[str, Any] | None:
    import tomllib  # 8 ms, and most runs have no configuration

    try:
        data = tomllib.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        words = str(error)[:_WORDS]
        raise GpkitError(f"{path.as_posix()}: {words}", "Mend the line, or remove it.") from error
    if not table:
        return data
    tool = data.get("tool")
    found = tool.get(table) if isinstance(tool, dict) else None
    if found is None or isinstance(found, dict):
        return found
    raise GpkitError(
        f"{path.as_posix()}: tool.{table} is no table, but {found!r}",
        f"Write [tool.{table}.ingest] on a line, and below it a line for each key.",
    )


def _config(data: dict[str, Any], path: Path) -> Config:
    _known(data, ("ingest", "authority", "rules", "inputs", "families", "limits", "merge"), path)
    for name, table in data.items():
        if not isinstance(table, dict):
            raise GpkitError(
                f"{path.as_posix()}: {name} is no table, but {table!r}",
                f"Write [{name}] on a line, and below it a line for each key.",
            )
    ingest = data.get("ingest", {})
    _known(ingest, IngestConfig._fields, path)
    names = ingest.get("no_practice", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise GpkitError(
            f"{path.as_posix()}: [ingest] no_practice is no list of names",
            'Write no_practice = ["contact.txt"].',
        )
    kept = IngestConfig(tuple(names), _confidence(ingest, path))
    authority = _authority(data.get("authority", {}), path)
    rules, inputs = _rules(data.get("rules", {}), path), _inputs(data.get("inputs", {}), path)
    families = _families(data.get("families", {}), path)
    limits = _limits(data.get("limits", {}), path)
    merge = _merge(data.get("merge", {}), path)
    return Config(kept, authority, path, rules, inputs, families, limits, merge)


def _merge(table: dict[str, Any], path: Path) -> MergeConfig:
    _known(table, MergeConfig._fields, path)
    prefer = table.get("prefer", list(MergeConfig().prefer))
    wanted = ", ".join([*MergeConfig().prefer, "family:NAME"])
    if not isinstance(prefer, list) or not prefer:
        raise GpkitError(
            f"{path.as_posix()}: [merge] prefer is no list of rules",
            f'Write prefer = ["latest"]. The rules are: {wanted}.',
        )
    for rule in prefer:
        words = str(rule)
        if words not in MergeConfig().prefer and not words.startswith("family:"):
            from difflib import get_close_matches

            near = get_close_matches(words, MergeConfig().prefer, n=1)
            hint = f"Did you mean {near[0]!r}? " if near else ""
            raise GpkitError(
                f"{path.as_posix()}: [merge] prefer: there is no rule {words!r}",
                f"{hint}The rules are: {wanted}.",
            )
    return MergeConfig(tuple(prefer))


def _confidence(table: dict[str, Any], path: Path) -> float:
    sure = table.get("confidence", BELOW)
    if isinstance(sure, int | float) and not isinstance(sure, bool) and 0 <= sure <= 1:
        return float(sure)
    raise GpkitError(
        f"{path.as_posix()}: [ingest] confidence is no number from 0 to 1",
        f"Write confidence = {BELOW}.",
    )


def _limits(table: dict[str, Any], path: Path) -> Limits:
    _known(table, Limits._fields, path)
    for key, number in table.items():
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise GpkitError(
                f"{path.as_posix()}: [limits] {key} is no number above 0",
                f"Write {key} = {Limits._field_defaults[key]}.",
            )
        if number > CEILINGS.get(key, number):
            raise GpkitError(
                f"{path.as_posix()}: [limits] {key} is above {CEILINGS[key]}",
                "Beyond that libxml2 drops parts of a page in silence.",
            )
    return Limits(**table)


def _families(table: dict[str, Any], path: Path) -> FamiliesConfig:
    _known(table, FamiliesConfig._fields, path)
    return FamiliesConfig(_folder(table, "families", FAMILIES, path))


def _inputs(table: dict[str, Any], path: Path) -> InputsConfig:
    _known(table, InputsConfig._fields, path)
    for key, name in table.items():
        if not isinstance(name, str) or not name.strip():
            raise GpkitError(
                f"{path.as_posix()}: [inputs] {key} is no name of a column",
                f'Write {key} = "{key}".',
            )
    return InputsConfig(**table)


def _rules(tables: dict[str, Any], path: Path) -> Mapping[str, Mapping[str, Any]]:
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise GpkitError(
                f"{path.as_posix()}: [rules] {name} is no table of a rule, but {table!r}",
                'Write [rules.unknown-value] and below it severity = "error".',
            )
    return tables


def _authority(table: dict[str, Any], path: Path) -> AuthorityConfig:
    _known(table, AuthorityConfig._fields, path)
    return AuthorityConfig(_folder(table, "authority", FOLDER, path))


def _folder(table: dict[str, Any], name: str, usual: str, path: Path) -> str | None:
    folder = table.get("path")
    if folder is None or (isinstance(folder, str) and folder.strip()):
        return folder
    raise GpkitError(
        f"{path.as_posix()}: [{name}] path is no name of a folder", f'Write path = "{usual}".'
    )


def _known(data: Mapping[str, Any], keys: tuple[str, ...], path: Path) -> None:
    for key in data:
        if key not in keys:
            from difflib import get_close_matches

            near = get_close_matches(key, keys, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known here: {', '.join(keys)}."
            raise GpkitError(f"{path.as_posix()}: unknown key {key!r}", hint)
