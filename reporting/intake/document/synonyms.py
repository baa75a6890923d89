"""Other names that the parts of a plan go by, where a document does not use the form's own words."""

#: Other names that sections and prompts go by, where the form's own words are not among them.
ALSO: dict[tuple[str, str], tuple[str, ...]] = {
    ("plan", "introduksjon"): ("innledning", "innleiing", "bakgrunn", "om avtalen", "om bygdevekstavtalen"),
    ("plan", "rammer"): ("rammer", "rammer for planen", "formål med handlingsplanen"),
    ("plan", "organisering"): ("organisering", "organisering og ansvar"),
    ("plan", "forankring"): ("forankring", "vedtak og forankring", "behandling og forankring"),
    ("plan", "budsjett_avtaleperioden"): ("budsjett for avtaleperioden", "budsjett for heile avtaleperioden"),
    ("plan", "samlet_budsjett"): ("samlet budsjett", "samla budsjett", "budsjett og finansiering", "finansiering"),
    ("plan", "handlingsplan_per_delmaal"): ("delmål og tiltak", "tiltak per delmål", "handlingsplan for delmålene"),
    ("delmaal", "resultater"): ("ønskede resultater", "ønskte resultat", "resultatmål", "mål for avtaleperioden"),
    ("delmaal", "roller"): ("roller og forpliktelser", "roller og forpliktingar"),
    ("delmaal", "okonomi"): ("økonomisk ramme", "økonomi"),
    ("delmaal", "annet_arbeid"): ("annet arbeid", "anna arbeid", "annet arbeid som bidrar til delmålet"),
    ("delmaal", "maaloppnaaelse"): ("vurdering av måloppnåelse", "måloppnåelse", "måloppnåing", "indikatorer"),
    ("delmaal", "kommende_aar"): (
        "planer for kommende år",
        "planar for kommande år",
        "tentative planer",
        "videre planer",
    ),
    ("tiltak", "beskrivelse"): (
        "beskrivelse",
        "skildring",
        "beskrivelse av tiltaket",
        "om tiltaket",
        "hva tiltaket går ut på",
    ),
    ("tiltak", "roller"): ("roller", "roller og oppgaver", "roller og oppgåver", "rollefordeling"),
    ("tiltak", "framdrift"): (
        "framdrift",
        "fremdrift",
        "framdriftsplan",
        "fremdriftsplan",
        "oppstart og milepæler",
        "milepæler",
        "milepælar",
    ),
    ("tiltak", "okonomi"): ("økonomi", "økonomisk ramme", "budsjett", "kostnader", "finansiering"),
}

#: What is said of a tiltak in short fields, as regular expressions for their names.
FIELDS = {
    "phase": r"status|fase|prosjektfase",
    "responsible": (
        r"(?:hoved|hovud)?ansvarl(?:ig|eg)(?:e)?(?:\s+(?:part|for tiltaket|for gjennomføring\w*))?"
        r"|prosjekteier|prosjekteigar"
    ),
    "partners": (
        r"(?:andre\s+)?(?:samarbeidspart(?:er|ar|nere|nerar)?|samarbeidspartnar(?:ar)?|deltakere|deltakarar|medvirkende)"
    ),
    "time": r"tids(?:ramme|rom|plan|periode|perspektiv)|gjennomførings(?:periode|tid)|periode|frist|varighet",
}
