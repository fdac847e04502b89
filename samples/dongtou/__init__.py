"""The made-up district 示例区 and its assessment of 2018: 8 townships, 52 departments, about 450 section-level cadres.

Everything in it is invented: people carry the fictional region code 990101 and no place of that name exists.
``python -m samples.dongtou`` writes the workbook; :func:`write_workbook` does so from code.
"""

from samples.dongtou.make import write_workbook

__all__ = ["write_workbook"]
