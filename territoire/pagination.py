"""Pages of the API."""

from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Pages by cursor, which never skip nor repeat while records are added."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering = "pk"
