"""Appointment forms taken into the register and given out again: one pass for preview and writing, all or nothing.

`reading` says what a form tells, `comparing` how that stands to the register, `register` finds people and writes,
`services` is the door; `sealed` keeps what was sent, encrypted, in pieces that fit into memory.
"""
