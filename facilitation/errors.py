"""Refusals: what can go wrong, each with its own code and a sentence for the person who can mend it."""

from flask_babel import lazy_gettext

SENTENCES = {
    "text_empty": lazy_gettext("Bitte schreiben Sie zuerst etwas."),
    "text_too_long": lazy_gettext("Bitte kürzen Sie: %(length)s Zeichen, möglich sind %(limit)s."),
    "too_many_marks": lazy_gettext(
        "An einem Buchstaben stehen mehr Zeichen, als es in einer Sprache gibt. Bitte schreiben Sie den Text ohne sie."
    ),
    "unknown_kind": lazy_gettext("Diese Art von Beitrag gibt es nicht."),
    "unknown_language": lazy_gettext("Diese Sprache steht nicht zur Auswahl."),
    "unknown_event": lazy_gettext("Diese Veranstaltung gibt es hier nicht."),
    "event_locked": lazy_gettext(
        "Der versprochene Tag ist gekommen: Was hier geschrieben wurde, ist gesperrt und wird gelöscht."
    ),
    "event_over": lazy_gettext("Dieses World Café ist vorbei. Was Gäste hier geschrieben haben, ist gelöscht."),
    "unknown_station": lazy_gettext("Diese Station gibt es hier nicht."),
    "station_closed": lazy_gettext(
        "Diese Station ist geschlossen. Bitte gehen Sie zu einer anderen. Ihr Text bleibt hier."
    ),
    "station_used": lazy_gettext(
        "An dieser Station wurde schon etwas geschrieben. Sie lässt sich schließen, aber nicht löschen."
    ),
    "question_answered": lazy_gettext(
        "Auf diese Frage haben schon Gäste geantwortet. Sie bleibt, wie sie ist. Für eine andere Frage schließen Sie "
        "diese und fügen eine neue hinzu."
    ),
    "unknown_question": lazy_gettext("Diese Frage gibt es nicht mehr. Vielleicht hat sie gerade jemand entfernt."),
    "too_many_questions": lazy_gettext("Mehr als %(limit)s Fragen sind nicht möglich."),
    "last_station": lazy_gettext("Eine Station muss geöffnet bleiben, und das ist die letzte."),
    "too_many_stations": lazy_gettext("Mehr als %(limit)s Stationen sind nicht möglich."),
    "round_begun": lazy_gettext(
        "Runde %(round)s hat schon begonnen und bleibt, wie sie ist. Die Uhr stellen Sie in der Steuerung."
    ),
    "last_round": lazy_gettext("Eine Runde muss bleiben, und das ist die letzte."),
    "too_many_rounds": lazy_gettext("Mehr als %(limit)s Runden sind nicht möglich."),
    "tables_out": lazy_gettext("Tische: Möglich sind 1 bis %(limit)s."),
    "sign_taken": lazy_gettext("Dieses Zeichen hat schon Station %(station)s."),
    "unknown_table": lazy_gettext("Diesen Tisch gibt es an dieser Station nicht."),
    "unknown_contribution": lazy_gettext("Diesen Beitrag gibt es nicht."),
    "unknown_cluster": lazy_gettext("Dieses Thema gibt es nicht."),
    "unknown_statement": lazy_gettext("Diese Kernaussage gibt es nicht."),
    "unknown_photo": lazy_gettext("Dieses Foto gibt es nicht."),
    "unknown_measure": lazy_gettext("Diesen Schritt gibt es nicht."),
    "unknown_state": lazy_gettext("Diesen Status gibt es für einen Schritt nicht."),
    "unknown_comment": lazy_gettext("Diesen Kommentar gibt es nicht."),
    "unknown_text": lazy_gettext("Diesen Text gibt es im Bericht nicht."),
    "unknown_recommendation": lazy_gettext("Diese Empfehlung gibt es nicht."),
    "unknown_common_theme": lazy_gettext("Dieses gemeinsame Thema gibt es nicht."),
    "unknown_horizon": lazy_gettext("Diesen Zeithorizont gibt es für eine Empfehlung nicht."),
    "unknown_address": lazy_gettext("Diese Adresse hat dieser Rechner nicht."),
    "unknown_scene": lazy_gettext("Diese Ansicht gibt es auf der Leinwand nicht."),
    "unknown_edition": lazy_gettext("Diese Fassung des Berichts gibt es nicht."),
    "same_edition": lazy_gettext("Seit Fassung %(number)s hat sich nichts geändert."),
    "number_taken": lazy_gettext(
        "Gerade hat jemand anderes eine Fassung gespeichert. Bitte versuchen Sie es noch einmal."
    ),
    "no_pdf": lazy_gettext("PDF gibt es auf diesem Server nicht. Bitte nehmen Sie die Word-Datei."),
    "pdf_busy": lazy_gettext("Gerade werden andere PDF-Dateien geschrieben. Bitte gleich noch einmal."),
    "pdf_failed": lazy_gettext("Die PDF-Datei ist nicht fertig geworden. Die Word-Datei können Sie herunterladen."),
    "unknown_entry": lazy_gettext("Das lässt sich nicht rückgängig machen: Es steht nicht im Verlauf."),
    "unknown_round": lazy_gettext("Diese Runde gibt es nicht."),
    "unknown_message": lazy_gettext("Das hat nicht geklappt. Bitte laden Sie die Seite neu."),
    "wrong_station": lazy_gettext("Das gehört zu einer anderen Station."),
    "parent_gone": lazy_gettext("Der Beitrag, auf den Sie antworten, ist nicht mehr da."),
    "unknown_wording": lazy_gettext("Diese Übersetzung gibt es nicht."),
    "worded": lazy_gettext("Das hat inzwischen schon jemand übersetzt."),
    "wording_hidden": lazy_gettext(
        "Diese Übersetzung wurde am Tisch ausgeblendet. Die Gastgeber*innen am Tisch sagen Ihnen, warum."
    ),
    "contribution_gone": lazy_gettext("Dieser Beitrag ist nicht mehr da."),
    "contribution_hidden": lazy_gettext(
        "Dieser Beitrag wurde am Tisch ausgeblendet. Die Gastgeber*innen am Tisch sagen Ihnen, warum."
    ),
    "hidden_meanwhile": lazy_gettext("Das hat inzwischen jemand anderes ausgeblendet. Es bleibt ausgeblendet."),
    "paused": lazy_gettext(
        "Sie können in der nächsten Runde wieder schreiben. Ihr Text bleibt hier. Die Gastgeber*innen am Tisch sagen "
        "Ihnen, warum."
    ),
    "from_paper": lazy_gettext("Dieser Beitrag kommt von einer Papierkarte. Eine Pause ist dafür nicht möglich."),
    "no_translator": lazy_gettext("Auf diesem Server ist kein Übersetzungsprogramm eingerichtet."),
    "no_draft": lazy_gettext("Gerade gibt es keine automatische Übersetzung. Bitte übersetzen Sie selbst."),
    "reworded": lazy_gettext("Inzwischen hat jemand anderes das geändert. Bitte vergleichen Sie beide Texte."),
    "clock_moved": lazy_gettext(
        "Die Uhr hat inzwischen jemand anderes gestellt. Bitte sehen Sie nach, was jetzt gilt, und entscheiden Sie neu."
    ),
    "changed_since": lazy_gettext("Das wurde seither wieder geändert und bleibt, wie es ist."),
    "id_taken": lazy_gettext("Das hat nicht geklappt. Bitte senden Sie noch einmal."),
    "not_yours": lazy_gettext("Sie können nur Ihre eigenen Beiträge ändern."),
    "no_cookies": lazy_gettext("Dieser Browser hat vergessen, dass Sie schon hier waren: Er nimmt keine Cookies an."),
    "not_joined": lazy_gettext("Bitte scannen Sie zuerst den QR-Code an Ihrem Tisch."),
    "not_allowed": lazy_gettext("Das geht mit Ihrem Link nicht. Den richtigen Link hat das Organisationsteam."),
    "door_expired": lazy_gettext(
        "Bitte öffnen Sie Ihren geheimen Link noch einmal: Er war hier lange nicht in Gebrauch. "
        "Was Sie geschrieben haben, bleibt hier."
    ),
    "link_expired": lazy_gettext("Dieser Link gilt nicht mehr. Bitte fragen Sie nach einem neuen."),
    "unknown_code": lazy_gettext("Diesen Code gibt es hier nicht."),
    "rehearsal_there": lazy_gettext("Der vorige Probelauf ist noch da. Bitte löschen Sie ihn zuerst."),
    "rehearsal_not_now": lazy_gettext(
        "Ein Probelauf beginnt vor der ersten Runde und vor dem Feedback. Dieser Tag hat schon begonnen."
    ),
    "rehearsals_busy": lazy_gettext(
        "Bei anderen Veranstaltungen laufen gerade %(limit)s Probeläufe. Bitte warten Sie, bis einer zu Ende ist."
    ),
    "rehearsal_nowhere": lazy_gettext(
        "Ein Probelauf braucht eine Station, die offen ist. Bitte öffnen Sie eine im Editor."
    ),
    "rehearsal_kept": lazy_gettext(
        "Hier sind noch Texte vom Probelauf. Bitte löschen Sie ihn zuerst: Dann ist in dieser Datei nur Echtes."
    ),
    "unknown_rehearsal": lazy_gettext("Diesen Probelauf gibt es nicht mehr."),
    "no_votes_left": lazy_gettext(
        "Sie haben hier alle %(limit)s Punkte vergeben. Tippen Sie auf einen Ihrer Punkte, um ihn zurückzunehmen."
    ),
    "round_running": lazy_gettext("Es läuft schon eine Runde. Beenden Sie sie zuerst."),
    "no_round_running": lazy_gettext("Gerade läuft keine Runde."),
    "feedback_closed": lazy_gettext(
        "Das Feedback ist gerade nicht geöffnet. Was Sie geschrieben haben, wurde nicht gesendet."
    ),
    "feedback_sealed": lazy_gettext(
        "Das Feedback ist endgültig geschlossen. Eine Stunde nach dem Schließen wurde gelöscht, welche Antworten "
        "zu welchem Handy gehören."
    ),
    "malformed": lazy_gettext("Das hat nicht geklappt. Bitte laden Sie die Seite neu."),
    "foreign_page": lazy_gettext("Das hat nicht geklappt. Bitte laden Sie die Seite neu und senden Sie noch einmal."),
    "not_found": lazy_gettext("Diese Seite gibt es nicht."),
    "too_large": lazy_gettext("Das ist zu viel auf einmal. Bitte teilen Sie es auf."),
    "too_slow": lazy_gettext("Das kam nicht rechtzeitig ganz an. Bitte senden Sie es noch einmal."),
    "uploads_busy": lazy_gettext("Gerade werden schon zehn Dateien hochgeladen. Bitte gleich noch einmal."),
    "too_many": lazy_gettext("Bitte warten Sie einen Moment. Weiter geht es in %(retry_after)s s."),
    "door_closed": lazy_gettext(
        "Für neue Gäste ist gerade geschlossen; wer schon dabei ist, kann weiter schreiben. Bitte wenden Sie sich "
        "an das Organisationsteam."
    ),
    "word_wanted": lazy_gettext(
        "Neue Gäste brauchen heute das Tageswort. Bitte geben Sie es unter „Sprache und Name“ ein; "
        "Sie hören es im Saal."
    ),
    "word_wrong": lazy_gettext("Das ist nicht das Tageswort. Bitte fragen Sie im Saal danach."),
    "newcomers_wait": lazy_gettext(
        "Gerade kommen sehr viele Gäste auf einmal dazu. Weiter geht es in %(retry_after)s s."
    ),
    "not_a_photo": lazy_gettext(
        "Diese Datei ist kein Foto, das hier gelesen werden kann. Möglich sind JPEG, PNG, WebP und HEIC."
    ),
    "photo_broken": lazy_gettext("Dieses Foto ist beschädigt oder unvollständig. Bitte nehmen Sie es noch einmal auf."),
    "too_many_pixels": lazy_gettext(
        "Dieses Foto hat %(pixels)s Megapixel, höchstens %(limit)s sind möglich. "
        "Bitte stellen Sie die Kamera auf eine kleinere Auflösung."
    ),
    "letterhead_no_word": lazy_gettext(
        "Diese Datei ist keine Word-Datei, die hier gelesen werden kann. "
        "Bitte speichern Sie die Vorlage in Word als .docx."
    ),
    "letterhead_locked": lazy_gettext(
        "Diese Datei ist mit Kennwort geschützt. "
        "Bitte nehmen Sie das Kennwort in Word heraus und laden Sie die Datei noch einmal hoch."
    ),
    "letterhead_macros": lazy_gettext(
        "Diese Datei enthält Makros. Bitte speichern Sie sie in Word als .docx; dabei bleiben die Makros zurück."
    ),
    "letterhead_outside": lazy_gettext(
        "Diese Datei holt etwas von außerhalb, etwa ein verknüpftes Bild oder eine andere Vorlage. "
        "Bitte betten Sie Bilder ein und lösen Sie in Word die Verknüpfungen."
    ),
    "letterhead_objects": lazy_gettext(
        "In dieser Datei stecken Objekte aus anderen Programmen. Bitte ersetzen Sie sie durch Bilder."
    ),
    "letterhead_too_large": lazy_gettext("Diese Datei ist zu groß: Höchstens %(limit)s MB werden angenommen."),
    "letterhead_too_much": lazy_gettext(
        "In dieser Datei steht mehr, als eine Vorlage braucht. "
        "Bitte löschen Sie in Word alles außer Kopf- und Fußzeile und laden Sie die Datei noch einmal hoch."
    ),
    "letterhead_broken": lazy_gettext(
        "Diese Datei ist beschädigt. Bitte öffnen Sie sie in Word und speichern Sie sie neu."
    ),
    "letterhead_picture": lazy_gettext(
        "Ein Bild im Kopf oder Fuß dieser Datei lässt sich nicht lesen. Möglich sind PNG, JPEG, GIF, EMF und WMF."
    ),
    "letterhead_hidden": lazy_gettext(
        "In Kopf- oder Fußzeile dieser Datei steht verborgener Text. Bitte löschen Sie ihn in Word (die Schaltfläche ¶ "
        "zeigt ihn) und laden Sie die Datei noch einmal hoch."
    ),
    "original_reworded": lazy_gettext(
        "Der Text lautet inzwischen „%(now)s“. Bitte prüfen Sie, ob Ihre Übersetzung dazu passt."
    ),
    "too_many_lines": lazy_gettext("Möglich sind höchstens %(limit)s Zeilen. Bitte löschen Sie zuerst eine."),
    "unknown_line": lazy_gettext("Diese Zeile gibt es im Programm nicht mehr. Bitte laden Sie die Seite neu."),
    "ends_before": lazy_gettext(
        "„%(title)s“ beginnt um %(begins)s und endet nicht später. Mitternacht ist die Grenze."
    ),
    "times_overlap": lazy_gettext("„%(title)s“ beginnt um %(begins)s, aber „%(other)s“ dauert bis %(ends)s."),
    "outside_the_cafe": lazy_gettext("„%(title)s“ (%(times)s) gehört zum World Café, und das dauert von %(cafe)s."),
    "too_late": lazy_gettext("Dann endet etwas erst nach Mitternacht. Bitte ändern Sie zuerst die Zeiten danach."),
    "no_time_free": lazy_gettext(
        "Nach „%(title)s“ (bis %(ends)s) ist keine Minute frei. Bitte ändern Sie zuerst eine Zeit."
    ),
    "cafe_has_rounds": lazy_gettext("Zu dieser Zeile gehören die Runden. Bitte löschen Sie zuerst die Runden."),
    "not_a_time": lazy_gettext("„%(said)s“ ist keine Uhrzeit. Möglich ist zum Beispiel 14:30 oder 14.30 Uhr."),
    "not_a_day": lazy_gettext("„%(said)s“ ist kein Datum. Möglich ist zum Beispiel 12.12.2026."),
    "address_taken": lazy_gettext("Die Adresse „%(slug)s“ hat schon eine andere Veranstaltung."),
    "address_malformed": lazy_gettext("In einer Adresse stehen nur Kleinbuchstaben a bis z, Ziffern und Bindestriche."),
    "plan_too_long": lazy_gettext(
        "Das Programm dauert %(hours)s Stunden und endet damit erst nach Mitternacht. Bitte beginnen Sie früher, oder "
        "planen Sie weniger Runden."
    ),
    "day_outside": lazy_gettext("Möglich ist jeder Tag vom %(first)s bis zum %(last)s."),
    "country_settled": lazy_gettext(
        "Hier wurde schon geschrieben, und Telefonnummern sind nach diesem Land verdeckt. Es bleibt deshalb."
    ),
    "zone_moves_deletion": lazy_gettext(
        "In dieser Zeitzone begänne der Tag der Löschung später, als Gäste es wissen, oder er wäre schon da."
    ),
    "promise_given": lazy_gettext(
        "Gästen wurde versprochen, dass am %(day)s alles gelöscht wird. Möglich sind nur frühere Tage."
    ),
    "not_a_language": lazy_gettext(
        "„%(said)s“ ist hier keine Sprache. Bitte schreiben Sie zum Beispiel: Arabisch, Russisch."
    ),
    "several_languages": lazy_gettext("„%(said)s“ heißen mehrere Sprachen. Bitte schreiben Sie eine davon: %(names)s."),
    "not_an_address": lazy_gettext("„%(said)s“ ist keine Adresse einer Webseite. Sie beginnt mit https://"),
    "not_a_count": lazy_gettext("Möglich sind %(least)s bis %(most)s."),
    "letterhead_none": lazy_gettext("Bitte wählen Sie zuerst eine Datei aus."),
    "sheet_none": lazy_gettext("Bitte wählen Sie zuerst eine Datei aus."),
    "sheet_unreadable": lazy_gettext(
        "Diese Datei ist keine Übersetzungstabelle, die hier gelesen werden kann. "
        "Möglich sind die Excel-Tabelle und die PO-Dateien dieser Seite."
    ),
    "sheet_too_large": lazy_gettext("Diese Datei ist zu groß: Höchstens %(limit)s MB werden angenommen."),
    "sheet_empty": lazy_gettext("In dieser Datei steht noch keine Übersetzung."),
    "sheet_language": lazy_gettext(
        "Für die Sprache „%(language)s“ gibt es bei dieser Veranstaltung keine Übersetzung. Gespeichert wurde nichts."
    ),
    "sheet_of_another": lazy_gettext(
        "Diese Datei gehört zu einer anderen Veranstaltung, oder ihre Texte wurden geändert. "
        "Texte, die zu keinem passen: %(n)s. Gespeichert wurde nichts."
    ),
    "sheet_text": lazy_gettext("Zeile %(row)s, %(language)s: %(why)s Gespeichert wurde nichts."),
    "sheet_contact": lazy_gettext(
        "Zeile %(row)s, %(language)s: In Themen und Kernaussagen stehen keine Telefonnummern und E-Mail-Adressen. "
        "Gespeichert wurde nichts."
    ),
    "import_none": lazy_gettext("Bitte wählen Sie zuerst eine Datei aus."),
    "import_other": lazy_gettext(
        "Diese Datei ist keine Veranstaltung. Nehmen Sie die ZIP- oder JSON-Datei, die „Auf anderen Rechner mitnehmen“ "
        "gibt."
    ),
    "import_newer": lazy_gettext(
        "Diese Datei kommt von einer neueren Version dieses Programms. Bitte bringen Sie es hier auf den neuesten "
        "Stand."
    ),
    "import_no_record": lazy_gettext(
        "In dieser ZIP-Datei fehlt die Datei export.json. Nehmen Sie die ZIP-Datei, wie sie heruntergeladen wurde."
    ),
    "import_several": lazy_gettext("In dieser ZIP-Datei sind mehrere Veranstaltungen. Bitte nehmen Sie jede einzeln."),
    "import_damaged": lazy_gettext(
        "Diese Datei ist beschädigt oder nicht ganz heruntergeladen. Bitte laden Sie sie noch einmal herunter."
    ),
    "import_line": lazy_gettext(
        "Zeile %(line)s der Datei lässt sich nicht lesen. Oft fehlt dort oder in der Zeile davor ein Zeichen, etwa ein "
        "Komma."
    ),
    "import_missing": lazy_gettext("In der Datei fehlt bei %(place)s die Angabe „%(what)s“."),
    "import_part": lazy_gettext("In der Datei fehlt der Teil „%(what)s“."),
    "import_form": lazy_gettext(
        "In der Datei stimmt die Angabe „%(place)s“ nicht. Nehmen Sie die Datei, wie sie heruntergeladen wurde. "
        "Einzelheit auf Englisch: %(what)s."
    ),
    "import_reference": lazy_gettext(
        "In der Datei fehlt eine Zeile: %(place)s nennt „%(what)s“, aber unter %(among)s steht das nicht."
    ),
    "import_contradicts": lazy_gettext(
        "Was in der Datei steht, widerspricht sich. Nehmen Sie die Datei, wie sie heruntergeladen wurde. "
        "Einzelheit auf Englisch: %(why)s"
    ),
    "import_photo": lazy_gettext("Das Foto %(number)s in dieser Datei lässt sich nicht lesen."),
    "import_too_large": lazy_gettext("Diese Datei ist zu groß: Höchstens %(limit)s MB werden angenommen."),
    "import_taken": lazy_gettext(
        "Die Adresse „%(slug)s“ hat hier schon eine Veranstaltung. Eine freie steht unten; wählen Sie die Datei noch "
        "einmal."
    ),
    "import_address": lazy_gettext(
        "Eine Adresse hat kleine Buchstaben ohne Umlaute, Ziffern und einzelne Bindestriche, etwa „sommerfest-2027“."
    ),
    "import_past": lazy_gettext(
        "Diese Veranstaltung sollte am %(day)s gelöscht werden, wie es den Gästen zugesagt ist. Darum wird sie nicht "
        "mehr eingelesen."
    ),
    "import_busy": lazy_gettext("Gerade wird eine andere Datei eingelesen. Bitte gleich noch einmal."),
    "import_locked": lazy_gettext(
        "Ein anderes Programm hält die Datenbank fest. Gespeichert wurde nichts. Bitte gleich noch einmal. Bleibt es "
        "dabei, muss jemand am Server das andere Programm beenden."
    ),
    "import_no_room": lazy_gettext(
        "Auf dem Server ist zu wenig Platz für diese Datei. Gespeichert wurde nichts. Wer den Server betreut, kann "
        "Platz schaffen."
    ),
    "import_failed": lazy_gettext(
        "Das Einlesen ist auf dem Server abgebrochen. Steht die Veranstaltung nicht in der Liste, wurde nichts "
        "gespeichert: Bitte lesen Sie die Datei noch einmal ein. Klappt es wieder nicht, fehlt dem Server vielleicht "
        "Arbeitsspeicher. Das sieht, wer ihn betreut."
    ),
    "date_unreadable": lazy_gettext("Diesen Tag gibt es nicht. Schreiben Sie ihn so: 18.11.2027."),
    "date_past": lazy_gettext("Dieser Tag ist schon vorbei. Bitte nehmen Sie einen, der kommt."),
    "logo_unreadable": lazy_gettext(
        "Dieses Bild lässt sich nicht als Logo verwenden. Möglich sind JPEG, PNG, WebP und HEIC bis 40 Megapixel."
    ),
    "storage_full": lazy_gettext(
        "Der Server kann gerade nicht speichern. Ihr Text bleibt hier; bitte sagen Sie dem Organisationsteam Bescheid."
    ),
    "no_room": lazy_gettext(
        "Auf dem Server ist zu wenig Platz für diese Datei. Bitte sagen Sie dem Organisationsteam Bescheid."
    ),
    "server_error": lazy_gettext(
        "Beim Server ist etwas schiefgegangen. Ihr Text bleibt hier; bitte noch einmal senden."
    ),
}
"""The sentence for each code, in German, as it is looked up in the catalogues."""

