"""What the scripts of a lesson plan say, in the reader's language."""

from flask_babel import gettext as _


def sentences() -> dict[str, str]:
    """Return the sentences by key; `{count}` and the like are filled in by the script."""
    return _saving() | _table() | _paste() | _conflict() | _ways()


def _saving() -> dict[str, str]:
    return {
        "saved": _("✓ Saved"),
        "saving": _("Saving…"),
        "unsaved": _("Not saved yet"),
        "offline": _("No connection: changes are kept in this browser"),
        "sign_in": _("You are signed out: changes are kept in this browser."),
        "sign_in_link": _("Sign in again"),
        "other_person": _("Another person is signed in: changes are kept in this browser."),
        "refused": _("Not saved: {why}"),
        "conflict": _("Not saved: the plan was changed meanwhile"),
        "restored": _("Changes that this browser had kept are restored."),
    }


def _table() -> dict[str, str]:
    return {
        "number": _("No."),
        "semester": _("Semester {number}"),
        "semester_short": _("Sem."),
        "dates": _("Dates"),
        "no_date": _("no date"),
        "hours_left": _("{hours} h without a lesson"),
        "no_timetable": _("The journal has no lessons yet: dates appear with the timetable."),
        "remark": _("Remark"),
        "your_remark": _("Your remark"),
        "cell_of": _("{column}, {row}"),
        "row_lesson": _("lesson {number}"),
        "row_heading": _("heading «{title}»"),
        "empty": _(
            "The plan is empty. Add the first lesson, or paste rows from a spreadsheet: click a "
            "cell and press Ctrl+V."
        ),
        "whole_number": _("A whole number from {least} to {most}."),
        "too_long": _("At most {most} characters."),
        "choose": _("Choose one of the list."),
        "undone": _("Undone"),
        "redone": _("Done again"),
        "nothing_to_undo": _("There is nothing to undo."),
        "inserted": _("Rows added: {count}"),
        "deleted": _("Rows deleted: {count}. Ctrl+Z brings them back."),
        "moved": _("Moved"),
        "copied": _("Cells copied: {count}"),
        "cleared": _("Cells emptied: {count}"),
        "kind": _("Kind"),
        "plan": _("Plan"),
        "curriculum": _("Curr."),
        "load": _("Load, h"),
        "difference": _("Diff."),
        "matches": _("✓ Hours match the curriculum and the load"),
        "differs": _("! Hours differ"),
        "ok": _("✓"),
        "outside": _("outside the plan"),
        "others": _("without {hours} h in other journals"),
        "can_submit": _("✓ The plan can be submitted"),
        "can_approve": _("✓ Nothing stops the approval"),
        "cannot_submit": _("It cannot be submitted yet:"),
        "cannot_approve": _("It cannot be approved yet:"),
        "save_first": _("Changes are not saved yet: wait a moment and try again."),
        "drag": _("Drag to move the row"),
        "lessons_count": _("Lessons: {count}, hours: {hours}"),
    }


def _paste() -> dict[str, str]:
    return {
        "skip_column": _("— skip —"),
        "paste_summary": _("Rows: {rows}. Cells refused: {refused}."),
        "paste_cell": _("«{text}» in «{column}»: {why} The cell is left empty."),
        "pasted": _("Rows pasted: {count}"),
        "paste_nothing": _("There is nothing to paste."),
        "header_skipped": _("The first line is a heading of the table: it is left out."),
        "too_many_rows": _("A plan has at most {most} rows."),
        "level": _("Row"),
    }


def _conflict() -> dict[str, str]:
    return {
        "conflict_by": _("{who} saved this plan meanwhile, {when}."),
        "conflict_merged": _("Your changes were put together with those of {who}."),
        "mine": _("Mine"),
        "theirs": _("Theirs"),
        "keep_mine": _("Keep mine"),
        "take_theirs": _("Take theirs"),
        "row_missing": _("(no such row)"),
    }


def _ways() -> dict[str, str]:
    return {
        "sure_delete": _("The draft and all its rows are deleted. This cannot be undone."),
        "sure_submit": _(
            "The plan goes to the methodist and cannot be edited until it is decided."
        ),
        "sure_approve": _("The plan comes into force."),
        "sure_withdraw": _("The plan comes back to you to be edited."),
        "sure_return": _("The plan goes back to its teacher with your remarks."),
        "remark_saved": _("✓ Remarks saved"),
        "remark_needed": _("Say what to correct: in the remark on the whole plan or at a row."),
        "no_answer": _("The server does not answer. Try again in a moment."),
    }
