"""What touches the database: collecting facts from the journey and the ledger, and giving them in columns."""
