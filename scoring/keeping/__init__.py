"""What is kept so that a result can be proved later: digests, archives, replay."""
