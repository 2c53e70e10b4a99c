"""The page that lies beside a synthetic caseload."""

README = """SYNTHETIC CASELOAD

Everything in this folder is invented by `vigie sample`. No person, address, picture or text in it is real: names are
made up, mail and web addresses end in .example or .invalid, telephone numbers are kept for fiction, IP addresses are
documentation addresses or random hosts of large access providers, pictures are generated patterns and landscapes.

reports/     what a desk receives:   vigie take reports
lists/       what a desk knows:      vigie lists import --name known --purpose known --format csv lists/known.csv
                                     (viral.csv: --purpose viral, known-good.csv: --purpose known-good,
                                      pdq.ndjson: --purpose known --format ndjson)
truth.json   what is true of each report, for measuring only; it is not a report
"""
