"""What kind of file the bytes are, told from the first of them alone; names and extensions are not believed."""

from __future__ import annotations

HEAD = 400  # bytes that are enough to tell

_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"hevc": "image/heic",
    b"hevx": "image/heic",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
    b"qt  ": "video/quicktime",
    b"3gp4": "video/3gpp",
    b"3gp5": "video/3gpp",
    b"3gp6": "video/3gpp",
    b"3g2a": "video/3gpp2",
    b"M4A ": "audio/mp4",
}

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xffO\xffQ", "image/jp2"),
    (b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (b"\xff\x0a", "image/jxl"),
    (b"\x00\x00\x00\x0cJXL ", "image/jxl"),
    (b"%PDF-", "application/pdf"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"FLV\x01", "video/x-flv"),
    (b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"PK\x03\x04", "application/zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"<?xml", "application/xml"),
    (b"\xef\xbb\xbf<?xml", "application/xml"),
)
_PNM = (b"P1", b"P2", b"P3", b"P4", b"P5", b"P6")
_TEXT = frozenset(range(32, 127)) | {9, 10, 13}


def _riff(head: bytes) -> str | None:
    names = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}
    return names.get(head[8:12]) if head.startswith(b"RIFF") else None


def _iso_media(head: bytes) -> str | None:
    if head[4:8] != b"ftyp":
        return None
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4]), len(head)), 4))]
    known = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    exact = [kind for kind in known if kind != "image/heif"]
    return (exact or known or ["video/mp4"])[0]


def _transport(head: bytes) -> str | None:
    """MPEG packets of 188 bytes, or of 192 with a time before each; and QuickTime of old, which begins with an atom."""
    if head[4:8] in (b"moov", b"mdat", b"wide") or (head[4:8] in (b"free", b"skip") and head[:2] == b"\0\0"):
        return "video/quicktime"
    packets = head[0::188][:2] == b"GG" or head[4::192][:2] == b"GG"
    return "video/mp2t" if packets else None


def _bitmap(head: bytes) -> str | None:
    header = int.from_bytes(head[14:18], "little") if head.startswith(b"BM") and len(head) >= 18 else 0
    return "image/bmp" if header in (12, 16, 40, 52, 56, 64, 108, 124) else None


def _plain(head: bytes) -> str | None:
    if head[:2] in _PNM and head[2:3] in (b"\n", b" ", b"\r", b"\t"):
        return "image/x-portable-anymap"
    return "text/plain" if head and all(byte in _TEXT or byte > 127 for byte in head[:64]) else None


def kind_of(head: bytes) -> str | None:
    """The media type of the file that begins with `head` (`HEAD` bytes or more), or None when not known."""
    head = head[:HEAD]
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _riff(head) or _iso_media(head) or _bitmap(head) or _plain(head) or _transport(head)


def is_picture(kind: str | None) -> bool:
    """Whether a file of this kind shows a still picture, and so has a picture fingerprint."""
    return kind is not None and kind.startswith("image/")


def is_video(kind: str | None) -> bool:
    """Whether a file of this kind shows moving pictures, and so has fingerprints of its frames."""
    return kind is not None and (kind.startswith("video/") or kind == "application/ogg")
