"""The whole domain as one neutral file: a Frictionless Data Package (https://datapackage.org/), in a zip.

One CSV file for each table, with its schema; what a row refers to is named by an address, a code or an unguessable
identifier, never by a key of the database. Everything goes by streams, out of PostgreSQL and into it.
"""
