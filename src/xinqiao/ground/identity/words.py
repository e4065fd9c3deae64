"""Codes of this room."""

SWEEP = "identity.sweep_answers"
