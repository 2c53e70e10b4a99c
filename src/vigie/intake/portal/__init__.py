"""What somebody told at the portal, as a document."""
