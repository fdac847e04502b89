"""Someone at a browser: requests to a room's web process, over its Unix socket."""

import http.client
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_SECRET = "drill" * 6 + "ab"


class Answer(NamedTuple):
    """What came back, or status 0 when nothing did in time; `seconds` it took."""

    status: int
    location: str
    seconds: float


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


@dataclass(frozen=True)
class Caller:
    """A signed-in account at the web process that listens on `socket`."""

    socket: Path
    session: str

    def get(self, path: str, *, patience: float = 30.0) -> Answer:
        return self._call("GET", path, patience)

    def post(self, path: str, *, patience: float = 30.0) -> Answer:
        return self._call("POST", path, patience)

    def _call(self, method: str, path: str, patience: float) -> Answer:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={_SECRET}", "X-CSRFToken": _SECRET}
        connection = _Connection(self.socket, patience)
        begun = time.monotonic()
        try:
            connection.request(method, path, headers=headers)
            reply = connection.getresponse()
            return Answer(reply.status, reply.headers.get("Location", ""), time.monotonic() - begun)
        except OSError:
            return Answer(0, "", time.monotonic() - begun)
        finally:
            connection.close()
