"""The demonstration: the network of the fiche, told as facts in `projects/data/demonstration/`."""
