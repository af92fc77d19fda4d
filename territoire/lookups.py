"""Lookups of our own.

`field__among=ids` is like `__in`, for many identifiers or for the rows of a query, as one array (`= ANY(…)`).
`period__holds=day` is like `__contains`, in words that no index answers. The GiST indexes of the constraints against
overlaps begin with other columns; the planner thinks them cheap for a day and their second column, and reads them
whole (100 ms instead of 0.1 among 100,000 involvements).
"""

from django.contrib.postgres.fields import DateRangeField
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
        # As text: turning thousands of numbers into an array of their own takes the driver ten times as long.
        numbers = ",".join(str(int(one)) for one in self.rhs if one is not None)
        return f"{lhs} = ANY(%s::bigint[])", [*params, f"{{{numbers}}}"]


@DateRangeField.register_lookup
class Holds(Lookup):
    """The period contains a day."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """Return the call of the function behind the operator `@>`."""
        lhs, params = self.process_lhs(compiler, connection)
        return f"range_contains_elem({lhs}, %s::date)", [*params, self.rhs]
