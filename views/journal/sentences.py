"""The sentences that the journal's scripts say, in the reader's language."""

from flask_babel import gettext as _

from views.journal.words import states


def sentences() -> dict[str, str]:
    """Return key → sentence; {names} in braces are filled in by the browser."""
    return (
        _saving()
        | _grammar()
        | _grid()
        | _lesson()
        | _works()
        | {f"state_{state}": sentence for state, sentence in states().items()}
    )


def _saving() -> dict[str, str]:
    return {
        "saved": _("✓ Saved"),
        "saving": _("In queue: {count}"),
        "offline": _("No connection. In queue: {count}, kept in this browser"),
        "sign_in": _("You are signed out. In queue: {count}, kept in this browser."),
        "sign_in_link": _("Sign in again"),
        "other_person": _("Another person is signed in. In queue: {count}, nothing is sent."),
        "need_decision": _("To be decided: {count}"),
        "cell_queued": _("In the queue, not yet saved"),
        "cell_refused": _("Refused"),
        "cell_conflict": _("Changed meanwhile"),
        "cell_reason": _("A reason is needed"),
        "conflict": _("The cell was changed meanwhile. {who}"),
        "keep_mine": _("Mine: {text}"),
        "take_theirs": _("In the journal: {text}"),
        "empty_cell": _("empty cell"),
        "reason_needed": _("The day of the lesson is over: a reason is needed."),
        "give_reason": _("Give the reason"),
        "discard": _("Discard"),
        "correct": _("Correct it"),
    }


def _grammar() -> dict[str, str]:
    return {
        "fault_unknown": _("«{tokens}» is not known."),
        "fault_contradiction": _("«{tokens}» contradict each other."),
        "fault_too_many_marks": _("At most two marks stand in a cell."),
        "fault_minutes": _("Minutes of coming late are from 1 to 90."),
        "fault_one_mark": _("The cell of a work holds one mark, not «{tokens}»."),
        "allowed": _("Allowed: {allowed}, two with a slash."),
        "allowed_one": _("Allowed: {allowed}."),
    }


def _grid() -> dict[str, str]:
    return {
        "not_in_group": _("The student was not in the group on that day."),
        "cleared": _("Cells emptied: {count}"),
        "undone": _("Undone: {count}"),
        "redone": _("Done again: {count}"),
        "written": _("Cells written: {count}"),
        "copied": _("Cells copied: {count}"),
        "paste_outside": _("Outside the journal"),
        "paste_ok": _("will be written"),
        "paste_summary": _("To be written: {good}, unchanged: {same}, refused: {refused}"),
        "loading": _("Loading…"),
        "no_answer": _("The server does not answer. Try again in a moment."),
        "no_history": _("Nothing was ever changed here."),
        "late": _("entered late"),
        "away": _("absent: {count}"),
    }


def _lesson() -> dict[str, str]:
    return {
        "ask_window": _("Ask for a window…"),
        "already_confirmed": _("{lesson}: recorded already"),
        "lesson_ahead": _("{lesson}: still ahead"),
        "confirmed": _("{lesson}: attendance was taken"),
        "unconfirmed": _("{lesson}: the confirmation was withdrawn"),
        "hours": _("{count} h"),
        "topic": _("Topic"),
        "no_topic": _("not given"),
        "homework": _("Homework"),
        "tasks": _("Work in the lesson"),
        "practical_hours": _("Of them practical training, h"),
        "new_lesson": _("New lesson"),
        "needs_topic": _("The topic is not given (5.5.8)"),
        "needs_homework": _("Homework is not given (5.5.5)"),
        "needs_record": _("The lesson is not recorded yet: today is its day (5.5.4)"),
        "needs_record_late": _("The day of the lesson is over, and it is not recorded (5.5.4)"),
        "needs_lessons": _("Lessons not recorded: {count}"),
        "needs_marks": _("Students with too few marks: {count} (5.5.7)"),
        "delete_lesson": _("The lesson of {lesson} is deleted with its topic and homework."),
        "room": _("Room"),
        "held_by": _("Held by"),
        "not_yours": _("{teacher} keeps the journal on this day: you only read the lesson."),
        "nobodys": _("Nobody keeps the journal on this day: the lesson cannot be written."),
        "topic_part": _("{given} of {total} h given"),
        "topic_of_plan": _("The topic is the plan's."),
        "topic_own": _("The topic is not the plan's."),
        "row_given": _("given"),
        "row_skipped": _("skipped"),
        "taken": _("{lesson}: the topic “{topic}” is taken over from the plan"),
        "given_back": _("{lesson}: the topic is given back to the plan"),
        "delete_all_the_same": _("Delete all the same"),
    }


def _works() -> dict[str, str]:
    return {
        "new_work": _("New work · {lesson}"),
        "work_edit": _("Edit"),
        "work_required": _("required work"),
        "work_free": _("optional work"),
        "work_weight": _("weight {weight}"),
        "work_due": _("due {day}"),
        "work_results": _("results are in"),
        "delete": _("Delete"),
        "delete_work": _("The work “{work}” is deleted."),
    }
