"""Reading an office's workbooks safely: what is wrong is told by file, sheet and cell, never guessed at.

`parcels` checks and opens what was sent, `books` reads a workbook's sheets, `tables` finds the head and reads typed
rows as a `layouts.Layout` describes them, `faults` gathers what is wrong. No database, no models.
"""
