"""A post office for trials: it takes mails, refuses them, or says nothing at all."""

import asyncio
import threading
from contextlib import suppress


class Post:
    """An SMTP server on a port of its own; `mood` is "takes", "refuses" or "hangs"."""

    def __init__(self) -> None:
        """Take mails."""
        self.mood, self.port, self.taken = "takes", 0, []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "Post":
        """Open."""
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_what: object) -> None:
        """Close."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._talk, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            if self.mood == "hangs":
                await asyncio.sleep(3600)
            writer.write(b"220 essai\r\n")
            while line := (await reader.readline()).strip():
                word = line.split()[0].upper()
                if word == b"DATA":
                    writer.write(b"354 go on\r\n")
                    self.taken.append((await reader.readuntil(b"\r\n.\r\n")).decode(errors="replace"))
                if self.mood == "refuses" and word in (b"MAIL", b"DATA"):
                    writer.write(b"451 not now\r\n")
                elif word == b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                else:
                    writer.write(b"250 ok\r\n")
                await writer.drain()
        writer.close()
