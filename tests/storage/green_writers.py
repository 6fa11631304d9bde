"""Many green threads write at once; prints how many commits that took. Run as a program: it patches its process."""

import dataclasses
import json
import sys
from pathlib import Path


def main(folder: Path, writers: int) -> None:
    """Writes `writers` contributions into the café in `folder`."""
    import eventlet

    eventlet.monkey_patch()

    from facilitation import create_app
    from facilitation.actor import Actor
    from facilitation.services import events, participants
    from facilitation.storage.statements import Store
    from tests.conftest import add as add_to
    from tests.conftest import config

    app = create_app(dataclasses.replace(config(folder), async_mode="eventlet"))
    with app.app_context():
        event = events.find("dresden-2023")
        authors = [Actor(event.id, participants.join(event, language="de").id) for _ in range(writers)]
        commits: list[int] = []
        commit = Store.commit

        def counted(store: Store) -> None:
            commits.append(1)
            commit(store)

        Store.commit = counted  # type: ignore[assignment, method-assign]

    def add(author: Actor) -> int:
        with app.app_context():
            return add_to(author, "foerderung-und-raeume").revision

    revisions = list(eventlet.GreenPool(writers).imap(add, authors))
    print(json.dumps({"commits": len(commits), "revisions": revisions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
