"""Pages and REST resources of curricula as a whole: import, tree, versions, comparison."""

from flask_appbuilder import AppBuilder

from views.curriculum.api import CurriculumTreeApi
from views.curriculum.changing import CurriculumVersionView
from views.curriculum.import_api import CurriculumImportApi
from views.curriculum.importing import CurriculumImportView
from views.curriculum.pages import CurriculumView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the resources."""
    appbuilder.add_view_no_menu(CurriculumView())
    appbuilder.add_view_no_menu(CurriculumImportView())
    appbuilder.add_view_no_menu(CurriculumVersionView())
    appbuilder.add_api(CurriculumTreeApi)
    appbuilder.add_api(CurriculumImportApi)
