"""Dates as pages print them, in the 24 official languages of the EU, read without guessing.

A value is read to the precision it has: ``2024-07-18``, ``2018-09``, ``2018``. What can be read in
two ways has no value but both readings. What settles a reading is, in this order: the numbers
themselves (``18.07.2024``), another date in the same value, the evidence the caller brings
(``order``, ``language``), and the weekday beside the date.

Refused on purpose: two-digit years without a weekday that settles the century (``15.03.21`` has
readings, no value), dates without separators (``20240718`` is more often a number), single-digit
months after a year (``2018-1`` starts project numbers), years outside 1900 to 2100.
"""

from __future__ import annotations

from gpkit.text.dates._find import dates_in
from gpkit.text.dates._period import read_period
from gpkit.text.dates._placeholder import is_placeholder
from gpkit.text.dates._read import proves_order, read_date
from gpkit.text.dates._shapes import Order

__all__ = ["Order", "dates_in", "is_placeholder", "proves_order", "read_date", "read_period"]
