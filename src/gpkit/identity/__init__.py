"""Which records are one practice, and what becomes of a practice that was seen several times."""
