"""The door for the public and for children: forms, receipts, talks, pages of help."""
