"""The sample district of the five-style method: 60 units, 15 city indicators, 340 leaders, all fictional."""

from samples.jiuyuan.make import write_workbook as write_workbook
