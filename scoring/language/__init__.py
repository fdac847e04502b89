"""The terms a method is written in, besides its rules: sources, spans, conditions, ladders, quotas, payouts.

What a term is stands in one module; where its text takes more than a few lines to read, in `<term>_reading`."""
