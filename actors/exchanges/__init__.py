"""What files say of actors: which lines are read, and what their words stand for."""
