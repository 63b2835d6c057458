"""Start the journal: everything on one machine, or one role of it.

python run.py              web, queue, worker and cron, watched and restarted
python run.py prepare      bring the database up to date and write the roles
python run.py web|worker|cron
"""

import argparse
import sys

from config import Config, ConfigError

ROLES = ("prepare", "web", "worker", "cron")


def main(arguments: list[str] | None = None) -> int:
    """Run what `arguments` ask for; return the exit code."""
    parser = argparse.ArgumentParser(prog="run.py", description="Start the electronic journal.")
    parser.add_argument("role", nargs="?", choices=ROLES, help="one role only; none: all of them")
    role = parser.parse_args(arguments).role
    try:
        config = Config.from_env()
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    if role is None:
        from supervisor.system import System

        return System(config).run()
    from supervisor.roles import ROLES as START

    START[role]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
