"""The browser reads a cell exactly as the server does, from the table that the server gives."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from domain.cells import (
    ABSENCE_CODES,
    LOOK_ALIKES,
    MARK_CODES,
    CellError,
    CellFault,
    parse,
    parse_mark,
)
from tests.cast import Cast
from tests.e2e.journal import open_journal
from views.journal.table import style

pytestmark = pytest.mark.e2e
PIECES = (*MARK_CODES, *ABSENCE_CODES, *LOOK_ALIKES, "оп15", "оп0", "оп91", "1", "x", "/", " ", "")
READ = """async ([texts, single]) => {
    const { Grammar } = await import("/static/journal/grammar.js");
    const data = JSON.parse(document.getElementById("journal-data").textContent);
    const grammar = new Grammar(data.grammar);
    return texts.map(text => {
        try {
            const read = grammar.canonical(text, single);
            return [read, grammar.style(read), grammar.begins(text, single)];
        } catch (error) {
            return [error.code, error.tokens, grammar.begins(text, single)];
        }
    });
}"""


def samples() -> list[str]:
    """Return texts that people and mistakes might type, the same ones every time."""
    dice = random.Random(5)  # noqa: S311  a sample, not a secret
    made = ("".join(dice.choices(PIECES, k=dice.randint(1, 5))) for _ in range(4000))
    return list(dict.fromkeys((*PIECES, "Н/А", "4 / 5", "осв/4", "б уп", "зч/нз", "ocb", *made)))


def as_the_server_reads(text: str, single: bool) -> list[Any]:
    """Return the canonical text and its class, or the fault and the tokens at fault."""
    try:
        read = (parse_mark if single else parse)(text).text
        return [read, style(read)]
    except CellError as error:
        return [error.code.value, list(error.tokens)]


def test_browser_and_server_agree_on_every_text(page_as: Callable[..., Page], cast: Cast) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    texts = samples()
    for single in (False, True):  # a cell of a lesson, one of a work
        for text, (*read, begins) in zip(texts, page.evaluate(READ, [texts, single]), strict=True):
            assert read == as_the_server_reads(text, single), text
            if read[0] not in set(CellFault):
                assert begins, f"«{text}» is a cell, and was refused while it was typed"


def test_what_can_still_become_a_cell_is_not_refused_while_typing(
    page_as: Callable[..., Page], cast: Cast
) -> None:
    page = page_as("teacher")
    open_journal(page, cast.gradebook)
    beginnings = ["о", "ос", "з", "у", "4/", "4/о", "н ", "оп/", "y", "H"]
    hopeless = ["x", "1", "нн", "осв/4", "б/у", "4/5/3", "оп99"]
    read = page.evaluate(READ, [beginnings + hopeless, False])
    assert [begins for *_, begins in read] == [True] * len(beginnings) + [False] * len(hopeless)
