"""The county's register out of the office's own rosters: one pass for preview and writing, all or nothing.

`reading` finds the tables in whatever was sent and reads them row by row, `register` holds each row against what is on
record, `findings` says what that means, `writing` does it through the services of units, people and posts, `undoing`
takes it back; `services` is the door. What was sent lies sealed in the registers folder.
"""
