"""So what: appeals, notices, talks, cards, recalls and awards; proposed by rule, decided by people. Nothing yet."""
