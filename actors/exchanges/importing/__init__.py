"""What lines about actors become: compared with what is there, many at once, then written at once."""
