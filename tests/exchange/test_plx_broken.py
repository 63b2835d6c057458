"""Broken and foreign files are refused whole, in a sentence that says what is wrong."""

import tracemalloc

import pytest

from exchange.plx import read_plx
from exchange.unreadable import UnreadableError
from tests.exchange.broken import BROKEN, DOCTYPE
from tests.exchange.plx_writer import xml_of
from tests.exchange.synthetic_plx import tables


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_in_a_sentence(name):
    make, part = BROKEN[name]
    with pytest.raises(UnreadableError) as refused:
        read_plx(make())
    assert part in refused.value.sentence
    assert refused.value.sentence.endswith(".")


def test_nothing_is_expanded_before_the_refusal():
    entities = '<!ENTITY c0 "ха">' + "".join(
        f'<!ENTITY c{n + 1} "{f"&c{n};" * 10}">' for n in range(12)
    )
    head, _end, rest = xml_of(tables(), encoding="utf-8").partition("\n")
    laughs = f"{head}\n{DOCTYPE % entities}{rest}".replace("Математика", "&c12;")
    tracemalloc.start()
    with pytest.raises(UnreadableError):
        read_plx(laughs.encode())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * 1024 * 1024
