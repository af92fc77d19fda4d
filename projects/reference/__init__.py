"""Loading of the reference data of projects, shipped in `projects/data/`."""
