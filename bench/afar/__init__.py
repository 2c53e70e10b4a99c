"""A second caseload, from other assumptions than the sample's: people first, then what each company makes of them."""
