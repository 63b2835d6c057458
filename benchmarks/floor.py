"""The floor: bare Flask routes, one indexed query each, and json.dumps or one Jinja loop."""

import json
import os
import sqlite3
from typing import Any, Final

import psycopg
from flask import Flask, Response, request
from jinja2 import Environment
from sqlalchemy.engine import make_url

TABLE: Final = """<!doctype html><table>
{% for student in students %}<tr><th>{{ student }}</th>
{%- for lesson in lessons %}<td>{{ cells[student, lesson] }}</td>{% endfor %}</tr>
{% endfor %}</table>"""
READ: Final = (
    "SELECT m.student_id, m.lesson_id, m.code FROM mark m JOIN lesson l ON l.id = m.lesson_id"
    " WHERE l.gradebook_id = {0}"
)
SAVE: Final = (
    "UPDATE mark SET code = {0} WHERE lesson_id = {0} AND student_id = {0} AND ordinal = 0"
)


class Blank(dict[Any, str]):
    """Cells: what is not in it is empty."""

    def __missing__(self, key: Any) -> str:
        return ""


def _connect(url: str) -> tuple[Any, str]:
    """Return a connection that commits by itself, and how it marks a parameter."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        connection = sqlite3.connect(address.database or "", isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        return connection, "?"
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True), "%s"


def create_app() -> Flask:
    """Return the app on the database of DATABASE_URL and the journal of BENCH_GRADEBOOK."""
    app = Flask(__name__)
    connection, mark = _connect(os.environ["DATABASE_URL"])
    gradebook = int(os.environ["BENCH_GRADEBOOK"])
    students = [int(key) for key in os.environ["BENCH_STUDENTS"].split(",")]
    lessons = [int(key) for key in os.environ["BENCH_LESSONS"].split(",")]
    table = Environment(autoescape=True).from_string(TABLE)
    read, save = READ.format(mark), SAVE.format(mark)

    def cells() -> Blank:
        found = connection.execute(read, (gradebook,)).fetchall()
        return Blank({(student, lesson): code for student, lesson, code in found})

    @app.get("/html")
    def html() -> str:
        return table.render(students=students, lessons=lessons, cells=cells())

    @app.get("/json")
    def as_json() -> Response:
        found = cells()
        rows = [[found[student, lesson] for lesson in lessons] for student in students]
        return Response(json.dumps(rows, ensure_ascii=False), mimetype="application/json")

    @app.put("/save")
    def store() -> Response:
        body = request.get_json()
        connection.execute(save, (body["text"], body["lesson_id"], body["student_id"]))
        return Response(json.dumps({"saved": 1}), mimetype="application/json")

    return app
