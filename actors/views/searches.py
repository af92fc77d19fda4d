"""What autocompleted fields ask for: actors, competences, occupations. Only what one may see."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from actors import search
from actors.models import Actor, Competence, Occupation
from actors.tree import paths_of
from territoire.text import normalise
from territoire.throttling import throttle

MOST_SHOWN = 20


@require_safe
@login_not_required
@throttle("autocomplete")
def actors(request: HttpRequest) -> JsonResponse:
    """Answer `?q=` with actors by slug, the family and the seat as detail."""
    text = request.GET.get("q", "")
    visible = Actor.objects.visible_to(request.user).listed()
    found = search.by_relevance(visible.filter(search.condition(visible, text)), text) if text else []
    results = [_actor(actor) for actor in found and found.select_related("family", "seat")[:MOST_SHOWN]]
    return JsonResponse({"results": results})


def _actor(actor: Actor) -> dict[str, str]:
    text = f"{actor.name} ({actor.acronym})" if actor.acronym else actor.name
    detail = " · ".join(str(part) for part in (actor.family, actor.seat) if part)
    return {"id": actor.slug, "text": text, "detail": detail}


@require_safe
@login_not_required
@throttle("autocomplete")
def competences(request: HttpRequest) -> JsonResponse:
    """Answer `?q=` with competences by slug, what they stand under as detail."""
    text = request.GET.get("q", "")
    if not normalise(text):
        return JsonResponse({"results": []})
    offered = Competence.objects.offered_to(request.user).filter(merged_into=None)
    found = list(offered.named_like(text)[:MOST_SHOWN])
    paths = paths_of(found)
    return JsonResponse(
        {
            "results": [
                {"id": competence.slug, "text": competence.name, "detail": paths.get(competence.pk, "")}
                for competence in found
            ]
        }
    )


@require_safe
@login_not_required
@throttle("autocomplete")
def occupations(request: HttpRequest) -> JsonResponse:
    """Answer `?q=` with occupations by ROME code; all the words must be there, or the code begin so."""
    text = request.GET.get("q", "")
    words = search.words_of(text)
    if not words:
        return JsonResponse({"results": []})
    named = Occupation.objects.all()
    for word in words:
        named = named.filter(search_text__contains=word)
    found = named | Occupation.objects.filter(code__istartswith=text.strip())
    results = [
        {"id": occupation.code, "text": occupation.name, "detail": occupation.code}
        for occupation in found[:MOST_SHOWN]
    ]
    return JsonResponse({"results": results})
