"""`flask import`: files of other programs, each with `--dry-run` that only shows the preview.

The command of each kind of file stands in a file of its own, `app/cli_import_<kind>.py`, which
says `@import_group.command("<kind>")` and is imported by `app/cli.py`.
"""

from flask.cli import AppGroup

import_group = AppGroup("import", help="Import files: curricula, lesson plans, timetables.")
