"""ZIP archives from strangers: their directory and the bytes of their members, read without trust and without a disk.

Python's own `zipfile` gives up a whole archive for one bad name, and until 3.11.8 opens overlapping members.
"""
