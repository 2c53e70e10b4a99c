"""The life of data: how long a report is kept, who holds it longer, and that erased is erased everywhere."""
