"""The assessment year and the days on which each assessment falls due (2016 scheme)."""

from calendar import monthrange
from datetime import date

YEAR = 2016
FIRST_DAY = date(YEAR, 1, 1)
LAST_DAY = date(YEAR, 12, 31)

MONTH_ENDS = tuple(date(YEAR, month, monthrange(YEAR, month)[1]) for month in range(1, 13))
SPECIAL_DAYS = (date(YEAR, 5, 20), date(YEAR, 10, 20))
PERIODIC_DAYS = (date(YEAR, 6, 30), LAST_DAY)

# To be ranked a unit must have existed for half a year, a cadre held a county post for three months:
# the latest days to begin.
UNIT_SINCE = date(YEAR, 7, 1)
CADRE_SINCE = date(YEAR, 10, 1)
