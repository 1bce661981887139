"""What a user's repository says about itself: ``gpkit.toml``, or ``[tool.gpkit]``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from gpkit.errors import GpkitError

FILE = "gpkit.toml"


class IngestConfig(NamedTuple):
    """``[ingest]``."""

    no_practice: tuple[str, ...] = ()  # names of dumps known to hold none; * matches any words

    def expects_none(self, dump: str) -> bool:
        """Tell whether a dump is known to hold no practice."""
        from fnmatch import fnmatchcase

        return any(fnmatchcase(dump, pattern) for pattern in self.no_practice)


class Config(NamedTuple):
    """The configuration that applies, and where it came from."""

    ingest: IngestConfig = IngestConfig()
    origin: Path | None = None


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
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GpkitError(f"{path.as_posix()}: {error}", "Mend the line, or remove it.") from error
    found = data.get("tool", {}).get(table) if table else data
    return found if isinstance(found, dict) else None


def _config(data: dict[str, Any], path: Path) -> Config:
    _known(data, ("ingest",), path)
    ingest = data.get("ingest", {})
    _known(ingest, IngestConfig._fields, path)
    names = ingest.get("no_practice", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise GpkitError(
            f"{path.as_posix()}: [ingest] no_practice is no list of names",
            'Write no_practice = ["contact.txt"].',
        )
    return Config(IngestConfig(tuple(names)), path)


def _known(data: object, keys: tuple[str, ...], path: Path) -> None:
    if not isinstance(data, dict):
        raise GpkitError(f"{path.as_posix()}: a table was expected where {data!r} stands")
    for key in data:
        if key not in keys:
            from difflib import get_close_matches

            near = get_close_matches(key, keys, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known here: {', '.join(keys)}."
            raise GpkitError(f"{path.as_posix()}: unknown key {key!r}", hint)
