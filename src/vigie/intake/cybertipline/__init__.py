"""NCMEC's CyberTipline Reporting API documents, as services send them: from XML to nouns."""
