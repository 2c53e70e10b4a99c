"""What the doors and the desk do with those who report."""
