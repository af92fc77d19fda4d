"""QR codes, drawn here: what a phone reads off a screen or a poster. Nobody else is asked for them."""

from dataclasses import dataclass

import qrcode

#: The white that readers want around, in modules (ISO/IEC 18004).
QUIET = 4


@dataclass(frozen=True)
class Code:
    """A code as a path of SVG: `size` is the side of its square, quiet zone included."""

    size: int
    path: str

    @property
    def svg(self) -> str:
        """Return the whole picture, black on white, as a document prints it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}">'
            f'<path fill="#fff" d="M0 0h{self.size}v{self.size}H0z"/><path fill="#000" d="{self.path}"/></svg>'
        )


def code(text: str) -> Code:
    """Draw the code of `text`; a quarter of it may be hidden or torn."""
    drawn = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET)
    drawn.add_data(text)
    drawn.make(fit=True)
    rows = drawn.get_matrix()
    runs = (run for y, row in enumerate(rows) for run in _runs(y, row))
    return Code(len(rows), "".join(runs))


def _runs(y: int, row: list[bool]):
    """Go through the dark modules of a row, those that touch drawn as one."""
    start = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield f"M{start} {y}h{x - start}v1H{start}z"
            start = None
