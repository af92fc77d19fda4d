"""What people send is bounded before it is read."""

from django.core.files.uploadedfile import UploadedFile
from django.test import RequestFactory

from territoire.uploads import MOST_BYTES, bounded
from tests import apart
from tests.pictures import sent


def received(**data) -> dict[str, UploadedFile]:
    return RequestFactory().post("/", data).FILES


def test_a_file_is_received_whole():
    file = received(picture=sent(b"abc", "x.jpg"))["picture"]

    assert (file.name, file.size, file.read()) == ("x.jpg", 3, b"abc")


def test_of_a_heavy_file_the_beginning_is_kept_and_the_whole_is_counted():
    request = RequestFactory().post(
        "/", {"first": "1", "picture": sent(b"x" * (MOST_BYTES + 7)), "last": "2"}
    )

    assert request.FILES["picture"].size == MOST_BYTES + 7
    assert len(request.FILES["picture"].read()) == MOST_BYTES
    assert (request.POST["first"], request.POST["last"]) == ("1", "2")


def answered(headers, bodies, most=100):
    """Return what an application behind the bound received, and the status that the sender got."""
    seen, statuses = [], []

    async def application(scope, receive, send):
        while True:
            message = await receive()
            seen.append(message)
            if not message.get("more_body"):
                break

    async def receive():
        body = bodies.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(bodies)}

    async def send(message):
        statuses.append(message.get("status"))

    apart.run(bounded(application, most)({"type": "http", "headers": headers}, receive, send))
    return seen, [status for status in statuses if status]


def test_a_request_too_long_by_its_own_words_is_refused_unread():
    assert answered([(b"content-length", b"101")], [b"x" * 101]) == ([], [413])


def test_a_request_that_does_not_say_how_long_it_is_is_cut():
    seen, _statuses = answered([(b"content-length", b"peu")], [b"x" * 60, b"x" * 60, b"x"])

    assert [message["type"] for message in seen] == ["http.request", "http.disconnect"]


def test_other_requests_pass():
    seen, statuses = answered([(b"content-length", b"100")], [b"x" * 50, b"x" * 50])

    assert (len(seen), statuses) == (2, [])
