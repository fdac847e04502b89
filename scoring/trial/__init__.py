"""Trying a method before it is adopted: moved weights, random draws, what is legal but odd."""
