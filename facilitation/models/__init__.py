"""What the café remembers: one model (noun) a file."""

from facilitation.models.cluster import UNNAMED, Cluster
from facilitation.models.common_theme import CommonTheme
from facilitation.models.contribution import KINDS, STATES, Contribution
from facilitation.models.dismissal import Dismissal
from facilitation.models.door import Door, JoinCode
from facilitation.models.edition import Edition
from facilitation.models.event import ACCESSIBILITY_STATES, Event, ProgrammeItem
from facilitation.models.feedback import FEEDBACK_STATES, PLACES, FeedbackAnswer, FeedbackQuestion
from facilitation.models.house import House
from facilitation.models.journal import EventDeed, JournalEntry
from facilitation.models.letterhead import LETTERHEAD_KINDS, Letterhead
from facilitation.models.machine_draft import MachineDraft
from facilitation.models.measure import MEASURE_STATES, Measure
from facilitation.models.order import DoneOrder
from facilitation.models.participant import Participant
from facilitation.models.photo import Photo
from facilitation.models.recommendation import HORIZONS, Recommendation
from facilitation.models.rehearsal import Rehearsal
from facilitation.models.report_text import REPORT_LANGUAGES, REPORT_TEXTS, ReportText
from facilitation.models.round import Round
from facilitation.models.statement import STATEMENT_KINDS, Behind, Statement
from facilitation.models.station import Station
from facilitation.models.translation import Translation
from facilitation.models.vote import Vote
from facilitation.models.wording import WORDING_STATES, Wording

__all__ = [
    "ACCESSIBILITY_STATES",
    "FEEDBACK_STATES",
    "HORIZONS",
    "KINDS",
    "LETTERHEAD_KINDS",
    "MEASURE_STATES",
    "PLACES",
    "REPORT_LANGUAGES",
    "REPORT_TEXTS",
    "STATEMENT_KINDS",
    "STATES",
    "UNNAMED",
    "WORDING_STATES",
    "Behind",
    "Cluster",
    "CommonTheme",
    "Contribution",
    "Dismissal",
    "DoneOrder",
    "Door",
    "Edition",
    "Event",
    "EventDeed",
    "FeedbackAnswer",
    "FeedbackQuestion",
    "House",
    "JoinCode",
    "JournalEntry",
    "Letterhead",
    "MachineDraft",
    "Measure",
    "Participant",
    "Photo",
    "ProgrammeItem",
    "Recommendation",
    "Rehearsal",
    "ReportText",
    "Round",
    "Statement",
    "Station",
    "Translation",
    "Vote",
    "Wording",
]
