"""From the bytes of a dump to a document of numbered lines. One file for each kind of input."""
