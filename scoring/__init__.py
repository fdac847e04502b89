"""The pure scoring engine: Scheme × Sheet → Verdict.

Standard library and PyYAML only: no framework, no database, no clock, no float.
"""
