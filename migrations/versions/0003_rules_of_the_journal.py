"""deadlines, debts, final marks, attestation"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


# A closed semester of a journal that was not reopened: its marks, lessons and cells are frozen.
CLOSED = "SELECT 1 FROM grade_closing AS c WHERE c.reopened_at IS NULL AND c.gradebook_id = {book}"
CLOSED_SEMESTER = CLOSED + " AND c.semester_id = {row}.semester_id"
CLOSED_YEAR = CLOSED + " AND c.semester_id IS NULL"
CLOSED_DAY = (
    "SELECT 1 FROM grade_closing AS c JOIN semester AS s ON s.id = c.semester_id "
    "WHERE c.reopened_at IS NULL AND c.gradebook_id = {row}.gradebook_id "
    "AND {row}.held_on BETWEEN s.starts_on AND s.ends_on"
)
CLOSED_LESSON = (
    "SELECT 1 FROM lesson AS l JOIN grade_closing AS c ON c.gradebook_id = l.gradebook_id "
    "JOIN semester AS s ON s.id = c.semester_id WHERE l.id = {row}.lesson_id "
    "AND c.reopened_at IS NULL AND l.held_on BETWEEN s.starts_on AND s.ends_on"
)
SIGNED = "SELECT 1 FROM {table} AS t WHERE t.id = {{row}}.{key} AND t.signed_at IS NOT NULL"
ITSELF = "SELECT 1 WHERE {row}.signed_at IS NOT NULL"
# Table → (what freezes a row of it, columns whose change counts; all where none is named).
FROZEN = {
    "lesson": (CLOSED_DAY, "held_on, pair, hours, practical_hours, kind, mode, topic, homework, "
               "tasks, task_kind, confirmed_at, confirmed_by_id, homework_at, gradebook_id"),
    "mark": (CLOSED_LESSON, ""),
    "absence": (CLOSED_LESSON, ""),
    "work": (CLOSED_LESSON, ""),
    "semester_grade": (CLOSED_SEMESTER.replace("{book}", "{row}.gradebook_id"), ""),
    "coursework": (CLOSED_SEMESTER.replace("{book}", "{row}.gradebook_id"), ""),
    "year_grade": (CLOSED_YEAR.replace("{book}", "{row}.gradebook_id"), ""),
    "discipline_result": (CLOSED_YEAR.replace("{book}", "{row}.gradebook_id"), ""),
    "sheet_examiner": (SIGNED.format(table="attestation_sheet", key="sheet_id"), ""),
    "attestation_result": (SIGNED.format(table="attestation_sheet", key="sheet_id"), ""),
    "practice_day": (SIGNED.format(table="practice_placement", key="placement_id"), ""),
    "practice_competence": (SIGNED.format(table="practice_placement", key="placement_id"), ""),
    "protocol_member": (SIGNED.format(table="final_protocol", key="protocol_id"), ""),
    "thesis": (SIGNED.format(table="final_protocol", key="protocol_id"), ""),
    "demo_exam": (SIGNED.format(table="final_protocol", key="protocol_id"), ""),
}
# Signed documents: what was signed never changes again, nor is it deleted.
SIGNED_TABLES = ("attestation_sheet", "practice_placement", "final_protocol")
ACTIONS = (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",)))


def freezing():
    """Yield table, action, columns and the condition under which the action is refused."""
    for table, (test, columns) in FROZEN.items():
        for action, sides in ACTIONS:
            tests = " OR ".join(f"EXISTS ({test.format(row=row)})" for row in sides)
            yield table, action, columns if action == "update" else "", tests
    for table in SIGNED_TABLES:
        for action in ("update", "delete"):
            yield table, action, "", f"EXISTS ({ITSELF.format(row='OLD')})"
    # A closing is never taken away, and reopened once; what was signed in it stays as it was.
    yield "grade_closing", "delete", "", "1 = 1"
    yield "grade_closing", "update", "", "OLD.reopened_at IS NOT NULL"
    yield (
        "grade_closing", "update", "gradebook_id, semester_id, signed_at, signed_by_id, signed_name",
        "1 = 1",
    )


def add_triggers():
    """Let the database itself refuse changes of what is frozen, whatever path they take."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for number, (table, action, columns, test) in enumerate(freezing()):
        event = action.upper() + (f" OF {columns}" if columns else "")
        name = f"{table}_frozen_{action}_{number}"
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {test} "
                f"BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END"
            )
            continue
        # A trigger of PostgreSQL takes no subquery in WHEN: each has a function of its own.
        back = "OLD" if action == "delete" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {test} THEN RAISE EXCEPTION 'frozen: {table}'; END IF; RETURN {back}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def drop_triggers():
    sqlite = op.get_bind().dialect.name == "sqlite"
    for number, (table, action, _columns, _test) in enumerate(freezing()):
        name = f"{table}_frozen_{action}_{number}"
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP FUNCTION {name}() CASCADE")


def upgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table('outage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('starts_at', sa.String(length=5), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('ends_at', sa.String(length=5), nullable=True),
    sa.Column('what', sa.String(length=250), nullable=False),
    sa.Column('source', sa.String(length=250), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_outage_period')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outage'))
    )
    with op.batch_alter_table('outage', schema=None) as batch_op:
        batch_op.create_index('ix_outage_starts_on', ['starts_on'], unique=False)

    op.create_table('practice_base',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('search_name', sa.String(length=250), nullable=False),
    sa.Column('address', sa.String(length=250), nullable=True),
    sa.Column('contract_number', sa.String(length=60), nullable=True),
    sa.Column('contract_date', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_base')),
    sa.UniqueConstraint('name', name=op.f('uq_practice_base_name'))
    )
    with op.batch_alter_table('practice_base', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_base_search_name'), ['search_name'], unique=False)

    op.create_table('regulation_setting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Enum('record_days', 'homework_days', 'results_days', 'outage_transfer_days', 'correction_days', 'window_days', 'soon_days', 'closing_days', 'marks_needed', 'mark_gap', 'round_up_from', 'not_attested_share', 'year_rule', 'result_rule', 'degree_weights', 'demo_exam_scale', 'borrowed_limit', 'practice_link_days', 'retakes', 'commission_members', 'attendance_sheet_day', 'checks_a_month', 'archive_years', name='norm', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('value', sa.String(length=120), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ground', sa.String(length=250), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regulation_setting')),
    sa.UniqueConstraint('key', 'starts_on', name=op.f('uq_regulation_setting_key_starts_on'))
    )
    op.create_table('practice_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('college_head_id', sa.Integer(), nullable=False),
    sa.Column('enterprise_head', sa.String(length=200), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['college_head_id'], ['employee.id'], name=op.f('fk_practice_link_college_head_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['created_by_id'], ['ab_user.id'], name=op.f('fk_practice_link_created_by_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_practice_link_token_hash'))
    )
    with op.batch_alter_table('practice_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_link_college_head_id'), ['college_head_id'], unique=False)

    op.create_table('appointment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('thesis_supervisor', 'thesis_consultant', 'thesis_reviewer', 'practice_head', 'commission_chairman', 'commission_member', 'commission_secretary', name='appointment_role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('object', sa.String(length=250), nullable=False),
    sa.Column('order_number', sa.String(length=40), nullable=False),
    sa.Column('order_date', sa.Date(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_appointment_period')),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_appointment_employee_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], name=op.f('fk_appointment_group_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment'))
    )
    with op.batch_alter_table('appointment', schema=None) as batch_op:
        batch_op.create_index('ix_appointment_employee_role', ['employee_id', 'role'], unique=False)
        batch_op.create_index(batch_op.f('ix_appointment_group_id'), ['group_id'], unique=False)

    op.create_table('final_protocol',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('thesis', 'demo_exam', name='protocol_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('signed_at', sa.DateTime(), nullable=True),
    sa.Column('signed_by_id', sa.Integer(), nullable=True),
    sa.Column('signed_name', sa.String(length=200), nullable=True),
    sa.Column('group_name', sa.String(length=40), nullable=True),
    sa.Column('programme_name', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], name=op.f('fk_final_protocol_group_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['signed_by_id'], ['ab_user.id'], name=op.f('fk_final_protocol_signed_by_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_final_protocol')),
    sa.UniqueConstraint('group_id', 'kind', 'number', name=op.f('uq_final_protocol_group_id_kind_number'))
    )
    with op.batch_alter_table('final_protocol', schema=None) as batch_op:
        batch_op.create_index('ix_final_protocol_held_on', ['held_on'], unique=False)

    op.create_table('attestation_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('academic_year_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('semester_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('form', sa.Enum('none', 'exam', 'graded_credit', 'credit', 'module_exam', 'final_mark', 'control_work', 'other', name='attestation_form', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('retake_of_id', sa.Integer(), nullable=True),
    sa.Column('is_individual', sa.Boolean(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('signed_at', sa.DateTime(), nullable=True),
    sa.Column('signed_by_id', sa.Integer(), nullable=True),
    sa.Column('signed_name', sa.String(length=200), nullable=True),
    sa.Column('group_name', sa.String(length=40), nullable=True),
    sa.Column('item_name', sa.String(length=300), nullable=True),
    sa.Column('programme_name', sa.String(length=300), nullable=True),
    sa.CheckConstraint('attempt BETWEEN 0 AND 2', name=op.f('ck_attestation_sheet_attempt')),
    sa.CheckConstraint('number > 0', name=op.f('ck_attestation_sheet_number')),
    sa.ForeignKeyConstraint(['academic_year_id'], ['academic_year.id'], name=op.f('fk_attestation_sheet_academic_year_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['created_by_id'], ['ab_user.id'], name=op.f('fk_attestation_sheet_created_by_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], name=op.f('fk_attestation_sheet_group_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['item_id'], ['curriculum_item.id'], name=op.f('fk_attestation_sheet_item_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['retake_of_id'], ['attestation_sheet.id'], name=op.f('fk_attestation_sheet_retake_of_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['semester_id'], ['semester.id'], name=op.f('fk_attestation_sheet_semester_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['signed_by_id'], ['ab_user.id'], name=op.f('fk_attestation_sheet_signed_by_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attestation_sheet')),
    sa.UniqueConstraint('academic_year_id', 'number', name=op.f('uq_attestation_sheet_academic_year_id_number'))
    )
    with op.batch_alter_table('attestation_sheet', schema=None) as batch_op:
        batch_op.create_index('ix_attestation_sheet_group_semester', ['group_id', 'semester_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attestation_sheet_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attestation_sheet_retake_of_id'), ['retake_of_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attestation_sheet_semester_id'), ['semester_id'], unique=False)

    op.create_table('demo_exam',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('kit_code', sa.String(length=60), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('maximum', sa.Numeric(precision=6, scale=2), nullable=False),
    sa.Column('points', sa.Numeric(precision=6, scale=2), nullable=True),
    sa.Column('code', sa.String(length=4), nullable=True),
    sa.Column('protocol_id', sa.Integer(), nullable=True),
    sa.Column('student_name', sa.String(length=200), nullable=True),
    sa.CheckConstraint("code IS NULL OR code IN ('5', '4', '3', '2', 'зч', 'нз', 'н/а', 'осв')", name=op.f('ck_demo_exam_code')),
    sa.CheckConstraint('maximum > 0', name=op.f('ck_demo_exam_maximum')),
    sa.CheckConstraint('points IS NULL OR points BETWEEN 0 AND maximum', name=op.f('ck_demo_exam_points')),
    sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], name=op.f('fk_demo_exam_group_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['protocol_id'], ['final_protocol.id'], name=op.f('fk_demo_exam_protocol_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_demo_exam_student_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_demo_exam')),
    sa.UniqueConstraint('student_id', 'kit_code', 'held_on', name=op.f('uq_demo_exam_student_id_kit_code_held_on'))
    )
    with op.batch_alter_table('demo_exam', schema=None) as batch_op:
        batch_op.create_index('ix_demo_exam_group_student', ['group_id', 'student_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_demo_exam_protocol_id'), ['protocol_id'], unique=False)

    op.create_table('practice_placement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('base_id', sa.Integer(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('college_head_id', sa.Integer(), nullable=True),
    sa.Column('appointment_id', sa.Integer(), nullable=True),
    sa.Column('enterprise_head', sa.String(length=200), nullable=True),
    sa.Column('enterprise_position', sa.String(length=200), nullable=True),
    sa.Column('contract', sa.String(length=100), nullable=True),
    sa.Column('diary_checked_on', sa.Date(), nullable=True),
    sa.Column('characteristic', sa.String(length=2000), nullable=True),
    sa.Column('proposed_code', sa.String(length=4), nullable=True),
    sa.Column('proposed_at', sa.DateTime(), nullable=True),
    sa.Column('code', sa.String(length=4), nullable=True),
    sa.Column('link_id', sa.Integer(), nullable=True),
    sa.Column('signed_at', sa.DateTime(), nullable=True),
    sa.Column('signed_by_id', sa.Integer(), nullable=True),
    sa.Column('signed_name', sa.String(length=200), nullable=True),
    sa.Column('student_name', sa.String(length=200), nullable=True),
    sa.CheckConstraint("code IS NULL OR code IN ('5', '4', '3', '2', 'зч', 'нз', 'н/а', 'осв')", name=op.f('ck_practice_placement_code')),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_practice_placement_period')),
    sa.CheckConstraint('hours BETWEEN 1 AND 2000', name=op.f('ck_practice_placement_hours')),
    sa.ForeignKeyConstraint(['appointment_id'], ['appointment.id'], name=op.f('fk_practice_placement_appointment_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['base_id'], ['practice_base.id'], name=op.f('fk_practice_placement_base_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['college_head_id'], ['employee.id'], name=op.f('fk_practice_placement_college_head_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], name=op.f('fk_practice_placement_group_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['item_id'], ['curriculum_item.id'], name=op.f('fk_practice_placement_item_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['link_id'], ['practice_link.id'], name=op.f('fk_practice_placement_link_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['signed_by_id'], ['ab_user.id'], name=op.f('fk_practice_placement_signed_by_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_practice_placement_student_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_placement')),
    sa.UniqueConstraint('student_id', 'item_id', 'starts_on', name=op.f('uq_practice_placement_student_id_item_id_starts_on'))
    )
    with op.batch_alter_table('practice_placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_placement_appointment_id'), ['appointment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_practice_placement_base_id'), ['base_id'], unique=False)
        batch_op.create_index('ix_practice_placement_group_item', ['group_id', 'item_id'], unique=False)
        batch_op.create_index('ix_practice_placement_head', ['college_head_id', 'ends_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_practice_placement_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_practice_placement_link_id'), ['link_id'], unique=False)

    op.create_table('protocol_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('protocol_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('examiner', 'chairman', 'member', 'secretary', name='examiner_role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('position', sa.String(length=200), nullable=True),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['protocol_id'], ['final_protocol.id'], name=op.f('fk_protocol_member_protocol_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_protocol_member'))
    )
    with op.batch_alter_table('protocol_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_protocol_member_protocol_id'), ['protocol_id'], unique=False)

    op.create_table('thesis',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=500), nullable=False),
    sa.Column('topic_order', sa.String(length=100), nullable=True),
    sa.Column('supervisor_id', sa.Integer(), nullable=True),
    sa.Column('appointment_id', sa.Integer(), nullable=True),
    sa.Column('reviewer', sa.String(length=200), nullable=True),
    sa.Column('review_code', sa.String(length=4), nullable=True),
    sa.Column('supervisor_code', sa.String(length=4), nullable=True),
    sa.Column('borrowed', sa.Numeric(precision=5, scale=2), nullable=True),
    sa.Column('is_admitted', sa.Boolean(), nullable=True),
    sa.Column('admitted_on', sa.Date(), nullable=True),
    sa.Column('defended_on', sa.Date(), nullable=True),
    sa.Column('code', sa.String(length=4), nullable=True),
    sa.Column('protocol_id', sa.Integer(), nullable=True),
    sa.Column('student_name', sa.String(length=200), nullable=True),
    sa.CheckConstraint("code IS NULL OR code IN ('5', '4', '3', '2', 'зч', 'нз', 'н/а', 'осв')", name=op.f('ck_thesis_code')),
    sa.CheckConstraint('borrowed IS NULL OR borrowed BETWEEN 0 AND 100', name=op.f('ck_thesis_borrowed')),
    sa.ForeignKeyConstraint(['appointment_id'], ['appointment.id'], name=op.f('fk_thesis_appointment_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['group_id'], ['study_group.id'], name=op.f('fk_thesis_group_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['protocol_id'], ['final_protocol.id'], name=op.f('fk_thesis_protocol_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_thesis_student_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['supervisor_id'], ['employee.id'], name=op.f('fk_thesis_supervisor_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thesis')),
    sa.UniqueConstraint('student_id', 'group_id', name=op.f('uq_thesis_student_id_group_id'))
    )
    with op.batch_alter_table('thesis', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thesis_appointment_id'), ['appointment_id'], unique=False)
        batch_op.create_index('ix_thesis_group_student', ['group_id', 'student_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thesis_protocol_id'), ['protocol_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thesis_supervisor_id'), ['supervisor_id'], unique=False)

    op.create_table('attestation_result',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('is_admitted', sa.Boolean(), nullable=False),
    sa.Column('admission_note', sa.String(length=500), nullable=True),
    sa.Column('ticket', sa.String(length=20), nullable=True),
    sa.Column('attendance', sa.Enum('present', 'excused', 'unexcused', name='attendance', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('code', sa.String(length=4), nullable=True),
    sa.Column('student_name', sa.String(length=200), nullable=True),
    sa.Column('record_book', sa.String(length=40), nullable=True),
    sa.CheckConstraint("code IS NULL OR code IN ('5', '4', '3', '2', 'зч', 'нз', 'н/а', 'осв')", name=op.f('ck_attestation_result_code')),
    sa.ForeignKeyConstraint(['sheet_id'], ['attestation_sheet.id'], name=op.f('fk_attestation_result_sheet_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_attestation_result_student_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attestation_result')),
    sa.UniqueConstraint('sheet_id', 'student_id', name=op.f('uq_attestation_result_sheet_id_student_id'))
    )
    with op.batch_alter_table('attestation_result', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attestation_result_student_id'), ['student_id'], unique=False)

    op.create_table('correction_window',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gradebook_id', sa.Integer(), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=False),
    sa.Column('lessons_from', sa.Date(), nullable=False),
    sa.Column('lessons_to', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=2000), nullable=False),
    sa.Column('state', sa.Enum('requested', 'granted', 'refused', 'withdrawn', name='request_state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('requested_at', sa.DateTime(), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('closes_at', sa.DateTime(), nullable=True),
    sa.Column('remark', sa.String(length=500), nullable=True),
    sa.CheckConstraint('lessons_to >= lessons_from', name=op.f('ck_correction_window_period')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['ab_user.id'], name=op.f('fk_correction_window_decided_by_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['gradebook_id'], ['gradebook.id'], name=op.f('fk_correction_window_gradebook_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['teacher_id'], ['employee.id'], name=op.f('fk_correction_window_teacher_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction_window'))
    )
    with op.batch_alter_table('correction_window', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_correction_window_decided_by_id'), ['decided_by_id'], unique=False)
        batch_op.create_index('ix_correction_window_gradebook_state', ['gradebook_id', 'state'], unique=False)
        batch_op.create_index('ix_correction_window_state', ['state', 'requested_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_correction_window_teacher_id'), ['teacher_id'], unique=False)

    op.create_table('coursework',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gradebook_id', sa.Integer(), nullable=False),
    sa.Column('semester_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=500), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('defended_on', sa.Date(), nullable=True),
    sa.Column('code', sa.String(length=4), nullable=True),
    sa.CheckConstraint("code IS NULL OR code IN ('5', '4', '3', '2', 'зч', 'нз', 'н/а', 'осв')", name=op.f('ck_coursework_code')),
    sa.CheckConstraint('due_on IS NULL OR issued_on IS NULL OR due_on >= issued_on', name=op.f('ck_coursework_period')),
    sa.ForeignKeyConstraint(['gradebook_id'], ['gradebook.id'], name=op.f('fk_coursework_gradebook_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['semester_id'], ['semester.id'], name=op.f('fk_coursework_semester_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_coursework_student_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coursework')),
    sa.UniqueConstraint('gradebook_id', 'semester_id', 'student_id', name=op.f('uq_coursework_gradebook_id_semester_id_student_id'))
    )
    with op.batch_alter_table('coursework', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_coursework_semester_id'), ['semester_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_coursework_student_id'), ['student_id'], unique=False)

    op.create_table('discipline_result',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('gradebook_id', sa.Integer(), nullable=True),
    sa.Column('code', sa.String(length=4), nullable=False),
    sa.Column('suggested', sa.String(length=4), nullable=True),
    sa.Column('grounds', sa.String(length=500), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=True),
    sa.Column('given_at', sa.DateTime(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("code IN ('5', '4', '3', '2', 'зч', 'нз', 'н/а', 'осв')", name=op.f('ck_discipline_result_code')),
    sa.ForeignKeyConstraint(['given_by_id'], ['ab_user.id'], name=op.f('fk_discipline_result_given_by_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['gradebook_id'], ['gradebook.id'], name=op.f('fk_discipline_result_gradebook_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['item_id'], ['curriculum_item.id'], name=op.f('fk_discipline_result_item_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_discipline_result_student_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discipline_result')),
    sa.UniqueConstraint('student_id', 'item_id', name=op.f('uq_discipline_result_student_id_item_id'))
    )
    with op.batch_alter_table('discipline_result', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_discipline_result_gradebook_id'), ['gradebook_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_discipline_result_item_id'), ['item_id'], unique=False)

    op.create_table('grade_closing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gradebook_id', sa.Integer(), nullable=False),
    sa.Column('semester_id', sa.Integer(), nullable=True),
    sa.Column('signed_at', sa.DateTime(), nullable=False),
    sa.Column('signed_by_id', sa.Integer(), nullable=True),
    sa.Column('signed_name', sa.String(length=200), nullable=False),
    sa.Column('reopened_at', sa.DateTime(), nullable=True),
    sa.Column('reopened_by_id', sa.Integer(), nullable=True),
    sa.Column('reopen_reason', sa.String(length=500), nullable=True),
    sa.CheckConstraint('(reopened_at IS NULL) = (reopen_reason IS NULL)', name=op.f('ck_grade_closing_reopened')),
    sa.ForeignKeyConstraint(['gradebook_id'], ['gradebook.id'], name=op.f('fk_grade_closing_gradebook_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['reopened_by_id'], ['ab_user.id'], name=op.f('fk_grade_closing_reopened_by_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['semester_id'], ['semester.id'], name=op.f('fk_grade_closing_semester_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['signed_by_id'], ['ab_user.id'], name=op.f('fk_grade_closing_signed_by_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grade_closing'))
    )
    with op.batch_alter_table('grade_closing', schema=None) as batch_op:
        batch_op.create_index('ix_grade_closing_gradebook_semester', ['gradebook_id', 'semester_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_grade_closing_semester_id'), ['semester_id'], unique=False)
        batch_op.create_index('uq_grade_closing_semester', ['gradebook_id', 'semester_id'], unique=True, sqlite_where=sa.text('reopened_at IS NULL AND semester_id IS NOT NULL'), postgresql_where=sa.text('reopened_at IS NULL AND semester_id IS NOT NULL'))
        batch_op.create_index('uq_grade_closing_year', ['gradebook_id'], unique=True, sqlite_where=sa.text('reopened_at IS NULL AND semester_id IS NULL'), postgresql_where=sa.text('reopened_at IS NULL AND semester_id IS NULL'))

    op.create_table('make_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gradebook_id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('starts_at', sa.String(length=5), nullable=True),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=250), nullable=True),
    sa.ForeignKeyConstraint(['gradebook_id'], ['gradebook.id'], name=op.f('fk_make_up_gradebook_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_make_up_room_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_make_up'))
    )
    with op.batch_alter_table('make_up', schema=None) as batch_op:
        batch_op.create_index('ix_make_up_gradebook_held_on', ['gradebook_id', 'held_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_make_up_held_on'), ['held_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_make_up_room_id'), ['room_id'], unique=False)

    op.create_table('practice_competence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('level', sa.Enum('mastered', 'partly', 'not_mastered', name='competence_level', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.ForeignKeyConstraint(['placement_id'], ['practice_placement.id'], name=op.f('fk_practice_competence_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_competence')),
    sa.UniqueConstraint('placement_id', 'code', name=op.f('uq_practice_competence_placement_id_code'))
    )
    op.create_table('practice_day',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('is_absent', sa.Boolean(), nullable=False),
    sa.Column('what', sa.String(length=500), nullable=True),
    sa.Column('proposed_at', sa.DateTime(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('hours BETWEEN 0 AND 12', name=op.f('ck_practice_day_hours')),
    sa.ForeignKeyConstraint(['placement_id'], ['practice_placement.id'], name=op.f('fk_practice_day_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_day')),
    sa.UniqueConstraint('placement_id', 'day', name=op.f('uq_practice_day_placement_id_day'))
    )
    op.create_table('semester_grade',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gradebook_id', sa.Integer(), nullable=False),
    sa.Column('semester_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=4), nullable=False),
    sa.Column('suggested', sa.String(length=4), nullable=True),
    sa.Column('average', sa.Numeric(precision=4, scale=2), nullable=True),
    sa.Column('weighted', sa.Numeric(precision=4, scale=2), nullable=True),
    sa.Column('marks', sa.Integer(), nullable=False),
    sa.Column('needed', sa.Integer(), nullable=False),
    sa.Column('missed_hours', sa.Integer(), nullable=False),
    sa.Column('debts', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=True),
    sa.Column('given_at', sa.DateTime(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("code IN ('5', '4', '3', '2', 'зч', 'нз', 'н/а', 'осв')", name=op.f('ck_semester_grade_code')),
    sa.ForeignKeyConstraint(['given_by_id'], ['ab_user.id'], name=op.f('fk_semester_grade_given_by_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['gradebook_id'], ['gradebook.id'], name=op.f('fk_semester_grade_gradebook_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['semester_id'], ['semester.id'], name=op.f('fk_semester_grade_semester_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_semester_grade_student_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_semester_grade')),
    sa.UniqueConstraint('gradebook_id', 'semester_id', 'student_id', name=op.f('uq_semester_grade_gradebook_id_semester_id_student_id'))
    )
    with op.batch_alter_table('semester_grade', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_semester_grade_semester_id'), ['semester_id'], unique=False)
        batch_op.create_index('ix_semester_grade_student_semester', ['student_id', 'semester_id'], unique=False)

    op.create_table('sheet_examiner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('examiner', 'chairman', 'member', 'secretary', name='examiner_role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_sheet_examiner_employee_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['sheet_id'], ['attestation_sheet.id'], name=op.f('fk_sheet_examiner_sheet_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_examiner')),
    sa.UniqueConstraint('sheet_id', 'employee_id', name=op.f('uq_sheet_examiner_sheet_id_employee_id'))
    )
    with op.batch_alter_table('sheet_examiner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_examiner_employee_id'), ['employee_id'], unique=False)

    op.create_table('year_grade',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gradebook_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=4), nullable=False),
    sa.Column('suggested', sa.String(length=4), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=True),
    sa.Column('given_at', sa.DateTime(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("code IN ('5', '4', '3', '2', 'зч', 'нз', 'н/а', 'осв')", name=op.f('ck_year_grade_code')),
    sa.ForeignKeyConstraint(['given_by_id'], ['ab_user.id'], name=op.f('fk_year_grade_given_by_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['gradebook_id'], ['gradebook.id'], name=op.f('fk_year_grade_gradebook_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_year_grade_student_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_year_grade')),
    sa.UniqueConstraint('gradebook_id', 'student_id', name=op.f('uq_year_grade_gradebook_id_student_id'))
    )
    with op.batch_alter_table('year_grade', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_year_grade_student_id'), ['student_id'], unique=False)

    op.create_table('work',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('lesson_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('answer', 'test', 'practical', 'lab', 'graphic', 'written', 'independent', 'homework', 'control', name='task_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sa.String(length=250), nullable=False),
    sa.Column('is_required', sa.Boolean(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('results_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('due_on >= issued_on', name=op.f('ck_work_period')),
    sa.CheckConstraint('ordinal BETWEEN 10 AND 19', name=op.f('ck_work_ordinal')),
    sa.CheckConstraint('weight BETWEEN 1 AND 10', name=op.f('ck_work_weight')),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_work_lesson_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work')),
    sa.UniqueConstraint('lesson_id', 'ordinal', name=op.f('uq_work_lesson_id_ordinal')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('work', schema=None) as batch_op:
        batch_op.create_index('ix_work_pending', ['due_on', 'lesson_id'], unique=False, sqlite_where=sa.text('results_at IS NULL'), postgresql_where=sa.text('results_at IS NULL'))

    op.create_table('debt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gradebook_id', sa.Integer(), nullable=False),
    sa.Column('lesson_id', sa.Integer(), nullable=False),
    sa.Column('work_id', sa.Integer(), nullable=True),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('topic', 'work', 'absence', name='debt_kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('ended', sa.Enum('made_up', 'corrected', name='debt_end', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.CheckConstraint('(closed_on IS NULL) = (ended IS NULL)', name=op.f('ck_debt_closed')),
    sa.ForeignKeyConstraint(['gradebook_id'], ['gradebook.id'], name=op.f('fk_debt_gradebook_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_debt_lesson_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_debt_student_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['work_id'], ['work.id'], name=op.f('fk_debt_work_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_debt'))
    )
    with op.batch_alter_table('debt', schema=None) as batch_op:
        batch_op.create_index('ix_debt_gradebook_id', ['gradebook_id'], unique=False)
        batch_op.create_index('ix_debt_open', ['gradebook_id', 'student_id'], unique=False, sqlite_where=sa.text('closed_on IS NULL'), postgresql_where=sa.text('closed_on IS NULL'))
        batch_op.create_index('ix_debt_student_closed_on', ['student_id', 'closed_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_debt_work_id'), ['work_id'], unique=False)
        batch_op.create_index('uq_debt_cause', ['lesson_id', 'student_id', 'kind', 'work_id'], unique=True, sqlite_where=sa.text('work_id IS NOT NULL'), postgresql_where=sa.text('work_id IS NOT NULL'))
        batch_op.create_index('uq_debt_cause_whole', ['lesson_id', 'student_id', 'kind'], unique=True, sqlite_where=sa.text('work_id IS NULL'), postgresql_where=sa.text('work_id IS NULL'))

    op.create_table('make_up_place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('make_up_id', sa.Integer(), nullable=False),
    sa.Column('debt_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('planned', 'made_up', 'failed', 'missed', name='make_up_outcome', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('code', sa.String(length=4), nullable=True),
    sa.Column('recorded_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['debt_id'], ['debt.id'], name=op.f('fk_make_up_place_debt_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['make_up_id'], ['make_up.id'], name=op.f('fk_make_up_place_make_up_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_make_up_place_student_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_make_up_place')),
    sa.UniqueConstraint('make_up_id', 'debt_id', name=op.f('uq_make_up_place_make_up_id_debt_id'))
    )
    with op.batch_alter_table('make_up_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_make_up_place_debt_id'), ['debt_id'], unique=False)
        batch_op.create_index('ix_make_up_place_student', ['student_id', 'make_up_id'], unique=False)

    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.add_column(sa.Column('work_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_mark_work_id', ['work_id'], unique=False, sqlite_where=sa.text('work_id IS NOT NULL'), postgresql_where=sa.text('work_id IS NOT NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_mark_work_id'), 'work', ['work_id'], ['id'], ondelete='RESTRICT')

    # ### end Alembic commands ###
    add_triggers()


def downgrade() -> None:
    drop_triggers()
    # ### commands auto generated by Alembic - please adjust! ###
    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_mark_work_id'), type_='foreignkey')
        batch_op.drop_index('ix_mark_work_id', sqlite_where=sa.text('work_id IS NOT NULL'), postgresql_where=sa.text('work_id IS NOT NULL'))
        batch_op.drop_column('work_id')

    with op.batch_alter_table('make_up_place', schema=None) as batch_op:
        batch_op.drop_index('ix_make_up_place_student')
        batch_op.drop_index(batch_op.f('ix_make_up_place_debt_id'))

    op.drop_table('make_up_place')
    with op.batch_alter_table('debt', schema=None) as batch_op:
        batch_op.drop_index('uq_debt_cause_whole', sqlite_where=sa.text('work_id IS NULL'), postgresql_where=sa.text('work_id IS NULL'))
        batch_op.drop_index('uq_debt_cause', sqlite_where=sa.text('work_id IS NOT NULL'), postgresql_where=sa.text('work_id IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_debt_work_id'))
        batch_op.drop_index('ix_debt_student_closed_on')
        batch_op.drop_index('ix_debt_open', sqlite_where=sa.text('closed_on IS NULL'), postgresql_where=sa.text('closed_on IS NULL'))
        batch_op.drop_index('ix_debt_gradebook_id')

    op.drop_table('debt')
    with op.batch_alter_table('work', schema=None) as batch_op:
        batch_op.drop_index('ix_work_pending', sqlite_where=sa.text('results_at IS NULL'), postgresql_where=sa.text('results_at IS NULL'))

    op.drop_table('work')
    with op.batch_alter_table('year_grade', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_year_grade_student_id'))

    op.drop_table('year_grade')
    with op.batch_alter_table('sheet_examiner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_examiner_employee_id'))

    op.drop_table('sheet_examiner')
    with op.batch_alter_table('semester_grade', schema=None) as batch_op:
        batch_op.drop_index('ix_semester_grade_student_semester')
        batch_op.drop_index(batch_op.f('ix_semester_grade_semester_id'))

    op.drop_table('semester_grade')
    op.drop_table('practice_day')
    op.drop_table('practice_competence')
    with op.batch_alter_table('make_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_make_up_room_id'))
        batch_op.drop_index(batch_op.f('ix_make_up_held_on'))
        batch_op.drop_index('ix_make_up_gradebook_held_on')

    op.drop_table('make_up')
    with op.batch_alter_table('grade_closing', schema=None) as batch_op:
        batch_op.drop_index('uq_grade_closing_year', sqlite_where=sa.text('reopened_at IS NULL AND semester_id IS NULL'), postgresql_where=sa.text('reopened_at IS NULL AND semester_id IS NULL'))
        batch_op.drop_index('uq_grade_closing_semester', sqlite_where=sa.text('reopened_at IS NULL AND semester_id IS NOT NULL'), postgresql_where=sa.text('reopened_at IS NULL AND semester_id IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_grade_closing_semester_id'))
        batch_op.drop_index('ix_grade_closing_gradebook_semester')

    op.drop_table('grade_closing')
    with op.batch_alter_table('discipline_result', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_discipline_result_item_id'))
        batch_op.drop_index(batch_op.f('ix_discipline_result_gradebook_id'))

    op.drop_table('discipline_result')
    with op.batch_alter_table('coursework', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_coursework_student_id'))
        batch_op.drop_index(batch_op.f('ix_coursework_semester_id'))

    op.drop_table('coursework')
    with op.batch_alter_table('correction_window', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_correction_window_teacher_id'))
        batch_op.drop_index('ix_correction_window_state')
        batch_op.drop_index('ix_correction_window_gradebook_state')
        batch_op.drop_index(batch_op.f('ix_correction_window_decided_by_id'))

    op.drop_table('correction_window')
    with op.batch_alter_table('attestation_result', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attestation_result_student_id'))

    op.drop_table('attestation_result')
    with op.batch_alter_table('thesis', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thesis_supervisor_id'))
        batch_op.drop_index(batch_op.f('ix_thesis_protocol_id'))
        batch_op.drop_index('ix_thesis_group_student')
        batch_op.drop_index(batch_op.f('ix_thesis_appointment_id'))

    op.drop_table('thesis')
    with op.batch_alter_table('protocol_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_protocol_member_protocol_id'))

    op.drop_table('protocol_member')
    with op.batch_alter_table('practice_placement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_placement_link_id'))
        batch_op.drop_index(batch_op.f('ix_practice_placement_item_id'))
        batch_op.drop_index('ix_practice_placement_head')
        batch_op.drop_index('ix_practice_placement_group_item')
        batch_op.drop_index(batch_op.f('ix_practice_placement_base_id'))
        batch_op.drop_index(batch_op.f('ix_practice_placement_appointment_id'))

    op.drop_table('practice_placement')
    with op.batch_alter_table('demo_exam', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_demo_exam_protocol_id'))
        batch_op.drop_index('ix_demo_exam_group_student')

    op.drop_table('demo_exam')
    with op.batch_alter_table('attestation_sheet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attestation_sheet_semester_id'))
        batch_op.drop_index(batch_op.f('ix_attestation_sheet_retake_of_id'))
        batch_op.drop_index(batch_op.f('ix_attestation_sheet_item_id'))
        batch_op.drop_index('ix_attestation_sheet_group_semester')

    op.drop_table('attestation_sheet')
    with op.batch_alter_table('final_protocol', schema=None) as batch_op:
        batch_op.drop_index('ix_final_protocol_held_on')

    op.drop_table('final_protocol')
    with op.batch_alter_table('appointment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appointment_group_id'))
        batch_op.drop_index('ix_appointment_employee_role')

    op.drop_table('appointment')
    with op.batch_alter_table('practice_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_link_college_head_id'))

    op.drop_table('practice_link')
    op.drop_table('regulation_setting')
    with op.batch_alter_table('practice_base', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_base_search_name'))

    op.drop_table('practice_base')
    with op.batch_alter_table('outage', schema=None) as batch_op:
        batch_op.drop_index('ix_outage_starts_on')

    op.drop_table('outage')
    # ### end Alembic commands ###
