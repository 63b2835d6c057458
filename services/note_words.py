"""What the sections of an analytic note are called."""

from flask_babel import gettext as _

from domain.notes import Section


def section_word(section: Section) -> str:
    """Return the heading of a section in the reader's language."""
    return {
        Section.general: _("General"),
        Section.completeness: _("Completeness of the journals"),
        Section.timeliness: _("Records in time"),
        Section.delivery: _("Delivery of the programmes"),
        Section.objectivity: _("Objectivity of marks"),
        Section.control_works: _("Control works"),
        Section.remarks: _("Inspections and remarks"),
        Section.attendance: _("Attendance (section)"),
        Section.performance: _("Performance"),
        Section.conclusions: _("Conclusions"),
        Section.proposals: _("Proposals"),
    }[section]
