"""Machine translators that the organisers run themselves: what they have in common, and which one is there.

Without a setting there is none, and nothing is ever sent. One text is asked for at a time, without its author, and
whoever asks waits in a thread of their own. What comes back is a draft, and said to be one wherever it is shown.
"""

from pathlib import Path
from typing import Protocol

from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.i18n import believable
from facilitation.i18n.firefox_models import FirefoxModels
from facilitation.i18n.libre_translate import LibreTranslate
from facilitation.i18n.no_draft import Away, NotTranslated
from facilitation.memory import remembered
from facilitation.offload import offload


class Translator(Protocol):
    """A machine that brings one text at a time into another language."""

    def can(self, source: str, target: str) -> bool:
        """Tell whether it translates between these languages. Raises Away where that cannot be found out."""

    def translate(self, text: str, source: str, target: str) -> str:
        """Return a text in another language, as the machine says it, unchecked.

        Only the caller waits, and no longer than the translator's own patience.
        Raises NotTranslated where it has no words for this text, Away where it is not there, or answers late.
        """


class Chosen:
    """The translator that was chosen last, with what it knows of its languages, and with its process."""

    def __init__(self) -> None:
        self._settings: tuple[str | None, Path | None] = None, None
        self._machine: LibreTranslate | FirefoxModels | None = None

    def clear(self) -> None:
        """Forget it, and end its process."""
        if isinstance(self._machine, FirefoxModels):
            self._machine.clear()
        self._settings, self._machine = (None, None), None

    def by(self, config: Config) -> Translator | None:
        """Return the translator that these settings name."""
        settings = config.translate_url, config.translate_models
        if settings != self._settings:
            self.clear()
            self._settings, (url, folder) = settings, settings
            if url is not None:
                self._machine = LibreTranslate(url)
            elif folder is not None:
                self._machine = FirefoxModels(folder)
        return self._machine


_chosen = remembered(Chosen())


def chosen(config: Config) -> Translator | None:
    """Return the translator that the settings name; None where they name none, as it usually is."""
    return _chosen.by(config)


def draft(machine: Translator, text: str, source: str, target: str = "de") -> str:
    """Return a draft of a text, with contact data masked, for a host, as phones would be shown it.

    Raises CafeError `no_draft`, whatever the reason.
    """
    try:
        sent = believable.to_send(text)
        said = machine.translate(sent, source, target)
        return offload(believable.believed, said, sent, source, target)
    except (Away, NotTranslated) as error:
        raise CafeError("no_draft") from error
