"""The filters of pages, as programs ask for them."""

from django.http import QueryDict
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError

from territoire import days
from territoire.api.days import PARAMETER, asked_day


class PageFilters(DjangoFilterBackend):
    """The FilterSet of the page, on the day that `?day=` names; what is not understood is refused (400)."""

    def get_filterset_kwargs(self, request, queryset, view) -> dict:
        """Say the day as pages do."""
        data: QueryDict = request.query_params.copy()
        if PARAMETER in data or days.PARAMETER in data:
            data[days.PARAMETER] = asked_day(request).isoformat()
        return {**super().get_filterset_kwargs(request, queryset, view), "data": data}

    def filter_queryset(self, request, queryset, view):
        """Filter lists alone."""
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        return filterset.qs
