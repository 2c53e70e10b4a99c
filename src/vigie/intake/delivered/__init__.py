"""The JSON that police receive from NCMEC: from its envelopes to nouns."""
