"""What the demo college holds agrees with the rules of the journal."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Engine, text

from demo.names import FEMALE, MALE, patronymic
from domain.cells import ABSENCE_CODES, parse
from domain.enums import AbsenceKind, Sex

CODES = {kind: code for code, kind in ABSENCE_CODES.items()}


def ask(connection: Connection, query: str, **values: Any) -> list[Any]:
    """Return the rows of a query."""
    return list(connection.execute(text(query), values).all())


def test_nobody_is_in_two_groups_at_once(connection: Connection) -> None:
    assert not ask(
        connection,
        "SELECT a.id FROM enrolment a JOIN enrolment b ON a.student_id = b.student_id"
        " AND a.id < b.id AND a.starts_on <= coalesce(b.ends_on, '9999-12-31')"
        " AND b.starts_on <= coalesce(a.ends_on, '9999-12-31')",
    )


def test_some_came_and_some_left_in_mid_term(connection: Connection) -> None:
    came = "SELECT id FROM enrolment WHERE strftime('%m-%d', starts_on) != '09-01'"
    assert ask(connection, came)
    assert ask(connection, "SELECT id FROM enrolment WHERE ends_on IS NOT NULL")


def test_no_group_has_more_than_25_students(connection: Connection) -> None:
    sizes = ask(
        connection,
        "SELECT e.group_id, l.held_on, count(*) AS n FROM enrolment e"
        " JOIN (SELECT DISTINCT held_on FROM lesson) l"
        " ON e.starts_on <= l.held_on AND (e.ends_on IS NULL OR e.ends_on >= l.held_on)"
        " GROUP BY 1, 2",
    )
    assert max(row.n for row in sizes) == 25
    assert min(row.n for row in sizes) >= 23


def test_cells_belong_to_those_enrolled_on_the_day(connection: Connection) -> None:
    for table in ("mark", "absence"):
        assert not ask(
            connection,
            f"SELECT c.id FROM {table} c JOIN lesson l ON l.id = c.lesson_id"  # noqa: S608
            " JOIN gradebook g ON g.id = l.gradebook_id WHERE NOT EXISTS"
            " (SELECT 1 FROM enrolment e WHERE e.student_id = c.student_id"
            " AND e.group_id = g.group_id AND e.starts_on <= l.held_on"
            " AND (e.ends_on IS NULL OR e.ends_on >= l.held_on))",
        )


def test_cells_of_a_subgroup_belong_to_its_members(connection: Connection) -> None:
    for table in ("mark", "absence"):
        assert not ask(
            connection,
            f"SELECT c.id FROM {table} c JOIN lesson l ON l.id = c.lesson_id"  # noqa: S608
            " JOIN gradebook g ON g.id = l.gradebook_id WHERE g.subgroup_id IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM subgroup_member m"
            " WHERE m.student_id = c.student_id AND m.subgroup_id = g.subgroup_id"
            " AND m.starts_on <= l.held_on AND (m.ends_on IS NULL OR m.ends_on >= l.held_on))",
        )


def test_nobody_is_in_two_places_in_one_pair(connection: Connection) -> None:
    assert not ask(
        connection,
        "SELECT g.teacher_id FROM lesson l JOIN gradebook g ON g.id = l.gradebook_id"
        " WHERE l.pair IS NOT NULL GROUP BY g.teacher_id, l.held_on, l.pair HAVING count(*) > 1",
    )
    # Subgroups of a group are taught side by side, in the same subject.
    assert not ask(
        connection,
        "SELECT g.group_id FROM lesson l JOIN gradebook g ON g.id = l.gradebook_id"
        " WHERE l.pair IS NOT NULL GROUP BY g.group_id, l.held_on, l.pair"
        " HAVING count(DISTINCT g.item_id) > 1",
    )


def test_lessons_are_held_within_their_semesters(connection: Connection) -> None:
    assert not ask(
        connection,
        "SELECT l.id FROM lesson l JOIN gradebook g ON g.id = l.gradebook_id"
        " WHERE NOT EXISTS (SELECT 1 FROM semester s WHERE s.academic_year_id = g.academic_year_id"
        " AND l.held_on BETWEEN s.starts_on AND s.ends_on)",
    )


def test_no_more_is_held_than_the_assignment_gives(connection: Connection) -> None:
    """Lessons of a semester take no more hours than its teaching assignment."""
    assert not ask(
        connection,
        "SELECT g.id, sum(l.hours) AS held, "
        " (SELECT sum(t.theory + t.practice + t.lab + t.coursework) FROM teaching_assignment t"
        " WHERE t.group_id = g.group_id AND t.item_id = g.item_id"
        " AND t.subgroup_id IS g.subgroup_id AND t.teacher_id = g.teacher_id) AS given"
        " FROM gradebook g JOIN lesson l ON l.gradebook_id = g.id"
        " WHERE l.kind != 'consultation' GROUP BY g.id HAVING held > given",
    )


def test_practice_days_have_no_pair_and_the_others_have_one(connection: Connection) -> None:
    assert not ask(
        connection, "SELECT id FROM lesson WHERE (kind = 'practice_day') != (pair IS NULL)"
    )


def test_a_year_has_every_kind_of_lesson_and_mark(summer: Engine) -> None:
    with summer.connect() as connection:
        kinds = {row.kind for row in ask(connection, "SELECT DISTINCT kind FROM lesson")}
        modes = {row.mode for row in ask(connection, "SELECT DISTINCT mode FROM lesson")}
        codes = {row.code for row in ask(connection, "SELECT DISTINCT code FROM mark")}
    assert {"lecture", "seminar", "practical", "lab", "control", "practice_day"} <= kinds
    assert modes == {"in_class", "distance", "e_learning", "enterprise"}
    assert codes >= {"5", "4", "3", "2", "зч", "нз", "осв"}


def test_every_cell_is_one_that_the_grammar_knows(connection: Connection) -> None:
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in ask(connection, "SELECT lesson_id, student_id, kind, minutes FROM absence"):
        code = CODES[AbsenceKind(row.kind)]
        cells[row.lesson_id, row.student_id].append(f"{code}{row.minutes or ''}")
    marks = "SELECT lesson_id, student_id, code FROM mark ORDER BY lesson_id, student_id, ordinal"
    for row in ask(connection, marks):
        cells[row.lesson_id, row.student_id].append(row.code)
    texts = {"/".join(parts) for parts in cells.values()}
    assert all(parse(cell).text == cell for cell in texts)
    assert {"н", "нп", "уп", "б", "оп", "осв", "5", "4/5", "н/4"} <= texts


def test_cells_stand_in_confirmed_lessons_only(connection: Connection) -> None:
    for table in ("mark", "absence"):
        assert not ask(
            connection,
            f"SELECT c.id FROM {table} c JOIN lesson l ON l.id = c.lesson_id"  # noqa: S608
            " WHERE l.confirmed_at IS NULL",
        )


def test_most_lessons_are_recorded_on_their_day_and_some_never(
    connection: Connection, today: str
) -> None:
    states = ask(
        connection,
        "SELECT confirmed_at IS NULL AS missing, date(confirmed_at, '+5 hours') > held_on AS late"
        " FROM lesson WHERE held_on < :today",
        today=today,
    )
    whole = len(states)
    assert 0 < sum(row.missing for row in states) < whole * 0.05
    assert 0 < sum(row.late or 0 for row in states) < whole * 0.1


def test_a_late_record_leaves_a_late_audit_entry(connection: Connection) -> None:
    assert not ask(
        connection,
        "SELECT m.id FROM mark m JOIN lesson l ON l.id = m.lesson_id"
        " WHERE date(l.confirmed_at, '+5 hours') > l.held_on AND NOT EXISTS"
        " (SELECT 1 FROM audit_entry a WHERE a.lesson_id = m.lesson_id"
        " AND a.student_id = m.student_id AND a.is_late)",
    )


def test_every_lesson_held_has_a_topic_and_some_have_no_homework(
    connection: Connection, today: str
) -> None:
    held = "SELECT id FROM lesson WHERE topic = '' AND held_on < :today"
    assert not ask(connection, held, today=today)
    to_come = "SELECT id FROM lesson WHERE topic != '' AND held_on > :today"
    assert not ask(connection, to_come, today=today)
    missing = "SELECT id FROM lesson WHERE homework = '' AND kind = 'lecture' AND held_on < :today"
    assert ask(connection, missing, today=today)


def test_the_second_logins_share_nothing_with_the_first(connection: Connection) -> None:
    query = (
        "SELECT u.username, sg.id AS group_id, sg.department_id FROM ab_user u"
        " LEFT JOIN employee em ON em.user_id = u.id LEFT JOIN gradebook g ON g.teacher_id = em.id"
        " LEFT JOIN student s ON s.user_id = u.id LEFT JOIN guardian gu ON gu.user_id = u.id"
        " LEFT JOIN guardian_child c ON c.guardian_id = gu.id"
        " LEFT JOIN enrolment e ON e.student_id IN (s.id, c.student_id)"
        " LEFT JOIN department d ON d.head_id = em.id"
        " JOIN study_group sg ON sg.id IN (g.group_id, e.group_id) OR sg.curator_id = em.id"
        " OR sg.department_id = d.id"
    )
    groups: dict[str, set[int]] = defaultdict(set)
    departments: dict[str, set[int]] = defaultdict(set)
    for row in ask(connection, query):
        groups[row.username].add(row.group_id)
        departments[row.username].add(row.department_id)
    first = ("teacher", "curator", "department_head", "student", "parent")
    shared = set.intersection(*(groups[login] for login in first))
    assert len(shared) == 1  # the group that all of the first have in common
    for login in first:
        assert groups[f"{login}2"]
        for other in first:
            assert not groups[login] & groups[f"{other}2"]
            assert not departments[login] & departments[f"{other}2"]


def test_the_teacher_has_an_open_lesson_today(connection: Connection, today: str) -> None:
    today = ask(
        connection,
        "SELECT l.confirmed_at, i.index_code, sg.name FROM lesson l"
        " JOIN gradebook g ON g.id = l.gradebook_id JOIN study_group sg ON sg.id = g.group_id"
        " JOIN curriculum_item i ON i.id = g.item_id JOIN employee e ON e.id = g.teacher_id"
        " JOIN ab_user u ON u.id = e.user_id WHERE u.username = 'teacher'"
        " AND l.held_on = :today",
        today=today,
    )
    assert (None, "ОП.04", "ИС-21") in [tuple(row) for row in today]


def test_patronymics_agree_with_sex() -> None:
    assert patronymic("Илья", Sex.male) == "Ильич"
    assert patronymic("Никита", Sex.female) == "Никитична"
    assert patronymic("Юрий", Sex.male) == "Юрьевич"
    assert patronymic("Дмитрий", Sex.female) == "Дмитриевна"
    assert patronymic("Лев", Sex.female) == "Львовна"
    assert patronymic("Игорь", Sex.male) == "Игоревич"
    assert patronymic("Сергей", Sex.male) == "Сергеевич"
    assert patronymic("Пётр", Sex.female) == "Петровна"
    for father in MALE:
        assert patronymic(father, Sex.male).endswith("ич")
        assert patronymic(father, Sex.female).endswith("на")
    assert not set(MALE) & set(FEMALE)


def test_an_approved_plan_has_the_hours_of_the_load(connection: Connection) -> None:
    assert not ask(
        connection,
        "SELECT p.id FROM lesson_plan p JOIN gradebook g ON g.id = p.gradebook_id"
        " JOIN academic_year y ON y.id = g.academic_year_id WHERE p.state = 'approved'"
        " AND (SELECT sum(t.hours) FROM lesson_plan_topic t WHERE t.plan_id = p.id) !="
        " (SELECT sum(a.theory + a.practice + a.lab + a.coursework) FROM teaching_assignment a"
        " JOIN semester s ON s.id = a.semester_id WHERE s.academic_year_id = y.id"
        " AND a.group_id = g.group_id AND a.item_id = g.item_id"
        " AND a.subgroup_id IS g.subgroup_id AND a.part = g.part)",
    )


def test_lessons_of_the_timetable_are_those_of_its_slots(connection: Connection) -> None:
    assert ask(connection, "SELECT id FROM lesson WHERE is_scheduled")
    assert not ask(
        connection,
        "SELECT l.id FROM lesson l JOIN gradebook g ON g.id = l.gradebook_id"
        " WHERE l.is_scheduled AND l.pair IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM timetable_slot s JOIN teaching_assignment a ON a.id = s.assignment_id"
        " WHERE a.group_id = g.group_id AND a.item_id = g.item_id"
        " AND a.subgroup_id IS g.subgroup_id AND s.pair = l.pair"
        " AND s.weekday % 7 = CAST(strftime('%w', l.held_on) AS INTEGER))",
    )


def test_no_room_holds_two_groups_at_once_but_the_gym(connection: Connection) -> None:
    assert not ask(
        connection,
        "SELECT l.room_id FROM lesson l JOIN room r ON r.id = l.room_id WHERE NOT r.is_shared"
        " GROUP BY l.room_id, l.held_on, l.pair HAVING count(*) > 1",
    )
