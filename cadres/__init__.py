"""Who: counties, accounts, units, posts, people, and the trail of who did what.

Themes stand in a line, each knows only those before it:
access ← counties ← workbooks ← trail ← accounts ← jobs ← units ← people ← imports ← privacy ← administrators
"""
