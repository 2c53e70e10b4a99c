"""Makes dossiers, sends them, and writes down what came of them."""
