"""The engine of imports: what a file would change is planned, looked at, applied at once, and may be undone.

It knows no actor nor project: each kind of lines has its `Importer`, which the roof gives (`territoire.site.imports`).
"""
