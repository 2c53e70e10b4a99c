"""What passes between the desk and those who report: receipts, letters, talks, and what waits at the door."""
