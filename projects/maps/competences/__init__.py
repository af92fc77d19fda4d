"""The picture of who masters what: a table of actors and competences, on the page and on paper."""
