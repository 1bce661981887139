"""What is fuzzed: each module has ``check``, which takes bytes and raises where a promise breaks.

The one kind of exception that a caller may meet is a `GpkitError`; it is caught in ``check``.
"""
