"""What the pages and REST say about a journal's plan, and where the plan is made."""

from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from services.lesson_suggestion import NoSuggestion


def reason_sentence(reason: NoSuggestion | None) -> str | None:
    """Return why the plan suggests nothing, in a sentence."""
    match reason:
        case NoSuggestion.no_plan:
            return _("This journal has no lesson plan yet.")
        case NoSuggestion.exhausted:
            return _("Every topic of this semester's plan is given.")
        case NoSuggestion.taken:
            return _("The lesson has a topic.")
    return None


def plan_links(gradebook_id: int, plan_id: int | None) -> dict[str, str]:
    """Return where the progress of a journal's plan is shown, and where the plan is written."""
    links = {"progress": f"/journal/{gradebook_id}/plan"}
    if current_principal().may(Action.read, Resource.lesson_plan):
        links["plan"] = editor_link(gradebook_id, plan_id)
    return links


def editor_link(gradebook_id: int, plan_id: int | None) -> str:
    """Return the address of a journal's lesson plan, or of where one is begun."""
    return f"/plans/new/{gradebook_id}" if plan_id is None else f"/plans/{plan_id}"
