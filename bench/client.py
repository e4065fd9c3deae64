"""The load: a few connections kept alive in one process, each asking again as soon as it was answered."""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LANES = 8
PATIENCE = 120.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


class WrongAnswer(Exception):
    """A server gave another answer than the measured job gives; the text holds its beginning."""


@dataclass
class _Lane:
    """One connection: what has come in so far, and how much makes the answer whole."""

    link: socket.socket
    buffer: bytearray = field(default_factory=bytearray)
    whole: int = 0

    def ask(self, request: bytes) -> None:
        self.buffer.clear()
        self.whole = 0
        self.link.sendall(request)

    def read(self, *, expect: int) -> bool:
        """Take in what came; whether the answer is whole. Raises WrongAnswer."""
        piece = self.link.recv(1 << 20)
        self.buffer += piece
        if not piece:
            raise WrongAnswer(f"the connection ended after {bytes(self.buffer[:200])!r}")
        if not self.whole:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return False
            found = _LENGTH.search(self.buffer, 0, end + 2)
            if int(self.buffer[9:12]) != expect or not found:
                raise WrongAnswer(f"{expect} with a length was expected, not {bytes(self.buffer[:2000])!r}")
            self.whole = end + 4 + int(found[1])
        return len(self.buffer) >= self.whole


def load(
    port: int, *, make: Callable[[int], bytes], expect: int, seconds: float, first: int = 0, lanes: int = LANES
) -> tuple[int, float]:
    """Ask for so many seconds and wait for the last answer; return answers and seconds. Raises WrongAnswer.

    `make` gives the whole request for a running number, which begins at `first`. At least one request a lane is sent.
    """
    asked, answered = first, 0
    with selectors.DefaultSelector() as waiting:
        links = [socket.create_connection(("127.0.0.1", port)) for _ in range(lanes)]
        began = time.perf_counter()
        for link in links:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            lane = _Lane(link)
            waiting.register(link, selectors.EVENT_READ, lane)
            lane.ask(make(asked))
            asked += 1
        while answered < asked - first:
            ready = waiting.select(PATIENCE)
            if not ready:
                raise WrongAnswer(f"no answer for {PATIENCE:g} seconds")
            for key, _events in ready:
                if not key.data.read(expect=expect):
                    continue
                answered += 1
                if time.perf_counter() - began < seconds:
                    key.data.ask(make(asked))
                    asked += 1
        spent = time.perf_counter() - began
        for link in links:
            link.close()
    return answered, spent


def request(path: str, *, cookies: dict[str, str] | None = None, body: bytes = b"", kind: str = "") -> bytes:
    """A request as a browser sends it: GET, or POST when there is a body of some kind."""
    lines = [
        f"{'POST' if kind else 'GET'} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept: text/html,application/xhtml+xml",
        "Accept-Language: zh-CN,zh;q=0.9",
        "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/108.0.0.0",
    ]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if kind:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body
