"""Requests on their way: drafted, signed, sent, reminded of, answered."""
