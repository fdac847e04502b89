"""The pure scoring engine: Scheme × Sheet → Verdict.

Standard library and PyYAML only: no framework, no database, no clock, no float.
"""

ENGINE_VERSION = "1"
"""Raised whenever the same scheme and sheet could give other digits; every run names the version it was judged by."""
