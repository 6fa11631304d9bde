"""Live messages: check the door, call one service; what it committed is told, and acknowledged (`order`)."""

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
    wording,
)
