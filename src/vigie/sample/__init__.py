"""A synthetic caseload with the flaws of the real one, and the truth about it.

The grave reports come from hidden variables drawn first (`suspects`, `materials`); what a company tells of them
(`telling`) is a noisy and partial emission. Nothing here is real: names are invented, addresses reserved or random
hosts of access providers' published blocks, pictures generated, texts short, neutral and from `texts` alone.
"""
