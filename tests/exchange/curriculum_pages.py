"""What tests of curricula send and read: files through the page and over REST."""

import re
from io import BytesIO
from typing import Any

from tests.exchange.synthetic_plx import content

UPLOAD = "/curricula/import/"
REST = "/api/v1/curriculum/import/"


def form(file: bytes | None = None, name: str = "план.plx") -> dict[str, Any]:
    """Return a form with the file, the synthetic one by default."""
    return {"file": (BytesIO(content() if file is None else file), name)}


def upload(client: Any, file: bytes | None = None, name: str = "план.plx") -> Any:
    """Send a file through the page; return the answer."""
    return client.post(UPLOAD, data=form(file, name), content_type="multipart/form-data")


def send(api: Any, file: bytes | None = None, name: str = "план.plx") -> Any:
    """Send a file over REST; return the answer."""
    return api.post(REST, data=form(file, name), content_type="multipart/form-data")


def imported(api: Any, file: bytes | None = None, **choice: Any) -> int:
    """Import a file over REST; return the key of the curriculum."""
    token = send(api, file).json["token"]
    answer = api.post(f"{REST}{token}", json=choice)
    assert answer.status_code == 201, answer.text
    return int(answer.json["id"])


def text_of(page: str) -> str:
    """Return what stands on a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
