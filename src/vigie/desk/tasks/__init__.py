"""What people do at the desk. Each act decides and writes in one short transaction, with its ledger entry."""
