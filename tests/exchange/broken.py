"""Broken and foreign files, made from the synthetic one: each with a part of what is said of it."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from tests.exchange.plx_writer import plx, xml_of
from tests.exchange.synthetic_plx import content, tables

MB = 1024 * 1024
DOCTYPE = '<!DOCTYPE Документ [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">%s]>\n'


def _without(table: str, column: str | None = None) -> bytes:
    kept = {name: [dict(row) for row in rows] for name, rows in tables().items()}
    if column is None:
        del kept[table]
    else:
        for row in kept[table]:
            row.pop(column)
    return plx(kept)


def _with_doctype(more: str = "") -> bytes:
    head, _end, rest = xml_of(tables(), encoding="utf-8").partition("\n")
    return f"{head}\n{DOCTYPE % more}{rest}".replace("Математика", "&b;").encode()


def _billion_laughs() -> bytes:
    grown = "".join(f'<!ENTITY c{n + 1} "{f"&c{n};" * 10}">' for n in range(12))
    return _with_doctype(f'<!ENTITY c0 "ха">{grown}')


def _external() -> bytes:
    return _with_doctype('<!ENTITY file SYSTEM "file:///etc/passwd">')


def _archive() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("plan.plx", content())
    return packed.getvalue()


def _damaged() -> bytes:
    return content().replace("<Планы ".encode("utf-16-le"), "<Планы <".encode("utf-16-le"))


def _other_dataset() -> bytes:
    return content().decode("utf-16").replace("dsMMISDB", "dsOther").encode("utf-16")


def _zeroes() -> bytes:
    kept = tables()
    kept["ПланыНовыеЧасы"] = [row | {"Количество": 0} for row in kept["ПланыНовыеЧасы"]]
    return plx(kept)


def _no_objects() -> bytes:
    kept = tables()
    kept["ПланыНовыеЧасы"] = [row | {"КодОбъекта": "5"} for row in kept["ПланыНовыеЧасы"]]
    return plx(kept)


def _xml(text: str) -> Callable[[], bytes]:
    return lambda: text.encode()


# name: how it is made, and a part of the English sentence
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing but zeroes": (lambda: b"\0" * 500, "empty"),
    "nothing but the mark": (lambda: b"\xff\xfe", "empty"),
    "cut in the middle": (lambda: content()[: len(content()) // 2], "breaks off"),
    "cut before the end": (lambda: content()[:-40], "breaks off"),
    "cut within a character": (lambda: content()[: len(content()) // 2 + 1], "breaks off"),
    "cut after the first tag": (lambda: content()[:120], "breaks off"),
    "UTF-8 that says UTF-16": (lambda: xml_of(tables()).encode(), "encoding"),
    "CP1251 that says UTF-8": (
        lambda: xml_of(tables(), encoding="utf-8").encode("cp1251"), "encoding"),
    "an unknown encoding": (lambda: xml_of(tables(), encoding="klingon").encode(), "encoding"),
    "UTF-16 without its second half": (lambda: content()[::2], "encoding"),
    "text": (_xml("Учебный план 09.02.07\n"), "no XML"),
    "JSON": (_xml('{"Документ": {}}'), "no XML"),
    "a page": (_xml("<html><body><p>Файл не найден</p></body></html>"), "html"),
    "another XML": (_xml('<?xml version="1.0"?><timetable><periods/></timetable>'), "timetable"),
    "a document without a data set": (_xml("<Документ><diffgram/></Документ>"), "dsMMISDB"),
    "another data set": (_other_dataset, "dsMMISDB"),
    "an archive": (_archive, "archive"),
    "a PDF": (lambda: b"%PDF-1.7 " + b"x" * 100, "PDF"),
    "damaged XML": (_damaged, "damaged"),
    "entities": (_with_doctype, "document type"),
    "a billion laughs": (_billion_laughs, "document type"),
    "an external entity": (_external, "document type"),
    "no rows": (lambda: _without("ПланыСтроки"), "ПланыСтроки"),
    "no hours": (lambda: _without("ПланыНовыеЧасы"), "ПланыНовыеЧасы"),
    "no kinds of work": (lambda: _without("СправочникВидыРабот"), "СправочникВидыРабот"),
    "no keys of rows": (lambda: _without("ПланыСтроки", "Код"), "Код"),
    "no names": (lambda: _without("ПланыСтроки", "Дисциплина"), "Дисциплина"),
    "no indexes": (lambda: _without("ПланыСтроки", "ДисциплинаКод"), "ДисциплинаКод"),
    "no objects of hours": (lambda: _without("ПланыНовыеЧасы", "КодОбъекта"), "КодОбъекта"),
    "no kinds of hours": (lambda: _without("ПланыНовыеЧасы", "КодВидаРаботы"), "КодВидаРаботы"),
    "no courses": (lambda: _without("ПланыНовыеЧасы", "Курс"), "Курс"),
    "no semesters": (lambda: _without("ПланыНовыеЧасы", "Семестр"), "Семестр"),
    "no quantities": (lambda: _without("ПланыНовыеЧасы", "Количество"), "Количество"),
    "hours of nothing that is there": (_no_objects, "No hours"),
    "no hour at all": (_zeroes, "No hours"),
    "21 MB": (lambda: content() + b"\n\0" * (21 * MB // 2), "20 MB"),
}  # fmt: skip


def broken() -> Iterator[tuple[str, Callable[[], bytes], str]]:
    """Yield the name of each file, how it is made, and a part of what is said of it."""
    for name, (make, part) in BROKEN.items():
        yield name, make, part
