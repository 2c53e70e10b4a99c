"""Fair proof: what a magistrate allowed, what was done under it, and who said what first (FACTS S-18)."""
