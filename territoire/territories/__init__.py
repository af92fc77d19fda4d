"""The official geography: derived from two public packages, loaded into the database."""
