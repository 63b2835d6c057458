"""Analytic notes of departments: pages and REST (clause 4.5)."""

from flask_appbuilder import AppBuilder

from views.notes.api import AnalyticNoteWriteApi
from views.notes.pages import NotesView
from views.notes.paragraph_api import NoteParagraphWriteApi
from views.notes.paragraph_pages import ParagraphView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources of analytic notes."""
    appbuilder.add_api(AnalyticNoteWriteApi)
    appbuilder.add_api(NoteParagraphWriteApi)
    appbuilder.add_view_no_menu(NotesView())
    appbuilder.add_view_no_menu(ParagraphView())