WITHOUT_TEXT = {
    "storage_full": lazy_gettext(
        "Der Server kann gerade nicht speichern. Bitte sagen Sie dem Organisationsteam Bescheid."
    ),
    "server_error": lazy_gettext("Beim Server ist etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal."),
}
"""The sentence for a page on which nothing that was typed stays, and for an order that brings no text."""

STATUS = {
    "reworded": 409,
    "original_reworded": 409,
    "hidden_meanwhile": 409,
    "clock_moved": 409,
    "unknown_horizon": 400,
    "unknown_kind": 400,
    "unknown_language": 400,
    "unknown_state": 400,
    "unknown_table": 400,
    "station_closed": 409,
    "station_used": 409,
    "country_settled": 409,
    "zone_moves_deletion": 409,
    "question_answered": 409,
    "unknown_question": 404,
    "too_many_questions": 409,
    "round_begun": 409,
    "last_round": 409,
    "too_many_rounds": 409,
    "last_station": 409,
    "too_many_stations": 409,
    "sign_taken": 409,
    "not_joined": 403,
    "not_allowed": 403,
    "same_edition": 409,
    "rehearsal_there": 409,
    "rehearsal_not_now": 409,
    "rehearsals_busy": 503,
    "rehearsal_nowhere": 409,
    "rehearsal_kept": 409,
    "number_taken": 409,
    "not_yours": 403,
    "foreign_page": 403,
    "door_expired": 403,
    "link_expired": 410,
    "event_locked": 410,
    "event_over": 410,
    "not_found": 404,
    "too_large": 413,
    "too_slow": 408,
    "letterhead_too_large": 413,
    "letterhead_too_much": 413,
    "letterhead_no_word": 415,
    "logo_unreadable": 415,
    "sheet_unreadable": 415,
    "sheet_too_large": 413,
    "import_other": 415,
    "import_too_large": 413,
    "import_taken": 409,
    "import_busy": 503,
    "import_locked": 503,
    "import_no_room": 507,
    "import_failed": 502,
    "too_many_pixels": 413,
    "not_a_photo": 415,
    "too_many": 429,
    "newcomers_wait": 429,
    "door_closed": 403,
    "word_wanted": 403,
    "word_wrong": 403,
    "no_pdf": 404,
    "pdf_busy": 503,
    "uploads_busy": 503,
    "pdf_failed": 502,
    "no_translator": 409,
    "no_draft": 502,
    "storage_full": 507,
    "no_room": 507,
    "server_error": 500,
}
"""The HTTP statuses of codes for which `CafeError.status` has no general rule."""


