"""What concerns the person who signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def my_space(request: HttpRequest) -> HttpResponse:
    """Show one's projects, actors and requests, and what waits."""
    return render(request, "site/my_space.html")
