"""干部任免审批表 (.lrmx): read with care, written back with nothing changed but what was meant. No database, no models.

`forms` reads a file and changes values in it, on `markup` (the XML, with where each element stands in the file) and
`elements` (what the format has). `dates`, `annual` and `photos` understand single values, `bundles` opens what was
sent. The format has no published specification: what is known of it is in the domain reference, 4.1.
"""
