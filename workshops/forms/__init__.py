"""Forms on workshops."""
