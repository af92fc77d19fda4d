"""What is kept of a person in workshops: to which they were invited, and whether they came."""

from territoire.personal_export import Part, part
from workshops.enums import SCALES
from workshops.models import Guest, Outcome, Rating, RoundActor


def person_parts(keys: list[int], reader) -> list[Part]:
    """Tell the workshops of the person with these keys."""
    guests = Guest.objects.filter(actor__in=keys).order_by("pk")
    known = Outcome.objects.filter(actor__in=keys)
    settled = RoundActor.objects.filter(actor__in=keys).order_by("pk")
    # Without who said it.
    said = Rating.objects.filter(about__actor__in=keys).order_by("pk")
    return [
        part("workshops", guests, "workshop", "answer", "came", "told_at", "created_at", reader=reader),
        part("workshop_outcomes", known, "workshop", "known", "created_at", reader=reader),
        part("workshop_rounds", settled, "round", *SCALES, "created_at", reader=reader),
        part("workshop_ratings", said, *SCALES, reader=reader),
    ]
