"""A static catalogue: pages for any web host, or for a folder on disk, without a network."""
