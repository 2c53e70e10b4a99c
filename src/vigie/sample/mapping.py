"""The mapping files that stand beside the hotline's CSV and the partner's NDJSON: what each column means.

The hotline has its own headings, in French, and a semicolon between the cells; the partner uses our columns.
"""

from vigie.sample.hotline_rows import COLUMNS

HEADINGS = {
    "report_id": "Numéro",
    "received": "Reçu le",
    "company": "Service",
    "kind": "Nature",
    "url": "Adresse web",
    "email": "Courriel",
    "phone": "Téléphone",
    "ip": "Adresse IP",
    "ip_time": "Heure de l'adresse",
    "port": "Port",
    "account": "Compte",
    "service": "Plateforme du compte",
    "screen_name": "Pseudonyme",
    "country": "Pays",
    "text": "Texte",
    "file_md5": "MD5",
    "file_sha1": "SHA1",
    "file_sha256": "SHA256",
    "file_name": "Fichier",
}
DELIMITER = ";"
HOTLINE = f'# Synthetic hotline.\nsource = "hotline"\ndelimiter = "{DELIMITER}"\n\n[columns]\n' + "".join(
    f'{name} = "{HEADINGS[name]}"\n' for name in COLUMNS
)
PARTNER = '# Synthetic partner: its columns are called as ours are.\nsource = "partner"\n'
