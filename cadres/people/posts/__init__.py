"""Who held which post on a day: the acts that change it, each with a date, and the one selector that tells it."""
