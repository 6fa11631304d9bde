"""The way in. Eventlet must patch Python before anything else is imported, so this file comes first."""

import os
import sys

# psycopg would otherwise hold up every other phone while it waits for the database
os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_select")

# `flask --app wsgi …` has imported Flask already and serves nobody: patching then would be too late
if (os.environ.get("ASYNC_MODE") or "eventlet") == "eventlet" and "flask" not in sys.modules:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its deprecation is known (docs/decisions.md)
        import eventlet
    eventlet.monkey_patch()

from facilitation import create_app

# nobody else on this machine may read what is created here: database, photos, temporary files
os.umask(0o077)
try:
    app = create_app()
except ValueError as error:
    sys.exit(str(error))

if __name__ == "__main__":
    from facilitation.server import serve

    serve(app)
