"""What is due, what is held, and the erasing itself."""
