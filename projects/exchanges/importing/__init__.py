"""What lines about projects become: compared with what is there, many at once, then written at once."""
