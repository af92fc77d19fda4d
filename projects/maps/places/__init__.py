"""The picture of who sits where: the ground, the places, boxes beside them, and the same in words."""
