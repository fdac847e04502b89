"""The facts of one year from an Excel workbook, a folder of CSV files or a JSON text, and results as a workbook.

The forms are told in docs/sheet-format.md. Nothing here scores; the engine knows nothing of this.
"""
