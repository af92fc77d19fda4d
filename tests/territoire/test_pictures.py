"""Pictures: what is none is refused in words, and what is one is written anew."""

import os
import time
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from actors.models import Actor
from territoire import pictures
from territoire.site import retention
from territoire.uploads import MOST_BYTES
from tests import pictures as files
from tests.factories.actors import ActorFactory
from tests.factories.territoire import UserFactory


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def read(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_written_anew_in_two_sizes(form):
    drawn = pictures.drawn(files.sent(files.photo(3000, 1500, form), "x.txt", "text/plain"))

    assert (read(drawn.wide).format, read(drawn.wide).size) == ("WEBP", (1600, 800))
    assert read(drawn.small).size == (480, 240)


@pytest.mark.parametrize(("ink", "ground"), [("#101010", 255), ("#f0f0f0", 50)], ids=["dark", "light"])
def test_a_logo_is_laid_on_what_it_stands_out_from(ink, ground):
    logo = Image.new("RGBA", (40, 30))
    logo.paste(ink, (0, 0, 20, 30))
    file = BytesIO()
    logo.save(file, "PNG")

    drawn = read(pictures.drawn(files.sent(file.getvalue())).wide)

    assert (drawn.size, drawn.mode) == ((40, 30), "RGB")
    assert abs(max(drawn.getpixel((35, 15))) - ground) < 20


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_other_kinds_of_colours_are_taken(form):
    mode = {"JPEG": "CMYK", "PNG": "P", "WEBP": "RGB"}[form]

    assert read(pictures.drawn(files.sent(files.photo(form=form, mode=mode))).wide).mode == "RGB"


def test_a_record_deleted_in_the_administration_takes_its_picture_along(
    client, django_capture_on_commit_callbacks
):
    names = [pictures.keep(pictures.drawn(files.sent(files.photo())), "actors") for _actor in range(2)]
    one, other = (ActorFactory(picture=name) for name in names)
    client.force_login(UserFactory(admin=True))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/actors/actor/{one.pk}/delete/", {"post": "yes"})
        client.post(
            "/admin/actors/actor/",
            {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"},
        )

    assert not Actor.objects.exists()
    assert not any(default_storage.exists(name) for name in names)


def test_where_and_with_what_it_was_taken_is_gone():
    sent = files.photo_with_place()
    assert read(sent).getexif().get_ifd(files.GPS)

    drawn = pictures.drawn(files.sent(sent))

    for content in (drawn.wide, drawn.small):
        assert not dict(read(content).getexif())
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(read(content).info)
        assert b"canari" not in content
    assert read(drawn.wide).size == (480, 640)  # turned as the photo asked


def test_what_hides_behind_a_picture_is_gone():
    for form in ("JPEG", "PNG", "WEBP"):
        drawn = pictures.drawn(files.sent(files.photo(form=form) + files.PAGE))

        assert b"script" not in drawn.wide + drawn.small


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Un texte nomme photo.jpg", "unreadable"),
        (files.SVG, "unreadable"),
        (files.PAGE, "unreadable"),
        (b"GIF89a" + b"\0" * 100, "unreadable"),
        (files.photo(form="GIF"), "unreadable"),
        (files.photo(form="BMP"), "unreadable"),
        (files.photo(form="TIFF"), "unreadable"),
        (files.photo(form="ICO"), "unreadable"),
        (files.photo()[:500], "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "unreadable"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run", "unreadable"),
        (files.bomb(), "large"),
        (files.bomb(6000, 5001), "large"),
        (files.bomb(2_000_000_000, 2_000_000_000), "large"),
        (b"\xff" * (MOST_BYTES + 1), "heavy"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_what_is_no_picture_is_refused(content, code):
    with pytest.raises(ValidationError) as refused:
        pictures.drawn(files.sent(content))

    assert refused.value.code == code


def test_a_bomb_is_refused_at_once():
    start = time.process_time()

    with pytest.raises(ValidationError):
        pictures.drawn(files.sent(files.bomb()))

    assert time.process_time() - start < 0.5


def test_a_kept_picture_has_a_name_of_chance_that_its_owner_alone_can_read():
    drawn = pictures.drawn(files.sent(files.photo(), "../../../etc/passwd.php"))

    names = {pictures.keep(drawn, "actors") for _ in range(3)}

    assert len(names) == 3
    for name in names:
        assert name.startswith("actors/")
        assert len(name) == len("actors/.webp") + 32
        assert os.stat(default_storage.path(name)).st_mode & 0o077 == 0


def kept(age: timedelta = timedelta()) -> str:
    name = pictures.keep(pictures.drawn(files.sent(files.photo(10, 10))), "actors")
    moment = time.time() - age.total_seconds()
    os.utime(default_storage.path(name), (moment, moment))
    return name


def stored() -> list[str]:
    return sorted(f"actors/{file}" for file in default_storage.listdir("actors")[1])


@pytest.mark.django_db
def test_a_picture_is_forgotten_once_all_is_saved(django_capture_on_commit_callbacks):
    name = kept()

    with django_capture_on_commit_callbacks(execute=True):
        pictures.forget(name, "")
        assert len(stored()) == 2

    assert stored() == []


@pytest.mark.django_db
def test_a_picture_that_another_record_shares_stays(django_capture_on_commit_callbacks):
    name = kept()
    ActorFactory(picture=name)

    with django_capture_on_commit_callbacks(execute=True):
        pictures.forget(name)

    assert len(stored()) == 2


@pytest.mark.django_db
def test_what_no_record_names_is_swept_after_a_day(django_capture_on_commit_callbacks):
    old, named, new = kept(timedelta(days=2)), kept(timedelta(days=2)), kept()
    ActorFactory(picture=named)

    assert pictures.unnamed() == [old]
    with django_capture_on_commit_callbacks(execute=True):
        retention.apply(timezone.now())

    assert old not in stored()
    assert {named, new} <= set(stored())
    assert len(stored()) == 4


@pytest.mark.django_db
def test_sweeping_an_empty_instance_changes_nothing():
    assert pictures.unnamed() == []
