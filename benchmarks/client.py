"""Asks a server for one address over several connections at once, and times the answers.

One thread and one selector, so that it takes as little as it can of the processor that the
server runs on. Each connection sends its next request when it has read the whole answer.
"""

import itertools
import selectors
import socket
import time
from dataclasses import dataclass


class WrongAnswer(Exception):
    """The server answered with something other than a whole page."""


number = itertools.count()  # of requests, so that no two are alike


@dataclass(frozen=True)
class Answers:
    """What a run measured. waits: of each request, in seconds, in the order of the answers."""

    waits: list[float]
    cpu_seconds: float  # of this client
    bytes: int  # of the last answer's body, as sent


def ask(port: int, path: str, *, connections: int, requests: int, seconds: float) -> Answers:
    """Send `requests` requests in all, or as many as begin within `seconds`.

    Where the path holds "{n}", each request has a number of its own there, so that no page is
    answered from memory. Every connection sends one at least. Raises WrongAnswer for a status
    other than 200.
    """
    rest = (
        " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
        "Accept-Language: en\r\nUser-Agent: musubi-benchmark\r\n\r\n"
    )
    waits: list[float] = []
    size = 0
    cpu = time.process_time()
    last = time.perf_counter() + seconds
    selector = selectors.DefaultSelector()
    begun: dict[socket.socket, float] = {}
    read: dict[socket.socket, bytearray] = {}
    sent = 0

    def send(connection: socket.socket) -> None:
        nonlocal sent
        read[connection] = bytearray()
        begun[connection] = time.perf_counter()
        connection.sendall(f"GET {path.replace('{n}', str(next(number)))}{rest}".encode())
        sent += 1

    for _ in range(connections):
        connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ)
    for key in list(selector.get_map().values()):
        send(key.fileobj)
    try:
        while begun:
            ready = selector.select(timeout=60)
            if not ready:
                raise WrongAnswer(f"{path}: no answer within 60 s")
            for key, _events in ready:
                connection = key.fileobj
                piece = connection.recv(1 << 18)
                if not piece:
                    raise WrongAnswer(f"{path}: the server closed the connection")
                read[connection] += piece
                length = _whole(path, read[connection])
                if length is None:
                    continue
                now = time.perf_counter()
                waits.append(now - begun.pop(connection))
                size = length
                if sent < requests and now < last:
                    send(connection)
    finally:
        for key in list(selector.get_map().values()):
            key.fileobj.close()
        selector.close()
    return Answers(waits, time.process_time() - cpu, size)


def _whole(path: str, answer: bytearray) -> int | None:
    """The length of the body once the answer is there as a whole; None before."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(answer[:end])
    if not head.startswith(b"HTTP/1.1 200 "):
        raise WrongAnswer(f"{path}: {head.splitlines()[0].decode()}")
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
            return length if len(answer) - end - 4 >= length else None
    raise WrongAnswer(f"{path}: an answer without Content-Length")
