"""Writes `.plx` files for tests: tables of rows, each row its attributes, as the program does."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from domain.curriculum_plan import HOUR_KINDS, CurriculumPlan, ItemPlan
from domain.enums import AttestationForm, ItemKind

Tables = Mapping[str, Sequence[Mapping[str, object]]]
HEAD = '<?xml version="1.0" encoding="{encoding}"?>\n'
DATASET = "http://tempuri.org/dsMMISDB.xsd"

WORKS = (
    # key, name, abbreviation, type of work
    ("101", "Лекционные занятия", "Лек", "1"),
    ("102", "Лабораторные занятия", "Лаб", "1"),
    ("103", "Практические занятия", "Пр", "1"),
    ("106", "Консультации", "Конс", "1"),
    ("107", "Самостоятельная работа", "СР", "2"),
    ("108", "Контроль", "Контроль", "3"),
    ("114", "Курсовое проектирование", "КРП", "1"),
    ("51", "Недели", "Нед", "4"),
    ("1000", "Итого часов", "Итого", "5"),
    ("1", "Экзамен", "Эк", "7"),
    ("2", "Зачет", "За", "7"),
    ("3", "Зачет с оценкой", "ЗаО", "7"),
    ("5", "Контрольная работа", "КР", "7"),
    ("49", "Другие формы контроля", "Др", "7"),
)
KEY_OF_KIND = {
    "theory": "101", "lab": "102", "practice": "103", "consultation": "106",
    "self_study": "107", "control": "108", "coursework": "114",
}  # fmt: skip
KEY_OF_FORM = {
    AttestationForm.exam: "1",
    AttestationForm.module_exam: "1",
    AttestationForm.credit: "2",
    AttestationForm.graded_credit: "3",
    AttestationForm.control_work: "5",
    AttestationForm.other: "49",
}
TYPE_OF_KIND = {
    ItemKind.module: "1",
    ItemKind.discipline: "2",
    ItemKind.course: "2",
    ItemKind.study_practice: "3",
    ItemKind.work_practice: "3",
    ItemKind.graduation_practice: "3",
    ItemKind.module_exam: "4",
    ItemKind.final_attestation: "6",
}


def works() -> list[dict[str, str]]:
    """Return the table of kinds of work."""
    columns = ("Код", "Название", "Аббревиатура", "КодТипРабот")
    return [dict(zip(columns, work, strict=True)) for work in WORKS]


def xml_of(tables: Tables, *, before: Tables | None = None, encoding: str = "utf-16") -> str:
    """Return the text of a file that holds `tables`, and as replaced rows those of `before`."""
    lines = [HEAD.format(encoding=encoding)]
    lines.append('<Документ ИмяКомпьютера="PC-17" Тип="рабочий учебный план">')
    lines.append(
        '<diffgr:diffgram xmlns:msdata="urn:schemas-microsoft-com:xml-msdata"'
        ' xmlns:diffgr="urn:schemas-microsoft-com:xml-diffgram-v1">'
    )
    lines.append(f'<dsMMISDB xmlns="{DATASET}">')
    lines += _rows(tables)
    lines.append("</dsMMISDB>")
    if before:
        lines.append(f'<diffgr:before xmlns="{DATASET}">')
        lines += _rows(before)
        lines.append("</diffgr:before>")
    lines.append("</diffgr:diffgram>\n</Документ>\n")
    return "\n".join(lines)


def plx(tables: Tables, *, before: Tables | None = None) -> bytes:
    """Return the file as the program saves it: UTF-16 LE with its mark."""
    return b"\xff\xfe" + xml_of(tables, before=before).encode("utf-16-le")


def _rows(tables: Tables) -> list[str]:
    lines = []
    for table, rows in tables.items():
        for number, row in enumerate(rows):
            attributes = {"diffgr:id": f"{table}{number + 1}", "msdata:rowOrder": number} | dict(
                row
            )
            text = " ".join(
                f"{name}={quoteattr(str(value), {chr(10): '&#10;'})}"
                for name, value in attributes.items()
            )
            lines.append(f"<{table} {text} />")
    return lines


def tables_of(plan: CurriculumPlan) -> dict[str, list[dict[str, object]]]:
    """Return the tables of a file that says what `plan` says, every trap of the format in it.

    Keys are negative; modules repeat the sum of their parts; «Итого» and practical training stand
    beside the kinds of hours.
    """
    cycle_keys = {cycle.code: str(number) for number, cycle in enumerate(plan.cycles, 1)}
    row_keys = {item.index: str(-number) for number, item in enumerate(plan.items, 1)}
    hours: list[dict[str, object]] = []
    for item in plan.items:
        hours += _hours(item, row_keys[item.index])
        hours += _sum_of_parts(item, plan, row_keys[item.index])
    years = f"{plan.intake_year}-{plan.intake_year + 1}"
    length = plan.months or 0
    return {
        "ООП": [{"Код": "-1", "Шифр": plan.code, "Название": plan.name}],
        "Планы": [
            {
                "Код": "-1", "УчебныйГод": years, "Титул": f"{plan.code}\n{plan.name}",
                "Квалификация": plan.qualification, "СрокОбучения": length // 12,
                "СрокОбученияМесяцев": length % 12, "ЧислоКурсов": 11,
            }
        ],
        "ПланыЦиклы": [
            {
                "Код": cycle_keys[cycle.code], "Идентификатор": cycle.code, "Цикл": cycle.name,
                "КодРодителя": cycle_keys.get(cycle.parent or "", "0"),
            }
            for cycle in plan.cycles
        ],
        "ПланыСтроки": [
            {
                "Код": row_keys[item.index], "КодБлока": cycle_keys.get(item.cycle or "", "0"),
                "КодРодителя": row_keys.get(item.parent or "", "0"), "ДисциплинаКод": item.index,
                "Дисциплина": item.name, "ТипОбъекта": TYPE_OF_KIND[item.kind],
            }
            for item in plan.items
        ],
        "СправочникВидыРабот": works(),
        "ПланыНовыеЧасы": hours,
    }  # fmt: skip


def hour(key: str, work: str, semester: int, count: object, kind: str = "1") -> dict[str, object]:
    """Return one record of hours of the row `key`."""
    return {
        "КодОбъекта": key, "КодВидаРаботы": work, "КодТипаЧасов": kind,
        "Курс": (semester + 1) // 2, "Семестр": 2 - semester % 2, "Количество": count,
    }  # fmt: skip


def _hours(item: ItemPlan, key: str) -> list[dict[str, object]]:
    found = []
    for one in item.semesters:
        for kind in HOUR_KINDS:
            if count := getattr(one, kind):
                found.append(hour(key, KEY_OF_KIND[kind], one.semester, count))
        if one.total:
            found.append(hour(key, "1000", one.semester, one.total))
        if one.practical_training:
            found.append(hour(key, "103", one.semester, one.practical_training, "5"))
        if one.attestation in KEY_OF_FORM:
            found.append(hour(key, KEY_OF_FORM[one.attestation], one.semester, 1))
    return found


def _sum_of_parts(item: ItemPlan, plan: CurriculumPlan, key: str) -> list[dict[str, object]]:
    sums: dict[tuple[int, str], int] = {}
    for part in plan.items:
        for one in part.semesters if part.parent == item.index else ():
            for kind in HOUR_KINDS:
                if count := getattr(one, kind):
                    at = one.semester, KEY_OF_KIND[kind]
                    sums[at] = sums.get(at, 0) + count
                    whole = one.semester, "1000"
                    sums[whole] = sums.get(whole, 0) + count
    return [hour(key, work, semester, count) for (semester, work), count in sums.items()]
