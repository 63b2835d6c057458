"""A journal as a book: paper, workbook and what happened by hand agree; only to whom it belongs."""

import re
from datetime import datetime
from io import BytesIO

from flask import Flask
from pypdf import PdfReader
from sqlalchemy import insert

from access.principal import acting_as, system_principal
from access.session import db, writing
from domain.enums import AuditAction, InspectionKind, PartVerdict, RemarkEvent
from models import AuditEntry, Inspection, InspectionRemark, RemarkEntry
from models.audit import CELL
from tests.company import Cast
from tests.reports.golden import Figures, build_golden, figures, refused

# Of the journal «ОД.01 Русский язык» of СД-11: cells of both semesters, blanks left out.
CELLS = [
    (2, "Борисова Белла Борисовна", 4, "оп10"),
    (3, "Власов Виктор Викторович", "б", "нп"),
    (4, "Громова Галина Глебовна", "уп"),
]
# First and second semester, year.
FINALS = {
    "Алексеев Антон Андреевич": ("5", "5", "5"),
    "Борисова Белла Борисовна": ("4", "4", "4"),
    "Власов Виктор Викторович": ("3", "4", "4"),
    "Громова Галина Глебовна": ("осв", "осв", "осв"),
}
TOPICS = [
    (1, "02.09.2024", 1, 2, "Фонетика", "§ 1"),
    (2, "09.09.2024", 1, 2, "Лексика", "§ 2"),
    (3, "16.09.2024", 1, 2, "Морфемы", "§ 3"),
    (4, "23.09.2024", 1, 2, "Морфология", "§ 4"),
    (1, "13.01.2025", 1, 2, "Синтаксис", "§ 6"),
    (2, "03.03.2025", 1, 2, "Пунктуация", "§ 7"),
]


def test_3_4_a_journal_is_printed_as_it_is_kept(app: Flask) -> None:
    golden = build_golden(app)
    _inspect_and_correct(app, golden)
    params = {"gradebook_id": golden.a_russian, "part": 0}
    told = figures(app, "journal", params, "golden_head")
    for row in CELLS:
        told.row(*row)
    _topics(told)
    _finals(told)
    # Recorded three days later it stays late for ever; who recorded nothing is named as well.
    told.says("Белкин И. О.", "позже дня", "не записано", "Строительство зданий")
    told.says("СД-11", "2024/2025", "08.02.01", "Голубев П. И.", "Краснова О. П.")
    # The correction: struck through on paper, with who, when and why.
    told.row(1, "16.09.2024 · 1 пара", "Алексеев А. А.", "3", "5", "Белкин Иван")
    told.says("ошибся строкой", "Темы записаны кратко", "В срок не устранено")
    assert f"страница {len(told.pages)} из {len(told.pages)}" in told.pages[-1]
    _contents(told)
    # A semester alone holds nothing of the other one.
    autumn = figures(app, "journal", {**params, "part": 1}, "golden_teacher")
    autumn.says("Морфология", "1 семестр")
    autumn.lacks("Пунктуация", "2 семестр")
    # The curator reads marks, and no inspections.
    figures(app, "journal", params, "golden_curator").lacks("Темы записаны кратко")
    _rights(app, golden, params)


def _topics(told: Figures) -> None:
    text = re.sub(r"\s", "", told.text)
    for number, day, pair, hours, topic, homework in TOPICS:
        (line,) = [row for row in told.lines if day in row and topic in row]
        assert [str(number), day, str(pair), str(hours)] == line[1:5]
        assert homework in line
        shown = f"{number}{day}{pair}{hours}Л{topic}{homework}"
        assert re.sub(r"\s", "", shown) in text, shown


def _finals(told: Figures) -> None:
    """Marks of semesters, year and result stand on the last spread pages and in the workbook."""
    (page,) = [page for page in told.pages if "За год" in page]
    sheet = next(iter(told.sheets.values()))
    for name, codes in FINALS.items():
        (line,) = [row for row in sheet if name in row]
        assert line[-len(codes) :] == list(codes), line
        assert f"{name} {' '.join(codes)}" in page, page


