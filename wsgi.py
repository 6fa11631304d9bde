"""The way in. Eventlet must patch Python before anything else is imported, so this file comes first."""

import os
import sys
import warnings

if sys.platform == "win32":  # what it needs of Unix would fail further down, with a traceback
    sys.exit(
        "The World Café does not run on Windows itself. Install the Windows Subsystem for Linux (WSL): `wsl --install` "
        "in PowerShell,\nthen open Ubuntu and start it there with `make run`. README.md tells how phones reach it."
    )

# SQLite looks only when it is loaded where its temporary files may lie; rewriting a database writes all of it there
os.environ.setdefault(
    "SQLITE_TMPDIR", os.path.abspath(os.path.join(os.environ.get("DATA_DIR") or "instance", "temporary"))
)
# psycopg would otherwise hold up every other phone while it waits for the database
os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_select")

# `flask --app wsgi …` has imported Flask already and serves nobody: patching then would be too late
if (os.environ.get("ASYNC_MODE") or "eventlet") == "eventlet" and "flask" not in sys.modules:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
        import eventlet
    eventlet.monkey_patch()

from facilitation import create_app

# its deprecation is known; whoever types a command reads the command's own words
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
# nobody else on this machine may read what is created here: database, photos, temporary files
os.umask(0o077)
try:
    app = create_app()
except ValueError as error:
    sys.exit(str(error))

if __name__ == "__main__":
    from facilitation.server import serve

    serve(app)
