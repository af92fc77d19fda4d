"""What a room says of actors: where its voices stand and how far they lie apart, never fewer than three of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles

from cocreation.enums import FEWEST_VOICES
from projects.maps.influence.judgements import Judged, Part, Salience, Voice
from workshops.enums import SCALES, RoundState
from workshops.models import Rating, Round, RoundActor

#: The middle half of the voices lies this far apart, or more: there is something to talk about.
APART = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """Where voices stand on one scale: the median, and between which figures the middle half of them lies."""

    middle: float
    low: float
    high: float

    @property
    def apart(self) -> bool:
        """Tell whether voices disagree."""
        return self.high - self.low >= APART


@dataclass(frozen=True, slots=True)
class Told:
    """What a room says of one actor; nothing but how many speak while they are too few, or each still alone."""

    about: RoundActor
    voices: int
    figures: dict[str, Figure]
    dots: tuple[tuple[int, int, int], ...] = ()
    part: Part | None = None
    salience: Salience | None = None

    @property
    def apart(self) -> bool:
        """Tell whether voices disagree on something."""
        return any(figure.apart for figure in self.figures.values())

    @property
    def proposed(self) -> dict[str, int | None]:
        """What was settled, else the medians, rounded up where they lie between two figures."""
        medians = {name: int(one.middle + 0.5) for name, one in self.figures.items()}
        return {name: value or medians.get(name) for name, value in self.about.figures.items()}


def told(shown: Round, actors: Iterable[RoundActor]) -> list[Told]:
    """Return what the room says of these actors of a round, in their order."""
    said: dict[int, list[Rating]] = {}
    for rating in Rating.objects.filter(about__round=shown):
        said.setdefault(rating.about_id, []).append(rating)
    together = shown.state == RoundState.TOGETHER
    return [_told(one, said.get(one.pk, []), together) for one in actors]


def _told(about: RoundActor, ratings: list[Rating], together: bool) -> Told:
    if not together or len(ratings) < FEWEST_VOICES:
        return Told(about, len(ratings), {})
    values = {name: [v for one in ratings if (v := getattr(one, name)) is not None] for name in SCALES}
    # Three may speak of influence and one alone of urgency: that one is not told.
    spoken = {name for name, those in values.items() if len(those) >= FEWEST_VOICES}
    judged = Judged(
        tuple(
            Voice(
                one.influence,
                one.interest,
                legitimacy=one.legitimacy if "legitimacy" in spoken else None,
                urgency=one.urgency if "urgency" in spoken else None,
            )
            for one in ratings
        )
    )
    spots = Counter((one.interest, one.influence) for one in ratings)
    return Told(
        about,
        len(ratings),
        {name: figure(values[name]) for name in SCALES if name in spoken},
        tuple((*spot, count) for spot, count in sorted(spots.items())),
        judged.part,
        judged.salience,
    )


def figure(values: list[int]) -> Figure:
    """Return the median and the quartiles of two figures or more (the middle ones count in both halves)."""
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Figure(middle, low, high)
