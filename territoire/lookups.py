"""`field__among=ids`: like `__in`, for many identifiers or for the rows of a query, as one array (`= ANY(…)`)."""

from django.db.models import Field, ForeignObject, Lookup


@ForeignObject.register_lookup  # which does not look at those of Field
@Field.register_lookup
class Among(Lookup):
    """The column is one of a list of whole numbers, or of the values of a queryset; a foreign key by its identifier.

    PostgreSQL reads such a query first, once, and may then use an index for each side of an OR, which it does not
    with `IN (SELECT …)`.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """Return the comparison with any of the array."""
        lhs, params = self.process_lhs(compiler, connection)
        if hasattr(self.rhs, "as_sql"):
            rhs, rhs_params = self.process_rhs(compiler, connection)
            return f"{lhs} = ANY(ARRAY{rhs})", [*params, *rhs_params]
        return f"{lhs} = ANY(%s::bigint[])", [*params, list(self.rhs)]
