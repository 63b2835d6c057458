"""Headers on every answer: nothing inline, nothing from elsewhere, nothing framed."""

from typing import Final

from flask import Flask, g, request
from werkzeug.wrappers import Response

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if request_id := g.get("request_id"):
        response.headers["X-Request-Id"] = request_id
    if not (request.endpoint or "").endswith("static"):
        # Pages hold personal data; a shared computer must not show them after signing out.
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app: Flask) -> None:
    """Install the headers."""
    app.after_request(_headers)
