"""The demonstration: the sample county's year, from the office's workbooks to a published ranking, in the terminal."""
