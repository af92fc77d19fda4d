"""The list of projects."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django_filters.views import FilterView

from projects.analysis.cards import cards
from projects.enums import Stage
from projects.filters import ProjectFilter
from projects.models import Project, Theme
from territoire.exchanges.writing import answers
from territoire.exchanges.writing import formats as file_formats
from territoire.freshness import STALE
from territoire.models import Territory
from territoire.throttling import throttle
from territoire.views import HtmxPartialMixin


@method_decorator([login_not_required, throttle("search")], name="dispatch")
class ProjectList(HtmxPartialMixin, FilterView):
    """Projects that one may see, by what is asked for in the address."""

    filterset_class = ProjectFilter
    template_name = "projects/project_list.html"
    paginate_by = 12
    strict = False

    def get_queryset(self):
        """Keep what is listed and visible, by name."""
        return (
            Project.objects.visible_to(self.request.user)
            .listed()
            .select_related("territory__departement")
            .order_by("search_name", "pk")
        )

    def paginate_queryset(self, queryset, page_size):
        """Answer the nearest page that exists: an address typed by hand is no mistake to blame."""
        page = Paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        """Give the cards, the choices with their counts, and the filters in words."""
        context = super().get_context_data(**kwargs)
        asked = context["filter"]
        context["cards"] = cards(context["page_obj"], user=self.request.user, day=asked.day)
        context["day"] = asked.day
        context["territories_url"] = reverse("site:territory-search")
        context["competences_url"] = reverse("actors:competence-search")
        context["themes"] = self._themes(asked)
        context["stages"] = self._stages(asked)
        context["place"] = Territory.objects.filter(code=self._asked("territoire")).first()
        context["competence"] = asked.competence_asked(self._asked("competence"))
        context["criteria"] = self._criteria(context)
        context["export"] = self._export()
        return context

    def _asked(self, name: str) -> str:
        return self.request.GET.get(name, "")

    def _themes(self, asked: ProjectFilter) -> list[dict]:
        counts = asked.counts("theme", "themes")
        chosen = self._asked("theme")
        return [
            {"value": theme.slug, "name": theme.name, "count": count, "chosen": theme.slug == chosen}
            for theme in Theme.objects.all()
            if (count := counts.get(theme.pk, 0)) or theme.slug == chosen
        ]

    def _stages(self, asked: ProjectFilter) -> list[dict]:
        counts = asked.counts("etape", "stage")
        chosen = self._asked("etape")
        return [
            {"value": stage.value, "name": stage.label, "count": count, "chosen": stage == chosen}
            for stage in Stage
            if (count := counts.get(stage.value, 0)) or stage == chosen
        ]

    def _criteria(self, context: dict) -> list[dict]:
        """Say each filter in use, so that it can be taken away."""
        chosen = {
            "q": f"« {self._asked('q')} »" if self._asked("q") else "",
            "territoire": str(context["place"] or self._asked("territoire")),
            "theme": next((one["name"] for one in context["themes"] if one["chosen"]), ""),
            "etape": next((one["name"] for one in context["stages"] if one["chosen"]), ""),
            "competence": str(context["competence"] or self._asked("competence")),
            "fraicheur": _("To be confirmed") if self._asked("fraicheur") == STALE else "",
            "ouvert": _("Open to newcomers") if self._asked("ouvert") == "1" else "",
        }
        return [
            {"name": name, "words": words, "without": self._without(name)}
            for name, words in chosen.items()
            if words
        ]

    def _export(self) -> answers.Menu:
        asked = self.request.GET.copy()
        asked.pop("page", None)
        base, query = self.request.path, asked.urlencode()
        part = answers.files(base, query, file_formats.PROJECTS, days=reverse("projects:list-calendar"))
        return answers.Menu((part, answers.read_live(base, query, file_formats.PROJECTS)))

    def _without(self, name: str) -> str:
        kept = self.request.GET.copy()
        for dropped in (name, "page"):
            kept.pop(dropped, None)
        return f"?{kept.urlencode()}"
