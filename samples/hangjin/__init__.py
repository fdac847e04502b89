"""The made-up banner 示例旗 and its "three threes" year 2016.

Everything in it is invented: people carry the fictional region code 990101 and no place of that name exists.
``python -m samples.hangjin`` writes the workbooks; :func:`write_workbooks` does so from code.
"""

from samples.hangjin.make import write_workbooks

__all__ = ["write_workbooks"]
