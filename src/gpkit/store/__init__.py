"""Practices on disk: one YAML file each, derived, sealed, written whole or not at all."""
