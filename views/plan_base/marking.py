"""A topic in pieces, those that were searched for marked."""

from collections.abc import Collection

from domain.stems import STOP, WORD, stem_of

Pieces = list[tuple[str, bool]]


def marked(title: str, sought: Collection[str]) -> Pieces:
    """Return `title` in pieces, each with whether its stem is among `sought`."""
    pieces: Pieces = []
    at = 0
    for found in WORD.finditer(title):
        word = found[0].lower()
        if word in STOP or stem_of(word) not in sought:
            continue
        if found.start() > at:
            pieces.append((title[at : found.start()], False))
        pieces.append((found[0], True))
        at = found.end()
    if at < len(title):
        pieces.append((title[at:], False))
    return pieces
