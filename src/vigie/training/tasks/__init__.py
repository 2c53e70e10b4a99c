"""What is done with trainings."""
