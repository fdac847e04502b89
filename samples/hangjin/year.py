"""The assessment year and the days on which each assessment falls due (2016 scheme)."""

from calendar import monthrange
from datetime import date

YEAR = 2016
FIRST_DAY = date(YEAR, 1, 1)
LAST_DAY = date(YEAR, 12, 31)

MONTH_ENDS = tuple(date(YEAR, month, monthrange(YEAR, month)[1]) for month in range(1, 13))
SPECIAL_DAYS = (date(YEAR, 5, 20), date(YEAR, 10, 20))
PERIODIC_DAYS = (date(YEAR, 6, 30), LAST_DAY)

# A unit must have existed half a year, a cadre must have held a county post three months, to be ranked.
UNIT_SINCE = date(YEAR, 6, 30)
CADRE_SINCE = date(YEAR, 9, 30)
