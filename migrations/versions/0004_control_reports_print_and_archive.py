"""control, reports, print and archive"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A closed academic year (7.7): whatever the journals of that year hold is read-only for good.
CLOSED_YEAR = (
    "SELECT 1 FROM gradebook AS g JOIN year_closing AS y ON y.academic_year_id = g.academic_year_id "
    "WHERE y.frozen_at IS NOT NULL AND g.id = "
)
OF_BOOK = CLOSED_YEAR + "{row}.gradebook_id"
OF_LESSON = CLOSED_YEAR + "(SELECT l.gradebook_id FROM lesson AS l WHERE l.id = {row}.lesson_id)"
OF_PLAN = CLOSED_YEAR + "(SELECT p.gradebook_id FROM lesson_plan AS p WHERE p.id = {row}.plan_id)"
OF_MAKE_UP = CLOSED_YEAR + "(SELECT m.gradebook_id FROM make_up AS m WHERE m.id = {row}.make_up_id)"
SIGNED = "SELECT 1 FROM {table} AS t WHERE t.id = {{row}}.{key} AND t.signed_at IS NOT NULL"
FINISHED = "SELECT 1 WHERE OLD.finished_at IS NOT NULL"
SIGNED_ITSELF = "SELECT 1 WHERE OLD.signed_at IS NOT NULL"
ALWAYS = "SELECT 1"
EVERY = (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",)))
CHANGE = (("update", ("OLD",)), ("delete", ("OLD",)))
UPDATE, DELETE = (("update", ("OLD",)),), (("delete", ("OLD",)),)
LESSON = (
    "held_on, pair, hours, practical_hours, kind, mode, topic, homework, "
    "tasks, task_kind, confirmed_at, confirmed_by_id, homework_at, gradebook_id"
)
# Table, what freezes a row of it, the actions, the columns whose change counts (all: none named).
FROZEN = (
    ("lesson", OF_BOOK, EVERY, LESSON),
    *((table, OF_LESSON, EVERY, "") for table in ("mark", "absence", "work")),
    *(
        (table, OF_BOOK, EVERY, "")
        for table in (
            "semester_grade",
            "year_grade",
            "coursework",
            "discipline_result",
            "grade_closing",
            "correction_window",
            "make_up",
            "lesson_plan",
        )
    ),
    ("make_up_place", OF_MAKE_UP, EVERY, ""),
    ("lesson_plan_topic", OF_PLAN, EVERY, ""),
    # What is signed or finished never changes again; the trail of a document is only added to.
    ("inspection", FINISHED, CHANGE, ""),
    ("remark_entry", ALWAYS, CHANGE, ""),
    (
        "analytic_note",
        SIGNED_ITSELF,
        UPDATE,
        (
            "department_id, academic_year_id, title, period_from, period_to, author_id, author_name, "
            "created_at, drafted_at, signed_at, signed_name"
        ),
    ),
    ("analytic_note", SIGNED_ITSELF, DELETE, ""),
    ("note_paragraph", SIGNED.format(table="analytic_note", key="note_id"), EVERY, ""),
    (
        "archived_report",
        ALWAYS,
        UPDATE,
        ("code, title, format, params, created_at, sha256, size, pages, user_id, user_name"),
    ),
    (
        "printed_document",
        ALWAYS,
        UPDATE,
        (
            "code, report, title, group_id, gradebook_id, printed_at, user_id, user_name, pages, sha256"
        ),
    ),
    ("printed_document", SIGNED_ITSELF, UPDATE, "signed_at, signed_by_id, signed_name"),
    ("printed_document", ALWAYS, DELETE, ""),
    ("custody_place", ALWAYS, CHANGE, ""),
    ("document_hold", ALWAYS, DELETE, ""),
    ("document_hold", "SELECT 1 WHERE OLD.lifted_at IS NOT NULL", UPDATE, ""),
    (
        "disposal_act",
        SIGNED_ITSELF,
        UPDATE,
        ("number, drawn_on, ground, created_at, author_id, signed_at, signed_name"),
    ),
    ("disposal_act", SIGNED_ITSELF, DELETE, ""),
    ("disposal_member", SIGNED.format(table="disposal_act", key="act_id"), EVERY, ""),
    ("disposal_line", SIGNED.format(table="disposal_act", key="act_id"), EVERY, ""),
    ("year_closing", "SELECT 1 WHERE OLD.closed_at IS NOT NULL", CHANGE, ""),
    (
        "year_package",
        (
            "SELECT 1 FROM year_closing AS y WHERE y.id = {row}.closing_id AND y.closed_at IS NOT NULL"
        ),
        UPDATE,
        "closing_id, group_id, state, built_at, file_name, sha256, size, files",
    ),
    (
        "year_package",
        (
            "SELECT 1 FROM year_closing AS y WHERE y.id = {row}.closing_id AND y.closed_at IS NOT NULL"
        ),
        DELETE,
        "",
    ),
)


def freezing():
    """Yield the trigger's name, table, action, columns and the test by which it refuses."""
    number = 0
    for table, test, actions, columns in FROZEN:
        for action, sides in actions:
            tests = " OR ".join(f"EXISTS ({test.format(row=row)})" for row in sides)
            number += 1
            yield (
                f"{table}_kept_{action}_{number}",
                table,
                action,
                columns if action == "update" else "",
                tests,
            )


