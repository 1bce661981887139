"""Pure functions over strings: no file, no clock, no state."""
