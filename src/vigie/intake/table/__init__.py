"""Tables of reports of hotlines and partners, CSV and NDJSON: from rows to nouns."""
