"""A hub on this computer that does what servers do on bad days."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class HubServer:
    """Publishes `files` as one repository. Each request for a file meets the next of `faults`, if there is one.

    Faults: a status as a number; ("cut", bytes) closes the connection after so many; ("stall", bytes) goes silent then;
    "corrupt" changes a byte; "whole" ignores the range; "moved" redirects to where the file is.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files, self.faults, self.asked, self.paths = files, [], [], []
        self.published = dict(files)
        self._over = threading.Event()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                hub._answer(self)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> HubServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def endpoint(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def ranges(self) -> list[str | None]:
        """The range that each request for a file asked for."""
        return [asked for _, asked in self.asked]

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        request.path = urlsplit(request.path).path  # a proxy is asked with the whole address
        with suppress(OSError):  # who asked may have gone
            self._say(request)

    def _say(self, request: BaseHTTPRequestHandler) -> None:
        if request.path.startswith("/api/"):
            self._tell(request)
        else:
            self._give(request, request.path.rsplit("/", 1)[-1])

    def _tell(self, request: BaseHTTPRequestHandler) -> None:
        body = {"sha": COMMIT} if "/revision/" in request.path else [self._entry(name) for name in self.published]
        if "/tree/" in request.path and not request.path.endswith(COMMIT):
            body = []
        text = json.dumps(body).encode()
        self._send(request, 200, text, {})

    def _entry(self, name: str) -> dict[str, object]:
        content = self.published[name]
        oid = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
        large = (
            {"lfs": {"oid": hashlib.sha256(content).hexdigest(), "size": len(content)}} if name[-4:] == ".bin" else {}
        )
        return {"type": "file", "path": name, "size": len(content), "oid": oid, **large}

    def _give(self, request: BaseHTTPRequestHandler, name: str) -> None:
        self.paths.append(request.path)
        self.asked.append((name, request.headers.get("Range")))
        fault = self.faults.pop(0) if self.faults else None
        content = self.files[name]
        if isinstance(fault, int):
            self._send(request, fault, b"sorry", {})
            return
        if fault == "moved":
            self._send(request, 302, b"", {"Location": f"/elsewhere/{name}"})
            return
        if fault == "corrupt":
            content = bytes([content[0] ^ 1]) + content[1:]
        begin = int((request.headers.get("Range") or "bytes=0-")[6:-1])
        if begin and fault != "whole":
            about = {"Content-Range": f"bytes {begin}-{len(content) - 1}/{len(content)}"}
            self._send(request, 206, content[begin:], about, fault)
        else:
            self._send(request, 200, content, {}, fault)

    def _send(self, request, status: int, body: bytes, headers: dict[str, str], fault: object = None) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        if not isinstance(fault, tuple):
            request.wfile.write(body)
            return
        request.wfile.write(body[: fault[1]])
        request.wfile.flush()
        if fault[0] == "stall":
            self._over.wait()
        request.close_connection = True
