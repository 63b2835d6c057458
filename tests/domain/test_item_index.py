"""Indexes of curriculum rows: look-alikes, stray spaces, and what an index tells."""

import pytest

from domain.enums import ItemKind
from domain.item_index import kind_by_index, module_index, normal_index


@pytest.mark.parametrize(
    ("written", "index"),
    [
        (" ОП.01", "ОП.01"),
        ("ПM.01.ЭК", "ПМ.01.ЭК"),  # a Latin M
        ("OГCЭ.03", "ОГСЭ.03"),
        ("MДК.01.01", "МДК.01.01"),
        ("ПМ. 01", "ПМ.01"),
        ("ПМ.01.", "ПМ.01"),
        ("УП,01,01", "УП.01.01"),
        ("СO.1", "СО.1"),
        ("IT.01", "IT.01"),  # no look-alike of I: the index is Latin
        ("БД.01\n(у)", "БД.01 (у)"),
        ("\xa0ГИА.01 ", "ГИА.01"),
    ],
)
def test_an_index_is_written_in_cyrillic_letters_without_stray_spaces(written, index):
    assert normal_index(written) == index
    assert normal_index(index) == index


@pytest.mark.parametrize(
    ("index", "kind", "module"),
    [
        ("ПМ.01", ItemKind.module, "01"),
        ("МДК.01.02", ItemKind.course, "01"),
        ("УП.02.01", ItemKind.study_practice, "02"),
        ("УП.02", ItemKind.study_practice, "02"),
        ("ПП.02.01", ItemKind.work_practice, "02"),
        ("ПДП", ItemKind.graduation_practice, None),
        ("ПМ.03.ЭК", ItemKind.module_exam, "03"),
        ("ПМ.03.КЭ", ItemKind.module_exam, "03"),
        ("ГИА.01", ItemKind.final_attestation, None),
        ("ОП.01", None, None),
        ("БД.01", None, None),
    ],
)
def test_what_an_index_tells(index, kind, module):
    assert kind_by_index(index) is kind
    assert module_index(index) == module
