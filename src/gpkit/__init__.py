"""gpkit turns raw dumps of good-practice pages into a catalogue people can trust."""

__version__ = "0.1.0"
