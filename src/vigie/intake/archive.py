def is_archive(path: str, head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")
