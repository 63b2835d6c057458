"""REST: a week of somebody's timetable, and the search for whose."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.errors import FieldsError, NotFoundError
from services.timetable_subjects import MOST_FOUND, SubjectKind, find, is_staff
from services.timetable_week import week_of
from views.journal.rest import answers, compact
from views.needs import needs, sought
from views.rest_api import RestApi
from views.timetable.asked import asked_of
from views.timetable.calendar_page import calendar_values
from views.timetable.week_json import week_values
from views.timetable.words import kind_word
from views.timetable.year import year_in, years

TIMETABLE: Final = Resource.timetable


class TimetableWeekApi(RestApi):
    """The timetable for programs that read it; a student's or parent's own groups alone."""

    resource_name = "timetable"
    class_permission_name = TIMETABLE
    openapi_spec_tag = "Timetable"

    @expose("/week", methods=["GET"])
    @needs(Action.read, TIMETABLE)
    @answers
    def week(self) -> Response:
        """Return the week, or with `view=day` the day, of a group's, teacher's or room's timetable.
        ---
        get:
          description: Without group, teacher and room it is the caller's own timetable.
          parameters:
          - {in: query, name: group, schema: {type: integer}}
          - {in: query, name: teacher, schema: {type: integer}}
          - {in: query, name: room, schema: {type: integer}}
          - {in: query, name: day, schema: {type: string, format: date}}
          - {in: query, name: view, schema: {type: string, enum: [week, day]}}
          responses:
            200:
              description: The days with their bells, lessons, changes and practices
              content:
                application/json:
                  schema: {type: object}
        """
        asked = asked_of(db.session, current_principal(), request.args)
        if asked.subject is None:
            raise FieldsError({"group": _("Name a group, a teacher or a room.")})
        grounds = is_staff(current_principal())
        week = week_of(db.session, asked.subject, asked.day, grounds=grounds)
        return compact({"result": week_values(week, asked.day if asked.only_day else None)})

    @expose("/calendar", methods=["GET"])
    @needs(Action.read, Resource.calendar_day)
    @answers
    def calendar(self) -> Response:
        """Return the study days of an academic year, the present one unless `year` names another.
        ---
        get:
          parameters:
          - {in: query, name: year, schema: {type: integer}}
          responses:
            200:
              description: Study days with the weekday they follow, holidays, own days off
              content:
                application/json:
                  schema: {type: object}
        """
        year = year_in(request.args, years(db.session))
        if year is None:
            raise NotFoundError(_("There is no academic year yet."))
        return compact({"result": calendar_values(db.session, year)})

    @expose("/find", methods=["GET"])
    @needs(Action.read, TIMETABLE)
    @answers
    def find(self) -> Response:
        """Return groups, teachers and rooms whose names hold `q`; nothing to students and parents.
        ---
        get:
          parameters:
          - {in: query, name: q, schema: {type: string, maxLength: 100}}
          - {in: query, name: kind, schema: {type: string, enum: [group, teacher, room]}}
          responses:
            200:
              description: Ids such as «group=12», as the address of the timetable takes them
              content:
                application/json:
                  schema: {type: object}
        """
        text, asked = sought(), request.args.get("kind")
        kinds = [kind for kind in SubjectKind if asked in (None, "", kind.value)]
        found = []
        for kind in kinds:
            for key, name in find(db.session, current_principal(), kind, text):
                said = f"{name} · {kind_word(kind)}" if len(kinds) > 1 else name
                found.append({"id": f"{kind.value}={key}", "text": said})
        more = len(found) > MOST_FOUND
        return compact({"results": found[:MOST_FOUND], "more": more})
