"""What a person reads on a page: its texts, and the attributes that are read out or shown."""

from html.parser import HTMLParser
from typing import Final

SHOWN: Final = ("title", "aria-label", "placeholder", "alt", "label")
SILENT: Final = ("script", "style", "template")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0
        self.foreign = 0  # inside an element that says it is in another language
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        other = given.get("lang") not in (None, "ru")
        if tag in SILENT:
            self.silent += 1
        if tag not in ("meta", "link", "input", "img", "br", "hr", "col", "wbr", "source"):
            self.open.append((tag, other))
            self.foreign += other
        if not self.foreign and not other:
            self.texts += [given[name] or "" for name in SHOWN if name in given]
            if tag == "input" and given.get("type") in ("submit", "button", "reset"):
                self.texts.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        while self.open:
            closed, other = self.open.pop()
            self.foreign -= other
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.silent and not self.foreign and data.strip():
            self.texts.append(data.strip())


def texts_of(page: str) -> list[str]:
    """Return the texts that a reader of `page` meets; those marked as another language aside."""
    reader = _Reader()
    reader.feed(page)
    return [" ".join(text.split()) for text in reader.texts if text.strip()]
