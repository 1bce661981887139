"""How pages are made of templates, in every room that makes some: all words are escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment


def environment(package: str, folder: str, finalize: Callable[[Any], Any]) -> Environment:
    """Give the templates of a folder in a package; ``finalize`` sees each value before a page does.

    A name that a template misspells is an error, not an empty string.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package, folder),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