def add_triggers():
    """Let the database itself refuse changes of what is closed or signed, by whatever path."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, action, columns, test in freezing():
        event = action.upper() + (f" OF {columns}" if columns else "")
        said = "year_closing" if test.startswith(f"EXISTS ({CLOSED_YEAR}") else table
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {test} "
                f"BEGIN SELECT RAISE(ABORT, 'frozen: {said}'); END"
            )
            continue
        # A trigger of PostgreSQL takes no subquery in WHEN: each has a function of its own.
        back = "OLD" if action == "delete" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {test} THEN RAISE EXCEPTION 'frozen: {said}'; END IF; RETURN {back}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def drop_triggers():
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, *_ in freezing():
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP FUNCTION {name}() CASCADE")


def upgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "scheduled_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column(
            "rhythm",
            sa.Enum(
                "daily",
                "weekly",
                "monthly",
                "semester",
                "yearly",
                name="task_rhythm",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("last_due", sa.DateTime(), nullable=True),
        sa.CheckConstraint("day BETWEEN 0 AND 60", name=op.f("ck_scheduled_task_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_task")),
        sa.UniqueConstraint("key", name=op.f("uq_scheduled_task_key")),
    )
    op.create_table(
        "activity_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sign_ins", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("writes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "sign_ins >= 0 AND refusals >= 0 AND writes >= 0", name=op.f("ck_activity_day_counts")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name=op.f("fk_activity_day_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_day")),
        sa.UniqueConstraint("user_id", "day", name=op.f("uq_activity_day_user_id_day")),
    )
    with op.batch_alter_table("activity_day", schema=None) as batch_op:
        batch_op.create_index("ix_activity_day_day", ["day"], unique=False)

    op.create_table(
        "task_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="run_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("message", sa.String(length=250), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"],
            ["scheduled_task.id"],
            name=op.f("fk_task_run_task_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name=op.f("fk_task_run_user_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_run")),
    )
    with op.batch_alter_table("task_run", schema=None) as batch_op:
        batch_op.create_index("ix_task_run_task_started", ["task_id", "started_at"], unique=False)

    op.create_table(
        "year_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("academic_year_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="run_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("accepted", sa.String(length=2000), nullable=True),
        sa.Column("frozen_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_name", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "closed_at IS NULL OR frozen_at IS NOT NULL", name=op.f("ck_year_closing_frozen")
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_name IS NULL)", name=op.f("ck_year_closing_closed")
        ),
        sa.ForeignKeyConstraint(
            ["academic_year_id"],
            ["academic_year.id"],
            name=op.f("fk_year_closing_academic_year_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name=op.f("fk_year_closing_user_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_closing")),
        sa.UniqueConstraint("academic_year_id", name=op.f("uq_year_closing_academic_year_id")),
    )
    op.create_table(
        "control_plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("academic_year_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "inspection",
                "note",
                "report",
                "order",
                "council",
                "other",
                name="control_form",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "underway",
                "done",
                "cancelled",
                name="control_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=2000), nullable=True),
        sa.CheckConstraint(
            "(state = 'done') = (done_on IS NOT NULL)", name=op.f("ck_control_plan_item_done")
        ),
        sa.CheckConstraint("due_on >= starts_on", name=op.f("ck_control_plan_item_period")),
        sa.ForeignKeyConstraint(
            ["academic_year_id"],
            ["academic_year.id"],
            name=op.f("fk_control_plan_item_academic_year_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_control_plan_item_department_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["employee.id"],
            name=op.f("fk_control_plan_item_responsible_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control_plan_item")),
    )
    with op.batch_alter_table("control_plan_item", schema=None) as batch_op:
        batch_op.create_index(
            "ix_control_plan_item_academic_year_due", ["academic_year_id", "due_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_control_plan_item_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_control_plan_item_responsible_id"), ["responsible_id"], unique=False
        )

    op.create_table(
        "report_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "semester",
                "year",
                name="batch_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("academic_year_id", sa.Integer(), nullable=False),
        sa.Column("semester_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="run_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["academic_year_id"],
            ["academic_year.id"],
            name=op.f("fk_report_batch_academic_year_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_report_batch_department_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["semester_id"],
            ["semester.id"],
            name=op.f("fk_report_batch_semester_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name=op.f("fk_report_batch_user_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_batch")),
    )
    with op.batch_alter_table("report_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_batch_academic_year_id"), ["academic_year_id"], unique=False
        )
        batch_op.create_index("ix_report_batch_created_at", ["created_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_report_batch_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_report_batch_semester_id"), ["semester_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_report_batch_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_batch_user_id"), ["user_id"], unique=False)

    op.create_table(
        "archived_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("search_title", sa.String(length=250), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("academic_year_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("kept_until", sa.Date(), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("is_intact", sa.Boolean(), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_archived_report_size")),
        sa.ForeignKeyConstraint(
            ["academic_year_id"],
            ["academic_year.id"],
            name=op.f("fk_archived_report_academic_year_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_archived_report_department_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_group.id"],
            name=op.f("fk_archived_report_group_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["ab_user.id"],
            name=op.f("fk_archived_report_user_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived_report")),
    )
    with op.batch_alter_table("archived_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_archived_report_academic_year_id"), ["academic_year_id"], unique=False
        )
        batch_op.create_index(
            "ix_archived_report_code_created", ["code", "created_at"], unique=False
        )
        batch_op.create_index(
            "ix_archived_report_department_created", ["department_id", "created_at"], unique=False
        )
        batch_op.create_index(
            "ix_archived_report_group_created", ["group_id", "created_at"], unique=False
        )
        batch_op.create_index("ix_archived_report_kept_until", ["kept_until"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_archived_report_search_title"), ["search_title"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_archived_report_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_archived_report_user_id"), ["user_id"], unique=False)

    op.create_table(
        "year_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="run_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("built_at", sa.DateTime(), nullable=True),
        sa.Column("file_name", sa.String(length=250), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("files", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("is_intact", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closing_id"],
            ["year_closing.id"],
            name=op.f("fk_year_package_closing_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_group.id"],
            name=op.f("fk_year_package_group_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_package")),
        sa.UniqueConstraint(
            "closing_id", "group_id", name=op.f("uq_year_package_closing_id_group_id")
        ),
    )
    with op.batch_alter_table("year_package", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_package_group_id"), ["group_id"], unique=False)

    op.create_table(
        "analytic_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("academic_year_id", sa.Integer(), nullable=False),
        sa.Column("control_item_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_name", sa.String(length=200), nullable=True),
        sa.Column("archived_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("period_to >= period_from", name=op.f("ck_analytic_note_period")),
        sa.ForeignKeyConstraint(
            ["academic_year_id"],
            ["academic_year.id"],
            name=op.f("fk_analytic_note_academic_year_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["archived_id"],
            ["archived_report.id"],
            name=op.f("fk_analytic_note_archived_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["ab_user.id"],
            name=op.f("fk_analytic_note_author_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["control_item_id"],
            ["control_plan_item.id"],
            name=op.f("fk_analytic_note_control_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_analytic_note_department_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analytic_note")),
    )
    with op.batch_alter_table("analytic_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_analytic_note_academic_year_id"), ["academic_year_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_analytic_note_archived_id"), ["archived_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_analytic_note_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_analytic_note_control_item_id"), ["control_item_id"], unique=False
        )
        batch_op.create_index(
            "ix_analytic_note_department_period", ["department_id", "period_to"], unique=False
        )

    op.create_table(
        "attendance_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("handed_by_id", sa.Integer(), nullable=True),
        sa.Column("handed_name", sa.String(length=200), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("received_name", sa.String(length=200), nullable=True),
        sa.Column("archived_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "received_at IS NULL OR handed_at IS NOT NULL",
            name=op.f("ck_attendance_handover_order"),
        ),
        sa.ForeignKeyConstraint(
            ["archived_id"],
            ["archived_report.id"],
            name=op.f("fk_attendance_handover_archived_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_group.id"],
            name=op.f("fk_attendance_handover_group_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["handed_by_id"],
            ["ab_user.id"],
            name=op.f("fk_attendance_handover_handed_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"],
            ["ab_user.id"],
            name=op.f("fk_attendance_handover_received_by_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_handover")),
        sa.UniqueConstraint(
            "group_id", "month", name=op.f("uq_attendance_handover_group_id_month")
        ),
    )
    with op.batch_alter_table("attendance_handover", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attendance_handover_archived_id"), ["archived_id"], unique=False
        )
        batch_op.create_index("ix_attendance_handover_month", ["month"], unique=False)

    op.create_table(
        "batch_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="run_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("archived_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["archived_id"],
            ["archived_report.id"],
            name=op.f("fk_batch_part_archived_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["report_batch.id"],
            name=op.f("fk_batch_part_batch_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_group.id"],
            name=op.f("fk_batch_part_group_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_part")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_batch_part_batch_id_position")),
    )
    with op.batch_alter_table("batch_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_batch_part_archived_id"), ["archived_id"], unique=False
        )
        batch_op.create_index("ix_batch_part_batch_state", ["batch_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_batch_part_group_id"), ["group_id"], unique=False)

    op.create_table(
        "disposal_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("ground", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_name", sa.String(length=200), nullable=True),
        sa.Column("archived_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["archived_id"],
            ["archived_report.id"],
            name=op.f("fk_disposal_act_archived_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["ab_user.id"],
            name=op.f("fk_disposal_act_author_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_act")),
        sa.UniqueConstraint("number", name=op.f("uq_disposal_act_number")),
    )
    with op.batch_alter_table("disposal_act", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disposal_act_archived_id"), ["archived_id"], unique=False
        )

    op.create_table(
        "disposal_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "chairman",
                "member",
                name="commission_role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["disposal_act.id"],
            name=op.f("fk_disposal_member_act_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_member")),
    )
    with op.batch_alter_table("disposal_member", schema=None) as batch_op:
        batch_op.create_index("ix_disposal_member_act", ["act_id", "ordinal"], unique=False)
        batch_op.create_index(
            "uq_disposal_member_chairman",
            ["act_id"],
            unique=True,
            sqlite_where=sa.text("role = 'chairman'"),
            postgresql_where=sa.text("role = 'chairman'"),
        )

    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gradebook_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "monthly",
                "semester",
                "administrator",
                "plan",
                "extra",
                name="inspection_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.Column("inspector_name", sa.String(length=200), nullable=False),
        sa.Column("control_item_id", sa.Integer(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column(
            "completeness",
            sa.Enum(
                "good",
                "remarks",
                "poor",
                name="completeness",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "delivery",
            sa.Enum(
                "good",
                "remarks",
                "poor",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "objectivity",
            sa.Enum(
                "good",
                "remarks",
                "poor",
                name="objectivity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "control_works",
            sa.Enum(
                "good",
                "remarks",
                "poor",
                name="control_works",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("summary", sa.String(length=2000), nullable=True),
        sa.CheckConstraint("period_to >= period_from", name=op.f("ck_inspection_period")),
        sa.ForeignKeyConstraint(
            ["control_item_id"],
            ["control_plan_item.id"],
            name=op.f("fk_inspection_control_item_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["gradebook_id"],
            ["gradebook.id"],
            name=op.f("fk_inspection_gradebook_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["ab_user.id"],
            name=op.f("fk_inspection_inspector_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inspection_control_item_id"), ["control_item_id"], unique=False
        )
        batch_op.create_index(
            "ix_inspection_gradebook_opened", ["gradebook_id", "opened_at"], unique=False
        )
        batch_op.create_index(
            "ix_inspection_inspector_opened", ["inspector_id", "opened_at"], unique=False
        )

    op.create_table(
        "note_paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("rests_on", sa.String(length=250), nullable=True),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["analytic_note.id"],
            name=op.f("fk_note_paragraph_note_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_paragraph")),
    )
    with op.batch_alter_table("note_paragraph", schema=None) as batch_op:
        batch_op.create_index(
            "ix_note_paragraph_note_position", ["note_id", "position"], unique=False
        )

    op.create_table(
        "printed_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("search_title", sa.String(length=250), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("gradebook_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("academic_year_id", sa.Integer(), nullable=True),
        sa.Column("archived_id", sa.Integer(), nullable=True),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_name", sa.String(length=200), nullable=True),
        sa.Column(
            "place",
            sa.Enum(
                "maker",
                "deputy",
                "study_office",
                "archive",
                "disposed",
                name="custody_place_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("kept_until", sa.Date(), nullable=True),
        sa.Column("disposal_act_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(place = 'disposed') = (disposal_act_id IS NOT NULL)",
            name=op.f("ck_printed_document_disposed"),
        ),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_name IS NULL)", name=op.f("ck_printed_document_signed")
        ),
        sa.CheckConstraint("pages > 0", name=op.f("ck_printed_document_pages")),
        sa.ForeignKeyConstraint(
            ["academic_year_id"],
            ["academic_year.id"],
            name=op.f("fk_printed_document_academic_year_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["archived_id"],
            ["archived_report.id"],
            name=op.f("fk_printed_document_archived_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_printed_document_department_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["disposal_act_id"],
            ["disposal_act.id"],
            name=op.f("fk_printed_document_disposal_act_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["gradebook_id"],
            ["gradebook.id"],
            name=op.f("fk_printed_document_gradebook_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_group.id"],
            name=op.f("fk_printed_document_group_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"],
            ["ab_user.id"],
            name=op.f("fk_printed_document_signed_by_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["ab_user.id"],
            name=op.f("fk_printed_document_user_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_document")),
        sa.UniqueConstraint("code", name=op.f("uq_printed_document_code")),
    )
    with op.batch_alter_table("printed_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_printed_document_academic_year_id"), ["academic_year_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_printed_document_archived_id"), ["archived_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_printed_document_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_printed_document_disposal_act_id"), ["disposal_act_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_printed_document_gradebook_id"), ["gradebook_id"], unique=False
        )
        batch_op.create_index(
            "ix_printed_document_group_printed", ["group_id", "printed_at"], unique=False
        )
        batch_op.create_index(
            "ix_printed_document_place_kept", ["place", "kept_until"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_printed_document_search_title"), ["search_title"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_printed_document_user_id"), ["user_id"], unique=False)

    op.create_table(
        "custody_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "maker",
                "deputy",
                "study_office",
                "archive",
                "disposed",
                name="custody_place_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=250), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["printed_document.id"],
            name=op.f("fk_custody_place_document_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["ab_user.id"], name=op.f("fk_custody_place_user_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_place")),
    )
    with op.batch_alter_table("custody_place", schema=None) as batch_op:
        batch_op.create_index("ix_custody_place_document", ["document_id", "id"], unique=False)

    op.create_table(
        "disposal_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["disposal_act.id"],
            name=op.f("fk_disposal_line_act_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["printed_document.id"],
            name=op.f("fk_disposal_line_document_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_line")),
        sa.UniqueConstraint(
            "act_id", "document_id", name=op.f("uq_disposal_line_act_id_document_id")
        ),
    )
    with op.batch_alter_table("disposal_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disposal_line_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "document_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("placed_at", sa.DateTime(), nullable=False),
        sa.Column("placed_name", sa.String(length=200), nullable=False),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_name", sa.String(length=200), nullable=True),
        sa.Column("lift_reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lift_reason IS NULL)", name=op.f("ck_document_hold_lifted")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["printed_document.id"],
            name=op.f("fk_document_hold_document_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_hold")),
    )
    with op.batch_alter_table("document_hold", schema=None) as batch_op:
        batch_op.create_index("ix_document_hold_document", ["document_id", "id"], unique=False)
        batch_op.create_index(
            "uq_document_hold_standing",
            ["document_id"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "inspection_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("gradebook_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=True),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column(
            "cause",
            sa.Enum(
                "not_recorded",
                "no_topic",
                "no_homework",
                "no_results",
                "few_marks",
                "plan_behind",
                "no_final_marks",
                "debts",
                name="remark_cause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "answered",
                "closed",
                name="remark_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("escalated_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_inspection_remark_closed")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["ab_user.id"],
            name=op.f("fk_inspection_remark_author_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["gradebook_id"],
            ["gradebook.id"],
            name=op.f("fk_inspection_remark_gradebook_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_inspection_remark_inspection_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_inspection_remark_lesson_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["student_id"],
            ["student.id"],
            name=op.f("fk_inspection_remark_student_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_remark")),
    )
    with op.batch_alter_table("inspection_remark", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inspection_remark_gradebook_state", ["gradebook_id", "state"], unique=False
        )
        batch_op.create_index(
            "ix_inspection_remark_inspection", ["inspection_id", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inspection_remark_lesson_id"), ["lesson_id"], unique=False
        )
        batch_op.create_index("ix_inspection_remark_state_due", ["state", "due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_inspection_remark_student_id"), ["student_id"], unique=False
        )

    op.create_table(
        "remark_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("gradebook_id", sa.Integer(), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "made",
                "answered",
                "returned",
                "prolonged",
                "escalated",
                "cause_gone",
                "closed",
                "reopened",
                name="remark_event",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=2000), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["ab_user.id"],
            name=op.f("fk_remark_entry_author_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["gradebook_id"],
            ["gradebook.id"],
            name=op.f("fk_remark_entry_gradebook_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["remark_id"],
            ["inspection_remark.id"],
            name=op.f("fk_remark_entry_remark_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark_entry")),
    )
    with op.batch_alter_table("remark_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remark_entry_gradebook_id"), ["gradebook_id"], unique=False
        )
        batch_op.create_index("ix_remark_entry_remark", ["remark_id", "id"], unique=False)

    # ### end Alembic commands ###

    add_triggers()


def downgrade() -> None:
    drop_triggers()
    # ### commands auto generated by Alembic - please adjust! ###
    with op.batch_alter_table("remark_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_remark_entry_remark")
        batch_op.drop_index(batch_op.f("ix_remark_entry_gradebook_id"))

    op.drop_table("remark_entry")
    with op.batch_alter_table("inspection_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inspection_remark_student_id"))
        batch_op.drop_index("ix_inspection_remark_state_due")
        batch_op.drop_index(batch_op.f("ix_inspection_remark_lesson_id"))
        batch_op.drop_index("ix_inspection_remark_inspection")
        batch_op.drop_index("ix_inspection_remark_gradebook_state")

    op.drop_table("inspection_remark")
    with op.batch_alter_table("document_hold", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_document_hold_standing",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.drop_index("ix_document_hold_document")

    op.drop_table("document_hold")
    with op.batch_alter_table("disposal_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposal_line_document_id"))

    op.drop_table("disposal_line")
    with op.batch_alter_table("custody_place", schema=None) as batch_op:
        batch_op.drop_index("ix_custody_place_document")

    op.drop_table("custody_place")
    with op.batch_alter_table("printed_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printed_document_user_id"))
        batch_op.drop_index(batch_op.f("ix_printed_document_search_title"))
        batch_op.drop_index("ix_printed_document_place_kept")
        batch_op.drop_index("ix_printed_document_group_printed")
        batch_op.drop_index(batch_op.f("ix_printed_document_gradebook_id"))
        batch_op.drop_index(batch_op.f("ix_printed_document_disposal_act_id"))
        batch_op.drop_index(batch_op.f("ix_printed_document_department_id"))
        batch_op.drop_index(batch_op.f("ix_printed_document_archived_id"))
        batch_op.drop_index(batch_op.f("ix_printed_document_academic_year_id"))

    op.drop_table("printed_document")
    with op.batch_alter_table("note_paragraph", schema=None) as batch_op:
        batch_op.drop_index("ix_note_paragraph_note_position")

    op.drop_table("note_paragraph")
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.drop_index("ix_inspection_inspector_opened")
        batch_op.drop_index("ix_inspection_gradebook_opened")
        batch_op.drop_index(batch_op.f("ix_inspection_control_item_id"))

    op.drop_table("inspection")
    with op.batch_alter_table("disposal_member", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_disposal_member_chairman",
            sqlite_where=sa.text("role = 'chairman'"),
            postgresql_where=sa.text("role = 'chairman'"),
        )
        batch_op.drop_index("ix_disposal_member_act")

    op.drop_table("disposal_member")
    with op.batch_alter_table("disposal_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposal_act_archived_id"))

    op.drop_table("disposal_act")
    with op.batch_alter_table("batch_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_part_group_id"))
        batch_op.drop_index("ix_batch_part_batch_state")
        batch_op.drop_index(batch_op.f("ix_batch_part_archived_id"))

    op.drop_table("batch_part")
    with op.batch_alter_table("attendance_handover", schema=None) as batch_op:
        batch_op.drop_index("ix_attendance_handover_month")
        batch_op.drop_index(batch_op.f("ix_attendance_handover_archived_id"))

    op.drop_table("attendance_handover")
    with op.batch_alter_table("analytic_note", schema=None) as batch_op:
        batch_op.drop_index("ix_analytic_note_department_period")
        batch_op.drop_index(batch_op.f("ix_analytic_note_control_item_id"))
        batch_op.drop_index(batch_op.f("ix_analytic_note_author_id"))
        batch_op.drop_index(batch_op.f("ix_analytic_note_archived_id"))
        batch_op.drop_index(batch_op.f("ix_analytic_note_academic_year_id"))

    op.drop_table("analytic_note")
    with op.batch_alter_table("year_package", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_package_group_id"))

    op.drop_table("year_package")
    with op.batch_alter_table("archived_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_archived_report_user_id"))
        batch_op.drop_index(batch_op.f("ix_archived_report_sha256"))
        batch_op.drop_index(batch_op.f("ix_archived_report_search_title"))
        batch_op.drop_index("ix_archived_report_kept_until")
        batch_op.drop_index("ix_archived_report_group_created")
        batch_op.drop_index("ix_archived_report_department_created")
        batch_op.drop_index("ix_archived_report_code_created")
        batch_op.drop_index(batch_op.f("ix_archived_report_academic_year_id"))

    op.drop_table("archived_report")
    with op.batch_alter_table("report_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_batch_user_id"))
        batch_op.drop_index(batch_op.f("ix_report_batch_state"))
        batch_op.drop_index(batch_op.f("ix_report_batch_semester_id"))
        batch_op.drop_index(batch_op.f("ix_report_batch_department_id"))
        batch_op.drop_index("ix_report_batch_created_at")
        batch_op.drop_index(batch_op.f("ix_report_batch_academic_year_id"))

    op.drop_table("report_batch")
    with op.batch_alter_table("control_plan_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_control_plan_item_responsible_id"))
        batch_op.drop_index(batch_op.f("ix_control_plan_item_department_id"))
        batch_op.drop_index("ix_control_plan_item_academic_year_due")

    op.drop_table("control_plan_item")
    op.drop_table("year_closing")
    with op.batch_alter_table("task_run", schema=None) as batch_op:
        batch_op.drop_index("ix_task_run_task_started")

    op.drop_table("task_run")
    with op.batch_alter_table("activity_day", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_day_day")

    op.drop_table("activity_day")
    op.drop_table("scheduled_task")
    # ### end Alembic commands ###
