"""Damage done to the cases of a family, and what its parser and the rules make of it.

``page`` and ``mutations`` know the text of a case and the practices expected of it, and nothing
of parsers or ``normalize``; ``run`` reads the mutants and judges the reading.
"""
