"""One HTTP client for all registries: a pause between requests, retries, and a time limit."""

import time
from dataclasses import dataclass, field

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, ProtocolError
from urllib3.util.retry import Retry

from qiusuo import __version__

#: arXiv asks for three seconds between requests (its API user's manual); the others for less.
PAUSE = 3.0
#: A record is a few kB; one of 3,000 authors about 400 kB.
_LIMIT = 5_000_000


class LookupFailedError(Exception):
    """A record could not be had; the message says why, for the person who asked."""


@dataclass
class Client:
    """Asks for records; `pause` in seconds between two requests, `timeout` for each."""

    pause: float = PAUSE
    timeout: float = 20.0
    retries: int = 4
    backoff: float = 1.0
    _last: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        # A server's Retry-After is kept to by urllib3 itself.
        retry = Retry(
            total=self.retries,
            backoff_factor=self.backoff,
            status_forcelist=(429, 500, 502, 503, 504),
            allowed_methods=("GET",),
            raise_on_status=False,
        )
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"qiusuo/{__version__} (bibliography check)"
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def get(self, url: str, **parameters: str) -> str:
        """The text at an address; whatever goes wrong becomes a LookupFailedError."""
        wait = self._last + self.pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        try:
            answer = self._session.get(url, params=parameters, timeout=self.timeout, stream=True)
            data = answer.raw.read(_LIMIT + 1, decode_content=True)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise LookupFailedError(_reason(error)) from error
        finally:
            self._last = time.monotonic()
        host = url.split("/")[2]
        if answer.status_code == 404:
            raise LookupFailedError(f"{host} has no such record")
        if answer.status_code != 200:
            raise LookupFailedError(f"{host} answered {answer.status_code}")
        expected = answer.headers.get("Content-Length")
        if len(data) > _LIMIT or (
            expected
            and expected.isdigit()
            and not answer.headers.get("Content-Encoding")
            and len(data) != int(expected)
        ):
            raise LookupFailedError(f"{host} sent an answer that is cut or too long")
        return data.decode("utf-8", "replace")


def _reason(error: Exception) -> str:
    # After its retries urllib3 wraps a timeout in a connection error.
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return "no answer in time"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    if isinstance(error, ProtocolError):
        return "an answer that is cut"
    return f"no answer ({type(error).__name__})"
