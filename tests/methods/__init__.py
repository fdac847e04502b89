"""The methods shipped, on their sample counties: the engine against calculations by other hands."""
