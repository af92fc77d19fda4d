"""Lines of calendars and of cards (RFC 5545, RFC 6350): folded, with what people typed escaped."""

from collections.abc import Iterator

#: In bytes, without the end of the line.
LONGEST = 75
END = "\r\n"


def line(name: str, value: str) -> str:
    """Write a line, folded where it is long, never in the middle of a character."""
    return END.join(_folded(f"{name}:{value}")) + END


def escaped(text: object) -> str:
    """Write a text so that it stays one value of one line."""
    said = str(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(c for c in said.replace("\r\n", "\n").replace("\n", "\\n") if c >= " " and c != "\x7f")


def address(text: str) -> str:
    """Write an address, which is not escaped: nothing but what an address holds goes through."""
    return "".join(character for character in text if "!" <= character <= "~")


def _folded(text: str) -> Iterator[str]:
    piece, size, room = "", 0, LONGEST
    for character in text:
        width = len(character.encode())
        if size + width > room:
            yield piece
            piece, size, room = " ", 1, LONGEST
        piece += character
        size += width
    yield piece