def _contents(told: Figures) -> None:
    """Every part begins on the page that the contents name."""
    (page,) = [page for page in told.pages if page.startswith("Содержание")]
    found = re.findall(r"(Занятия, . семестр|Итоговые отметки|Замечания проверяющих) (\d+)", page)
    assert len(found) == 4
    for title, number in found:
        assert title.split(", ")[-1].lower()[:9] in told.pages[int(number) - 1].lower(), title


def _rights(app: Flask, golden: Cast, params: dict[str, int]) -> None:
    for login, asked, status in (
        ("golden_teacher2", params, 404),
        ("golden_head2", params, 404),
        ("teacher", params, 404),
        ("student", params, 403),
        ("golden_head", {**params, "gradebook_id": ""}, 422),
        ("golden_head", {**params, "gradebook_id": 10**6}, 404),
        ("golden_head", {**params, "part": 13}, 422),
        ("golden_head", {**params, "part": "x"}, 422),
    ):
        assert refused(app, "journal", asked, login) == status, (login, asked)
    # Of the group's journals a teacher gets the own ones, the head of another department none.
    year = {"group_id": golden.sd11, "year_id": golden.year}
    whole = figures(app, "journals_of_group", year, "golden_curator")
    whole.says("Русский язык", "Математика", "Черчение", "Проектирование зданий")
    listed = next(iter(whole.sheets.values()))
    assert ["1", "МДК.01.01", "Проектирование зданий", "Соколова А. И.", "0", "0", "4"] in listed
    assert len(PdfReader(BytesIO(whole.pdf)).outline) >= 6
    assert len(whole.sheets) == 1 + 2 * 5 + 1  # the list; marks and lessons; corrections of one
    own = figures(app, "journals_of_group", year, "golden_teacher")
    own.says("Русский язык", "Черчение")
    own.lacks("Математика", "Проектирование зданий")
    assert refused(app, "journals_of_group", year, "golden_head2") == 404


def _inspect_and_correct(app: Flask, golden: Cast) -> None:
    at = datetime(2024, 9, 20, 6)
    entry = {
        "at": at,
        "actor": "Белкин Иван",
        "entity": "mark",
        "action": AuditAction.update,
        "field": CELL,
        "old": "3",
        "new": "5",
        "reason": "ошибся строкой",
        "is_late": True,
        "gradebook_id": golden.a_russian,
        "lesson_id": golden.r3,
        "student_id": golden.a1,
    }
    with app.app_context(), writing(), db.engine.begin() as connection:
        connection.execute(insert(AuditEntry.__table__).values(**entry))
    with app.app_context(), acting_as(system_principal("test")), writing():
        session = db.session
        inspection = Inspection(
            gradebook_id=golden.a_russian,
            kind=InspectionKind.monthly,
            inspector_id=golden.user_golden_head,
            inspector_name="Голубев Пётр Иванович",
            period_from=datetime(2024, 9, 1).date(),
            period_to=datetime(2024, 9, 30).date(),
            opened_at=at,
            completeness=PartVerdict.remarks,
        )
        session.add(inspection)
        session.flush()
        remark = InspectionRemark(
            inspection_id=inspection.id,
            gradebook_id=golden.a_russian,
            lesson_id=golden.r3,
            text="Темы записаны кратко",
            due_on=datetime(2024, 10, 5).date(),
            created_at=at,
            author_id=golden.user_golden_head,
            author_name="Голубев Пётр Иванович",
        )
        session.add(remark)
        session.flush()
        session.add(
            RemarkEntry(
                remark_id=remark.id,
                gradebook_id=golden.a_russian,
                event=RemarkEvent.escalated,
                text="В срок не устранено",
                at=at,
            )
        )
        session.commit()
        session.remove()
