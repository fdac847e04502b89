"""The made-up district 示例区 and its appraisal of 2007: 86 departments, 30 townships, their teams and members.

Everything in it is invented: people carry the fictional region code 990101 and no place of that name exists.
``python -m samples.qianjiang`` writes the workbook; :func:`write_workbook` does so from code.
"""

from samples.qianjiang.make import write_workbook

__all__ = ["write_workbook"]
