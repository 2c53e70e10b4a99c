"""The register of authorisations, and what is recorded under them."""
