"""The sample city of the three mechanisms: 10 counties, 40 departments, their cadres and promises, all fictional."""

from samples.ankang.make import write_workbook as write_workbook
