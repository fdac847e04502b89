"""The order in which people stand in a list: by strokes, by pinyin, by protocol. No database, no models.

`orders.Order` names the orders of the house and `orders.arranged` sorts by one of them: lists, pages and documents
use this one door. `strokes` writes a name as its strokes, `pinyin` as its sounds, with the readings that surnames have.
"""
