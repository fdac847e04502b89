"""What follows from a result: appeals, notices, talks, cards, recalls and awards; proposed by rule, decided by people."""
