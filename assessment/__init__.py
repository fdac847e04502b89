"""What: cycles, three-tier task lists, entries, runs, schemes and their trials, publications.

Themes stand in a line, each knows only those before it:
cycles ← tasklists ← entries ← intake ← runs ← schemes ← trials ← publications ← rankings ← cards ← roster
← registers ← overview
"""
