"""What people of the demo have to show: a link, a note, and a page of paper as a PDF file, written out by hand."""

from typing import NamedTuple

LINE, TOP, LEFT = 22, 760, 72


class Shown(NamedTuple):
    """A piece of evidence: who shows it (what their department has to do with), to which question, in which layer.

    It is a link where there is an address, a document where there are lines of one, else a note.
    """

    department: str
    question: str
    layer: str
    title: str
    text: str = ""
    url: str = ""
    lines: tuple[str, ...] = ()


CONCEPT = (
    "Integrationskonzept des Donnersbergkreises",
    "Beispiel für die Vorführung, kein echtes Dokument",
    "1. Willkommen heißen: Jede Abteilung nennt eine Ansprechperson.",
    "2. Beteiligen: Der Beirat wird vor jedem Beschluss gehört.",
    "3. Prüfen: Alle zwei Jahre ein Selbstcheck.",
)
EARLIER = (
    Shown("integration", "m-2.3", "policy", "Beschluss des Kreistags zum Integrationskonzept",
          url="https://www.donnersbergkreis.example/kreistag/beschluss-2024-17"),
    Shown("integration", "b-1.4", "practice", "Rundschreiben an alle Abteilungen", "Verschickt zu Beginn des Jahres."),
    Shown("integration", "e-3.1", "effect", "Rückmeldungen aus dem Beirat",
          "Der Beirat lobte die einfache Sprache und wünschte sich mehr Bilder."),
)  # fmt: skip
PRESENT = (
    Shown("education", "m-1.1", "policy", "Integrationskonzept 2026", "Abschnitt 2 nennt die Ziele.", lines=CONCEPT),
    Shown("integration", "m-1.1", "policy", "Beschluss des Kreistags zum Integrationskonzept",
          url="https://www.donnersbergkreis.example/kreistag/beschluss-2024-17"),
    Shown("integration", "m-1.1", "practice", "Runde der Ansprechpersonen",
          "Trifft sich alle zwei Monate; zuletzt waren sieben von acht Abteilungen dabei."),
    Shown("integration", "m-1.3", "effect", "Befragung der Eltern",
          "Von 214 Eltern sagten 61 Prozent, dass sie wissen, an wen sie sich wenden können."),
)  # fmt: skip


def small_pdf(lines: tuple[str, ...]) -> bytes:
    """One page with these lines; the first is the heading."""
    shown = [
        f"/F1 {18 if number == 0 else 11} Tf 1 0 0 1 {LEFT} {TOP - number * LINE} Tm ({_escaped(line)}) Tj"
        for number, line in enumerate(lines)
    ]
    drawing = ("BT\n" + "\n".join(shown) + "\nET").encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (de) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(content))
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
