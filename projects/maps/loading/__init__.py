"""From the database to the map of a project, of a territory or of an actor, in a bounded number of queries."""
