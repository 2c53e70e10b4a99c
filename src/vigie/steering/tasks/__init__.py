"""Steering on the stored reports: replays, proposals, reports on the rules, the next report for somebody."""
