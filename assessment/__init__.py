"""What: cycles, three-tier task lists, entries, runs and publications.

Themes stand in a line, each knows only those before it:
cycles ← tasklists ← entries ← intake ← runs ← publications ← rankings ← cards ← roster ← overview
"""
