"""``gpkit rules``: what is judged, how hard, and what can be set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import Format, known_format
from gpkit.console import print_json
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from typing import Any

    from gpkit.rules import Rule

OFF = "off"


def command(
    rule: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A rule to explain; without, all rules.")
    ] = None,
    format_: Format = "text",
) -> None:
    """List the rules of gpkit validate, or explain one.

    Set them in gpkit.toml: [rules.unknown-value] and below it severity = "error" (warning, note,
    off), and the options that a rule names.

    Example: gpkit rules byline-conflict
    """
    known_format(format_)
    found = _described()
    if rule is not None:
        found = [_chosen(rule, found)]
    if format_ == "json":
        data: object = found[0] if rule is not None else found
        print_json(data)
    elif rule is not None:
        _explain(found[0])
    else:
        _list(found)


def _described() -> list[dict[str, Any]]:
    from gpkit.config import find_config
    from gpkit.rules import rules

    config = find_config(Path.cwd())
    active = {one.id: one for one in rules()}
    if config.rules:
        from gpkit.rules._settings import active as configured

        origin = config.origin.as_posix() if config.origin else "gpkit.toml"
        active = {one.id: one for one in configured(config.rules, origin)}
    return [_description(one, active.get(one.id)) for one in rules()]


def _description(rule: Rule, active: Rule | None) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": active.severity.value if active else OFF,
        "default": rule.severity.value,
        "summary": rule.info.summary,
        "options": dict(active.options if active else rule.options),
        "manual": rule.manual,
    }


def _chosen(name: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    for one in found:
        if one["id"] == name:
            return one
    from gpkit.rules._settings import near

    raise GpkitError(f"there is no rule {name!r}", near(name, [one["id"] for one in found]))


def _list(found: list[dict[str, Any]]) -> None:
    width = max(len(one["id"]) for one in found)
    for one in found:
        changed = "" if one["severity"] == one["default"] else f" ({one['default']} by default)"
        name, severity = one["id"].ljust(width), one["severity"].ljust(7)
        sys.stdout.write(f"{name}  {severity}  {one['summary']}{changed}\n")


def _explain(one: dict[str, Any]) -> None:
    changed = "" if one["severity"] == one["default"] else f", {one['default']} by default"
    sys.stdout.write(f"{one['id']} ({one['severity']}{changed})\n\n{one['manual']}\n")
    sys.stdout.write(f"\nIn gpkit.toml:\n\n    [rules.{one['id']}]\n")
    sys.stdout.write(f'    severity = "{one["severity"]}"  # error, warning, note or off\n')
    for name, value in one["options"].items():
        import json

        sys.stdout.write(f"    {name} = {json.dumps(value, ensure_ascii=False)}\n")
