"""What is kept of a person in workshops: to which they were invited, and whether they came."""

from territoire.personal_export import Part, part
from workshops.models import Guest, Outcome


def person_parts(keys: list[int], reader) -> list[Part]:
    """Tell the workshops of the person with these keys."""
    guests = Guest.objects.filter(actor__in=keys).order_by("pk")
    known = Outcome.objects.filter(actor__in=keys)
    return [
        part("workshops", guests, "workshop", "answer", "came", "told_at", "created_at", reader=reader),
        part("workshop_outcomes", known, "workshop", "known", "created_at", reader=reader),
    ]
