"""What the café remembers, one noun a file."""

from facilitation.models.cluster import Cluster
from facilitation.models.contribution import KINDS, STATES, Contribution
from facilitation.models.dismissal import Dismissal
from facilitation.models.door import Door, JoinCode
from facilitation.models.event import Event, ProgrammeItem
from facilitation.models.feedback import FEEDBACK_STATES, PLACES, FeedbackAnswer, FeedbackQuestion
from facilitation.models.journal import JournalEntry
from facilitation.models.measure import MEASURE_STATES, Measure
from facilitation.models.participant import Participant
from facilitation.models.photo import Photo
from facilitation.models.round import Round
from facilitation.models.statement import STATEMENT_KINDS, Behind, Statement
from facilitation.models.station import Station
from facilitation.models.vote import Vote

__all__ = [
    "FEEDBACK_STATES",
    "KINDS",
    "MEASURE_STATES",
    "PLACES",
    "STATEMENT_KINDS",
    "STATES",
    "Behind",
    "Cluster",
    "Contribution",
    "Dismissal",
    "Door",
    "Event",
    "FeedbackAnswer",
    "FeedbackQuestion",
    "JoinCode",
    "JournalEntry",
    "Measure",
    "Participant",
    "Photo",
    "ProgrammeItem",
    "Round",
    "Statement",
    "Station",
    "Vote",
]
