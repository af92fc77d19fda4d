"""QR codes: what phones look for is there."""

from territoire import qr


def test_a_code_is_a_square_with_its_three_eyes_and_its_white():
    drawn = qr.code("https://exemple.example/ateliers/")

    assert drawn.size >= 21 + 2 * qr.QUIET
    assert drawn.path.startswith(f"M{qr.QUIET} {qr.QUIET}h7v1")  # the first line of the first eye
    assert f'viewBox="0 0 {drawn.size} {drawn.size}"' in drawn.svg
