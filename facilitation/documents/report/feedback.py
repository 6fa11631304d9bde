"""Writes the chapter on the feedback: how many answered, each question's figures, comments by language."""

from itertools import groupby

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, text_paragraph
from facilitation.documents.report.chart import Chart, Series
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import german
from facilitation.documents.report.script import tag
from facilitation.queries.harvest import EventHarvest, HarvestFeedback

SCALE_COLOURS = ("9C2A1F", "E8A08F", "D9D9D9", "8FB4DE", "1F3864")
"""RRGGBB from disagreement to agreement; red and blue differ for colour-blind eyes, both ends are dark in grey."""


def feedback(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the chapter on the feedback; nothing where nobody was asked."""
    given = harvest.feedback
    if given is None:
        return
    say = manuscript.say
    manuscript.chapter(say(words.FEEDBACK))
    if not given.people:
        manuscript.fixed(words.FEEDBACK_NONE)
        return
    manuscript.text(f"{say.count(words.FEEDBACK_FROM, given.people)} {say(words.FEEDBACK_ANONYMOUS)}")
    if any(scale.answers for scale in given.scales):
        _table(manuscript, given)
        _chart(manuscript, given)
    _comments(manuscript, given)


def _table(manuscript: DocumentBuilder, given: HarvestFeedback) -> None:
    say = manuscript.say
    low, high = words.SCALE[0], words.SCALE[-1]
    columns = (
        TableColumn(say(words.QUESTION), 44),
        TableColumn(say(words.ANSWERS), 13, "TableNumber"),
        TableColumn(say(words.MEAN), 13, "TableNumber"),
        *(TableColumn(str(place), 6, "TableNumber") for place in range(1, 6)),
    )
    rows = [
        [
            text_paragraph(scale.question, "TableText", language="de"),
            text_paragraph(say.number(scale.answers), "TableNumber"),
            text_paragraph("–" if scale.mean is None else say.decimal(scale.mean), "TableNumber"),
            *(text_paragraph(say.number(count), "TableNumber") for count in scale.counts),
        ]
        for scale in given.scales
    ]
    manuscript.table(say(words.FEEDBACK_TABLE), words.FEEDBACK_DESCRIPTION, columns, rows)
    manuscript.fixed(words.SCALE_IS, "Note", low=say(low), high=say(high))
    closed = " · ".join(scale.question for scale in given.scales if scale.closed)
    if closed:
        manuscript.fixed(words.NOT_TO_THE_END, "Note", questions=closed)


def _chart(manuscript: DocumentBuilder, given: HarvestFeedback) -> None:
    say = manuscript.say
    asked = [scale for scale in given.scales if scale.answers]
    series = tuple(
        Series(f"{place + 1} {say(name)}", tuple(scale.counts[place] for scale in asked), colour)
        for place, (name, colour) in enumerate(zip(words.SCALE, SCALE_COLOURS, strict=True))
    )
    values = "; ".join(
        say(
            words.FEEDBACK_VALUES,
            question=scale.question,
            n=say.number(scale.answers),
            mean=say.decimal(scale.mean or 0),
        )
        for scale in asked
    )
    manuscript.chart(
        say(words.FEEDBACK_CHART),
        Chart(tuple(scale.question for scale in asked), series, tag(say.language), share=True),
        say(words.FEEDBACK_CHART_ALT, values=values),
    )


def _comments(manuscript: DocumentBuilder, given: HarvestFeedback) -> None:
    say = manuscript.say
    if not given.comments:
        return
    manuscript.part(say(words.COMMENTS))
    manuscript.text(given.asked, "Intro", language="de")
    by_language = sorted(given.comments, key=lambda comment: (comment.language != "de", comment.language))
    for code, comments in groupby(by_language, key=lambda comment: comment.language):
        held = list(comments)
        manuscript.text(say(words.IN_LANGUAGE, language=say.language_name(code), n=say.number(len(held))), "Label")
        for comment in held:
            manuscript.text(comment.text, "ListBullet", language=comment.language)
            manuscript.add(german(say, comment, "ListNote"))
