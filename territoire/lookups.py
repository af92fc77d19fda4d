"""`field__among=ids`: like `__in` for a long list of identifiers, sent as one array (`= ANY(%s)`)."""

from django.db.models import Field, ForeignObject, Lookup


@ForeignObject.register_lookup  # which does not look at those of Field
@Field.register_lookup
class Among(Lookup):
    """The column is one of a list of whole numbers; a foreign key is compared by its identifier."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """Return the comparison with any of the array."""
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s::bigint[])", [*params, list(self.rhs)]
