"""Exact numbers: how they are rounded, levelled and written in sentences."""
