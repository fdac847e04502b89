"""What follows from scores, in this order: ranks, colours, limits of grades, quotas, grades, flags, payouts."""
