"""How the questionnaire looks: the styles of its cells and the widths of its columns."""

from dataclasses import replace

from selfcheck_documents.colours import BLUE, BLUE_DARK, BLUE_LIGHT, LINE, MUTED, PLATE, TRACK
from selfcheck_documents.spreadsheets.form import Content, Style
from selfcheck_documents.spreadsheets.record import ANSWER, COMMENT, KEY, NUMBER

TITLE = Style(size=18, bold=True, wraps=False, is_middle=True, lowest=36)
SUBTITLE = Style(colour=MUTED, wraps=False)
SECTION = Style(size=12, bold=True, colour=BLUE, line_below=LINE, wraps=False, is_middle=True, lowest=28)
LABEL = Style(bold=True)
TEXT = Style()
DETAIL_LABEL = Style(bold=True, is_middle=True, lowest=26)
DETAIL = Style(fill=BLUE_LIGHT, border=BLUE, is_input=True, is_middle=True, lowest=26)
DATE_DETAIL = replace(DETAIL, content=Content.DATE)
BOXED = Style(border=LINE)
BOXED_BOLD = Style(bold=True, border=LINE)
INPUT = Style(fill=BLUE_LIGHT, border=BLUE, is_input=True)
COUNT = Style(size=12, bold=True, colour=BLUE, wraps=False, is_middle=True, content=Content.ANY)
HEADING = Style(bold=True, colour=PLATE, fill=BLUE_DARK, border=LINE, is_middle=True, lowest=28)
FIELD = Style(size=14, bold=True, colour=PLATE, fill=BLUE, wraps=False, is_middle=True, lowest=32)
FIELD_TEXT = Style(colour=PLATE, fill=BLUE, wraps=False, is_middle=True, lowest=20)
GOAL = Style(size=11, bold=True, colour=BLUE_DARK, fill=TRACK, wraps=False, is_middle=True, lowest=26)
GOAL_TEXT = Style(fill=TRACK, wraps=False, is_middle=True, lowest=20)
PLAIN = Style(wraps=False)

QUESTION, EXPLANATION, HINT, DEPARTMENTS = "question", "explanation", "hint", "departments"
LABEL_WIDTH, TEXT_WIDTH = 264, 500
WIDTHS = {
    KEY: 60,
    NUMBER: 58,
    QUESTION: 240,
    EXPLANATION: 310,
    HINT: 182,
    DEPARTMENTS: 166,
    ANSWER: 165,
    COMMENT: 220,
}
EVIDENCE_WIDTH = 180
