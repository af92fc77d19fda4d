"""Pages that list what is on no map (statements, ideas, post-its…), as tables: their menu, and their files."""

from collections.abc import Iterable

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import capfirst

from territoire.exchanges.writing import answers, formats
from territoire.exchanges.writing.values import About, Column, Export, Thing


def menu(request: HttpRequest) -> answers.Menu:
    """Return what the page asked for can be taken away as, with its filters."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return answers.Menu((answers.files(request.path, asked.urlencode(), formats.TABLES),))


def column(
    model: type[models.Model], name: str, *, code: str = "", sort: str = "text", width: int = 24
) -> Column:
    """Return a column headed as forms name the field."""
    field = model._meta.get_field(name)
    return Column(code or name, capfirst(str(field.verbose_name)), sort, width=width)  # type: ignore[union-attr]


def answer(
    request: HttpRequest,
    ending: str,
    *,
    title: str,
    stem: str,
    columns: Iterable[Column],
    things: Iterable[Thing],
    filters: tuple[tuple[str, str], ...] = (),
) -> HttpResponseBase:
    """Answer the file of a list; its page is the address without what begins with “export.”."""
    written_as = answers.format_or_404(ending, formats.TABLES)
    page = request.build_absolute_uri().replace(f"export.{ending}", "")
    about = About(
        title,
        page,
        answers.licence(),
        timezone.localdate(),
        filters=filters,
        reserved=request.user.is_authenticated,
    )
    found = tuple(things)
    return answers.answer(request, written_as, Export(about, title, tuple(columns), lambda: found), stem)
