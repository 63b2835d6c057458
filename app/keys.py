"""Keys in addresses: a number that no column can hold is an address that does not exist."""

from flask import Flask
from werkzeug.routing import IntegerConverter


class KeyConverter(IntegerConverter):
    """`<int:…>` up to 1,999,999,999, which every INTEGER column holds.

    By its pattern, not by the converter's `max`: with that Werkzeug answers 405 for 404.
    """

    regex = r"(?:\d{1,9}|1\d{9})"


def init_app(app: Flask) -> None:
    """Let `<int:…>` mean a key. Call it before any view is registered."""
    app.url_map.converters["int"] = KeyConverter