HINTS = {
    "no_cookies": lazy_gettext(
        "Erlauben Sie Cookies für diese Seite, oder nehmen Sie einen anderen Browser. Öffnen Sie dann Ihren Link oder "
        "scannen Sie den Code noch einmal. Es ist nur ein Cookie, der nach einem Monat verfällt und niemandem sonst "
        "etwas verrät."
    )
}
"""What to do where the sentence alone does not say it; told beside it."""


class CafeError(Exception):
    """A refusal; `code` is a key of SENTENCES, `detail` fills its sentence and is sent with the answer.

    Raises KeyError for a code without a sentence.
    """

    def __init__(self, code: str, **detail: str | int | list[str]) -> None:
        if code not in SENTENCES:
            raise KeyError(f"{code} has no sentence")
        super().__init__(code)
        self.code = code
        self.detail = detail

    @property
    def message(self) -> str:
        """The sentence in the language of the person who asked; it needs a request or `force_locale`."""
        return self._filled(SENTENCES[self.code])

    @property
    def message_without_text(self) -> str:
        """The sentence where no text is kept, in the language of the person who asked: it promises none."""
        return self._filled(WITHOUT_TEXT.get(self.code, SENTENCES[self.code]))

    @property
    def hint(self) -> str:
        """What to do, in the same language; empty where the sentence says it."""
        return str(HINTS.get(self.code, ""))

    def _filled(self, sentence: object) -> str:
        return str(sentence) % self.detail if self.detail else str(sentence)

    @property
    def status(self) -> int:
        """The HTTP status of a page that ends with this refusal: from STATUS, else 404 for unknown things, or 400."""
        return STATUS.get(self.code, 404 if self.code.startswith("unknown_") else 400)

    @property
    def is_passing(self) -> bool:
        """Whether it says nothing about the order itself, which may simply come again later."""
        return "retry_after" in self.detail or self.code in ("storage_full", "server_error", "event_locked")

    def as_answer(self, *, with_text: bool = True) -> dict[str, object]:
        """Return what an order is answered with: `{"ok": false, "error": code, "message": sentence, …detail}`.

        `hint` says what to do where the sentence does not (HINTS).
        The sentence promises no text where none was sent (`with_text`).
        """
        message = self.message if with_text else self.message_without_text
        hint = {"hint": self.hint} if self.hint else {}
        return {"ok": False, "error": self.code, "message": message, **hint, **self.detail}
