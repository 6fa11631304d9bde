"""Live messages: check the door, call one service, broadcast, acknowledge."""

from facilitation.live import (  # noqa: F401  (importing a module registers its handlers)
    cluster,
    contribution,
    event,
    feedback,
    journal,
    measure,
    photo,
    presence,
    statement,
    station,
    suggestion,
    unknown,
    vote,
)
