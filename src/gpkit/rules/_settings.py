"""What ``[rules.<id>]`` in the configuration sets: severities, and the options a rule declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.model import Severity
from gpkit.rules import Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OFF = "off"


def active(tables: Mapping[str, Mapping[str, Any]], origin: str) -> tuple[Rule, ...]:
    """Give the rules as configured; those that are off are left out.

    Raises:
        GpkitError: no such rule, option or severity, or an option of another type.
    """
    known = {rule.id: rule for rule in rules()}
    for name in tables:
        if name not in known:
            raise GpkitError(f"{origin}: there is no rule {name!r}", near(name, known))
    chosen = (_configured(rule, tables.get(rule.id, {}), origin) for rule in rules())
    return tuple(rule for rule in chosen if rule is not None)


def _configured(rule: Rule, table: Mapping[str, Any], origin: str) -> Rule | None:
    if not table:
        return rule
    options = dict(rule.options)
    for name, value in table.items():
        if name != "severity":
            _check(rule, name, value, origin)
            options[name] = value
    severity = table.get("severity", rule.severity.value)
    if severity == OFF:
        return None
    if severity not in list(Severity):
        raise GpkitError(
            f"{origin}: [rules.{rule.id}] severity is {severity!r}, which it cannot be",
            f"Write one of: {', '.join(reversed(Severity))}, {OFF}.",
        )
    return rule._replace(severity=Severity(severity), options=options)


def _check(rule: Rule, name: str, value: object, origin: str) -> None:
    if name not in rule.options:
        hint = near(name, ["severity", *rule.options])
        raise GpkitError(f"{origin}: the rule {rule.id} has no option {name!r}", hint)
    wanted = rule.options[name]
    fits = type(value) is type(wanted)
    if isinstance(value, list):
        fits = fits and all(isinstance(item, str) for item in value)
    if not fits:
        kind = "a list of words" if isinstance(wanted, list) else f"a value like {wanted!r}"
        raise GpkitError(
            f"{origin}: [rules.{rule.id}] {name} is {value!r}, which it cannot be",
            f"Write {kind}.",
        )


def near(name: str, known: Iterable[str]) -> str:
    """Give the hint for a name that is not known."""
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(names)}."
