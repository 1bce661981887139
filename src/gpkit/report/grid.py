"""Europe as a grid of squares, one a country: Malta is as easy to see as France.

The places are ours: neighbours stay neighbours as far as a grid allows. States with less than
100,000 people and countries elsewhere have no square; a report names them beside the map.
"""

from __future__ import annotations

# ISO 3166-1 alpha-2; a dot is sea. One string a row, from the north.
_ROWS = (
    "IS .  .  .  NO SE FI .  . ",
    ".  .  .  .  DK .  EE .  . ",
    "IE GB .  NL DE PL LV RU . ",
    ".  .  BE LU CZ SK LT BY . ",
    ".  .  FR CH AT HU UA .  . ",
    "PT ES .  IT SI HR RO MD . ",
    ".  .  .  .  .  BA RS BG . ",
    ".  .  .  .  .  ME XK MK . ",
    ".  .  .  MT .  AL GR TR GE",
    ".  .  .  .  .  .  .  CY . ",
)
PLACES = {
    code: (column, row)
    for row, line in enumerate(_ROWS)
    for column, code in enumerate(line.split())
    if code != "."
}
COLUMNS, ROWS = len(_ROWS[0].split()), len(_ROWS)
EU27 = tuple(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
_CODE = 2  # letters


def is_country(concept: str) -> bool:
    """Tell a country from the other values of the facet.

    >>> is_country("BG"), is_country("EU"), is_country("other")
    (True, False, False)
    """
    return len(concept) == _CODE and concept.isupper() and concept != "EU"


def bounds(highest: int, steps: int = 4) -> tuple[int, ...]:
    """Give the upper bounds of the steps of a scale: each a multiple of the one before.

    >>> bounds(97), bounds(3), bounds(1)
    ((3, 9, 30, 97), (1, 2, 3), (1,))
    """
    reached = (max(1, int(highest ** (k / steps))) for k in range(1, steps))
    return tuple(sorted({*reached, highest}))


def step(number: int, scale: tuple[int, ...]) -> int:
    """Give the step of a number: 0 for none.

    >>> [step(n, (3, 9, 30, 97)) for n in (0, 1, 3, 4, 97)]
    [0, 1, 1, 2, 4]
    """
    return 0 if number == 0 else 1 + sum(number > bound for bound in scale)
