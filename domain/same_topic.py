"""Whether an edited topic is still the row of the plan that it came from (5.5.8, 5.5.10)."""

from difflib import SequenceMatcher
from typing import Final

from domain.text import fold

ALIKE: Final = 0.6  # of all letters: words were changed or added, not the subject


def is_same_topic(before: str, after: str) -> bool:
    """Return whether `after` is `before` with some words changed, whatever case and spacing.

    A text that holds the other whole is the same one, made longer or shorter.
    """
    old, new = fold(before), fold(after)
    if not old or not new:
        return False
    if old in new or new in old:
        return True
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE
