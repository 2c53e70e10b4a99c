"""What the door does with rows: visits, proofs, submissions."""
