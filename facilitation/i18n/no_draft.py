"""Why a machine translator gives no draft."""


class NotTranslated(Exception):
    """It has no words for this text, or none that anybody should read."""


class Away(Exception):
    """It is not there, has too much to do, or answers late: no other text would fare better now."""
