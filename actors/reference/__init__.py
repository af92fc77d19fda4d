"""Loading of the reference data of actors, shipped in `actors/data/`."""
