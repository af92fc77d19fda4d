"""Pictures of records: given as they are, sent as bytes, changed through the form of the page."""

from typing import ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.response import Response

from territoire import pictures
from territoire.api.problems import Problem
from territoire.api.views import Gesture, Records, one_address
from territoire.uploads import MOST_BYTES

SENT = ("image/jpeg", "image/png", "image/webp")
EMPTY = _("Send a picture: its bytes are the body.")


class PictureBody(BaseParser):
    """The bytes of a picture. What they are is known by decoding them, not by what is said of them."""

    media_type = "image/*"

    def parse(self, stream, media_type=None, parser_context=None) -> dict[str, SimpleUploadedFile]:
        """Read it."""
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise Problem(413, "too-long")
        return {"picture": SimpleUploadedFile("picture", body)} if body else {}


class AsItIs(BaseContentNegotiation):
    """Whatever is accepted: a picture is answered as it is kept, a problem as JSON."""

    def select_parser(self, request, parsers):
        """Take any picture."""
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        """Answer in the one way there is."""
        return renderers[0], renderers[0].media_type


class PictureOf(Records):
    """The picture of a record, before the class of its records; `page` is the gesture that changes the record."""

    page: ClassVar[Gesture]
    changing = ("replace", "destroy")
    parser_classes = [PictureBody]  # as REST framework declares it
    content_negotiation_class = AsItIs

    @extend_schema(summary="The picture (WebP)", responses={(200, "image/webp"): OpenApiTypes.BINARY})
    def retrieve(self, request, **_arguments) -> HttpResponse:
        """Give it; `?small=1` for lists."""
        return pictures.served(self.get_object().picture.name, small=request.query_params.get("small") == "1")

    @extend_schema(
        summary="Put a picture in place of the one there is",
        request=dict.fromkeys(SENT, OpenApiTypes.BINARY),
    )
    def replace(self, request, **arguments) -> Response:
        """Keep it, drawn anew."""
        sent = request.data.get("picture")
        if sent is None:
            raise Problem(400, "invalid", errors=[{"pointer": "", "detail": str(EMPTY), "code": "required"}])
        return self.changed(self.page, self.get_object(), {"picture": sent}, arguments)

    @extend_schema(summary="Remove the picture")
    def destroy(self, request, **arguments) -> Response:
        """Remove it."""
        self.changed(self.page, self.get_object(), {"picture": None}, arguments)
        return Response(status=204)


def picture_address(record: str, pictures_of: type[PictureOf], name: str) -> URLPattern:
    """Return the address of the picture of a record, below its own (`record`)."""
    return one_address(
        f"{record}picture/", pictures_of, name, get="retrieve", put="replace", delete="destroy"
    )
