"""The journey's work: receive, claim, run, commit."""
