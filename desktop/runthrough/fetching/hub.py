"""What a hub in the manner of Hugging Face publishes: the commit of a model, and the size and digest of each file.

Nothing else of it is used: no account, no token, no cache, no telemetry. huggingface_hub itself hides progress and
cannot be paused, and holds a download against nothing but its size (hub 2.4, file_download.py).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import httpx2

from runthrough.domain.errors import DownloadFailed
from runthrough.domain.speech_models import PublishedFile, PublishedModel

ENDPOINT = "https://huggingface.co"
MIRROR = "HF_ENDPOINT"
"""Environment variable for another hub, the same as other programs use."""

TIMEOUT = httpx2.Timeout(20.0, read=30.0)
"""Seconds: to connect, and without a byte while reading."""
REFUSED = 400
"""HTTP status from which an answer is a refusal."""


def new_client(timeout: httpx2.Timeout = TIMEOUT, proxy: str | None = None) -> httpx2.Client:
    """Follows redirects, as hubs keep large files elsewhere; `proxy` None: the environment's (HTTPS_PROXY, NO_PROXY).

    Raises DownloadFailed where the proxy's address is none.
    """
    try:
        return httpx2.Client(timeout=timeout, follow_redirects=True, proxy=proxy, headers={"User-Agent": "runthrough"})
    except (ValueError, ImportError, httpx2.InvalidURL) as error:
        # ImportError: SOCKS needs a package of its own; the address is not told, as a password may be in it
        raise DownloadFailed("the proxy", "its address is not one that can be used (http://HOST:PORT)") from error


class Hub:
    """One hub. `endpoint` None: the mirror of the environment, else Hugging Face."""

    def __init__(self, client: httpx2.Client, endpoint: str | None = None) -> None:
        self._client = client
        self._endpoint = (endpoint or os.environ.get(MIRROR) or ENDPOINT).rstrip("/")

    def published(self, repository: str, wanted: tuple[str, ...], revision: str = "main") -> PublishedModel:
        """The files of these names, in the commit that `revision` is now. Raises DownloadFailed."""
        commit = str(self._json(f"/api/models/{repository}/revision/{revision}")["sha"])
        tree = self._json(f"/api/models/{repository}/tree/{commit}")
        there = {str(entry["path"]): _file(entry) for entry in tree}
        missing = [name for name in wanted if name not in there]
        if missing:
            raise DownloadFailed(repository, f"{', '.join(missing)} is not published there")
        return PublishedModel(repository, commit, tuple(there[name] for name in wanted))

    def address(self, model: PublishedModel, file: PublishedFile) -> str:
        """Where a file is."""
        return f"{self._endpoint}/{model.repository}/resolve/{model.revision}/{file.name}"

    def _json(self, path: str) -> Any:
        try:
            answer = self._client.get(self._endpoint + path)
            if answer.status_code >= REFUSED:
                raise DownloadFailed(self._endpoint, f"it answered {answer.status_code} to {path}")
            return answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise DownloadFailed(self._endpoint, str(error) or type(error).__name__) from error


def _file(entry: Mapping[str, Any]) -> PublishedFile:
    large = entry.get("lfs")
    if large:
        return PublishedFile(str(entry["path"]), int(large["size"]), sha256=str(large["oid"]).removeprefix("sha256:"))
    return PublishedFile(str(entry["path"]), int(entry.get("size", 0)), git_sha1=str(entry["oid"]))
