"""Timetables in the XML of aSc Timetables, written for tests in both dialects."""

from typing import Any
from xml.sax.saxutils import quoteattr

LISTS = {
    "periods": "period",
    "daysdefs": "daysdef",
    "days": "day",
    "subjects": "subject",
    "teachers": "teacher",
    "classrooms": "classroom",
    "classes": "class",
    "groups": "group",
    "lessons": "lesson",
    "cards": "card",
}
HOURS = (
    ("8:30", "9:15"),
    ("9:15", "10:00"),
    ("10:10", "10:55"),
    ("10:55", "11:40"),
    ("12:20", "13:05"),
    ("13:05", "13:50"),
)
PAIRS = (("8:30", "10:00"), ("10:10", "11:40"), ("12:20", "13:50"))
WEEK = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота")
Row = dict[str, Any]


class AscFile:
    """Rows of a file by list; `xml()` writes them. The names are those of the tests' cast."""

    def __init__(self, *, older: bool = False, times: Any = PAIRS, days: int = 6) -> None:
        self.older = older
        self.days = days
        self.lists: dict[str, list[Row]] = {name: [] for name in LISTS}
        for number, (starts, ends) in enumerate(times, 1):
            self.add("periods", period=number, starttime=starts, endtime=ends)
        for index, name in enumerate(WEEK[:days]):
            if older:
                self.add("days", day=index, name=name, short=name[:2])
            else:
                mask = self.mask(index)
                self.add("daysdefs", id=f"D{index}", name=name, short=name[:2], days=mask)
        for key, name, short in (
            ("S1", " Операционные системы", "ОС"),
            ("S2", "Базы  данных", "БД"),
            ("S3", "МДК.01.01", "МДК"),
        ):
            self.add("subjects", id=key, name=name, short=short)
        for key, name in (
            ("T1", "Иванова А.П."),
            ("T2", "Осипова Дарья Маратовна"),
            ("T3", "ИВАНОВА Анна Павловна"),
        ):
            self.add("teachers", id=key, name=name, short=name[:3])
        self.add("classrooms", id="R1", name="ауд. 301", short="301")
        self.add("classrooms", id="R2", name="Спортзал", short="С/з")
        self.add("classes", id="C1", name="ис 21", short="ИС21")
        self.add("classes", id="C2", name="ИС-22", short="ИС22")
        self.add("groups", id="G1", classid="C1", name="Весь класс", entireclass=1, divisiontag=0)
        self.add("groups", id="G2", classid="C1", name="1 группа", entireclass=0, divisiontag=1)
        self.add("groups", id="G3", classid="C1", name="2 группа", entireclass=0, divisiontag=1)

    def mask(self, *indexes: int) -> str:
        """Return the mask of days, counted from 0."""
        return "".join("1" if place in indexes else "0" for place in range(self.days))

    def add(self, list_name: str, **row: Any) -> "AscFile":
        """Add a row to a list."""
        self.lists[list_name].append(row)
        return self

    def lesson(self, key: str, **row: Any) -> "AscFile":
        """Add a lesson of the whole first class, once a week, unless told otherwise."""
        usual = {
            "id": key,
            "subjectid": "S1",
            "classids": "C1",
            "teacherids": "T1",
            "groupids": "G1",
            "classroomids": "R1",
            "periodspercard": 1,
        }
        return self.add("lessons", **usual | row)

    def card(self, lesson: str, day: int, period: int, /, **row: Any) -> "AscFile":
        """Place a lesson on a day (0 is Monday) and period, in the file's dialect."""
        place = {"day": day} if self.older else {"days": self.mask(day), "weeks": "1", "terms": "1"}
        return self.add("cards", **{"lessonid": lesson, "period": period} | place | row)

    def xml(self, encoding: str = "utf-8") -> bytes:
        """Return the file in an encoding."""
        lines = [f'<?xml version="1.0" encoding="{encoding}"?>', "<timetable>"]
        for name, one in LISTS.items():
            rows = self.lists[name]
            columns = ",".join(rows[0]) if rows else ""
            lines.append(f'<{name} options="canadd" columns="{columns}">')
            for row in rows:
                attributes = " ".join(f"{k}={quoteattr(str(v))}" for k, v in row.items())
                lines.append(f"<{one} {attributes}/>")
            lines.append(f"</{name}>")
        return "\n".join([*lines, "</timetable>"]).encode(encoding)


__all__ = ["HOURS", "PAIRS", "AscFile"]
