"""A third caseload: what lies behind a report first, then which of its signs a desk gets to see, and in which words."""
