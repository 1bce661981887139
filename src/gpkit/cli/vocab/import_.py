"""``gpkit vocab import``: SKOS into scheme files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gpkit.cli.vocab.options import Scheme, nothing, own_folder
from gpkit.console import say
from gpkit.errors import GpkitError


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="SKOS, or - for stdin.")],
    scheme: Scheme = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Default: authority/, beside data/."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Overwrite schemes that are there already.")
    ] = False,
) -> None:
    """Import schemes from SKOS into scheme files.

    Example: gpkit vocab import vocab.ttl --scheme funding_type -o authority
    """
    from gpkit.authority import skos
    from gpkit.store.yamlio import dump

    schemes = skos.loads(_text_of(file), file)
    if scheme is not None and scheme not in schemes:
        nothing(f"scheme {scheme!r} in {file}", scheme, tuple(schemes))
    folder = (output or own_folder()) / "schemes"
    texts = {
        folder / f"{name}.yaml": dump(schemes[name]) for name in schemes if scheme in (None, name)
    }
    _write(texts, overwrite=overwrite)


def _text_of(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GpkitError(f"{file}: not UTF-8 (byte {error.start})") from error
    except (FileNotFoundError, IsADirectoryError) as error:
        raise GpkitError(f"{file}: no such file", "Name a file in Turtle or JSON-LD.") from error


def _write(texts: dict[Path, str], *, overwrite: bool) -> None:
    from gpkit.store.files import write_atomic

    for path, text in texts.items():
        if not path.stem.replace("_", "").replace("-", "").isalnum():
            raise GpkitError(f"{path.stem!r} is no id of a scheme", "Import others with --scheme.")
        taken = path.is_file() and path.read_bytes() != text.encode()
        if taken and not overwrite:
            raise GpkitError(
                f"{path.as_posix()}: there is another scheme of this name",
                "Write elsewhere with -o, or over it with --overwrite.",
            )
    for path, text in texts.items():
        write_atomic(path, text.encode())
        say(f"wrote {path.as_posix()}")
