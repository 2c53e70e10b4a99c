"""Statistics: what came in, what became of it, and how long it took. Reads the journey's rows, never writes them."""
