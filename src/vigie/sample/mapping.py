"""The mapping files that stand beside the hotline's CSV and the partner's NDJSON: what each column means."""

from vigie.sample.hotline_rows import COLUMNS

_COLUMNS = "\n".join(f'{name} = "{name}"' for name in COLUMNS)
HOTLINE = f'# Synthetic hotline.\nsource = "hotline"\n\n[columns]\n{_COLUMNS}\n'
PARTNER = f'# Synthetic partner.\nsource = "partner"\n\n[columns]\n{_COLUMNS}\n'
