"""What goes in and comes out: sheets of facts, figures, verdicts. Frozen data; nothing is computed here."""
