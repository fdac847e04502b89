"""Sample counties: workbooks as an office would send them, made by seeded scripts."""
