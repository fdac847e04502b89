"""A publication as documents: the ranking report (PDF), the ranking tables (Excel) and the colour board (A3 PDF)."""
