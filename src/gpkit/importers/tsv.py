"""A TSV table that people may have edited; read as CSV is, which tells the delimiter itself."""

from gpkit.importers.csv import sheets

__all__ = ["sheets"]
