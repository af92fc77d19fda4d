"""Works out anew what a request has changed, once its answer is ready."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from projects.actions import coverage

logger = logging.getLogger(__name__)
READS = ("GET", "HEAD", "OPTIONS")


class SettleCoverage(MiddlewareMixin):
    """After each request that may have written: coverage of a few projects, supply of a few actors."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Settle; what fails is logged and stays marked: what was typed is saved, whatever happens here."""
        if settings.TERRITOIRE_SETTLING and request.method not in READS:
            try:
                coverage.settle_few()
            except DatabaseError:
                logger.exception("Coverage could not be settled")
        return response
