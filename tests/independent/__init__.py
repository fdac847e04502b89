"""Calculations by other hands: plain Python over the workbooks, sharing no code with the engine or the generator."""
