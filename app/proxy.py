"""Believe the proxies in front, and only as many as there are, who the client is."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def init_app(app: Flask) -> None:
    """Take address, scheme and host from the headers of TRUSTED_PROXIES proxies; none by default.

    Believing one too many would let a client write any address into the audit.
    """
    count = app.config["TRUSTED_PROXIES"]
    if count:
        fixed = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = fixed  # type: ignore[method-assign]
