"""Small files of the register: real lines of the census list, and records written by the positions of GV100AD.

Census 2022, Statistische Ämter des Bundes und der Länder, dl-de/by-2-0.
"""

ZENSUS = """state,ags,place,population
RP,073335002019,"Eisenberg (Pfalz), Stadt",9224
RP,073335004039,"Kirchheimbolanden, Stadt",7712
RP,073335006503,Winnweiler,4766
BY,094775437135,"Ludwigschorgast, M",978
BY,092760130130,Lindberg,2294
"""


def record(
    kind: str,
    key: str,
    name: str,
    sign: str = "",
    area: int | None = None,
    people: int | None = None,
    day: str = "20241231",
) -> str:
    """A record of 220 characters. `key` is the regional key; its parts stand in another order in the file."""
    state, region, county, association, municipality = key[:2], key[2:3], key[3:5], key[5:9], key[9:12]
    line = f"{kind}{day}{state:2}{region:1}{county:2}{municipality:3}{association:4}{name:50}{'':50}{sign:2}{'':4}"
    if area is not None and people is not None:
        line += f"{area:011}{people:011}"
    return f"{line:220}"


def gv100ad(*more: str, day: str = "20241231") -> str:
    """A county of Rhineland-Palatinate with an association and two towns of it; `more` are further records."""
    records = [
        record("10", "07", "Rheinland-Pfalz", day=day),
        record("40", "07333", "Donnersbergkreis", "44", day=day),
        record("50", "073335002", "Eisenberg (Pfalz)", "53", day=day),
        record("60", "073335002019", "Eisenberg (Pfalz), Stadt", "63", 2013, 9310, day=day),
        record("60", "073335002034", "Kerzenheim", "64", 1119, 2152, day=day),
        *more,
    ]
    return "\n".join(records) + "\n"
