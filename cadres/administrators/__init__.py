"""The desk of the administrators: accounts, changes of roles, and who can see what."""
