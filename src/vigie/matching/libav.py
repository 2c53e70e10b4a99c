"""FFmpeg's demuxers and decoders, in plain ctypes: bytes of a video -> its decoded frames. Runs in the worker alone.

The shared libraries are those that OpenCV's wheel brings, built without GPL parts, unlike PyAV's; OpenCV itself is
never imported (docs/decisions/0015). Only fields whose place in FFmpeg 8 is known are read,
and a film of known pixels proves it before a stranger's is opened (`film.proved`).
"""

from __future__ import annotations

import ctypes as c
import errno
import importlib.util
import math
import os
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

PACKAGE = "cv2"
LIBRARIES = "opencv*.libs"
MAJORS = (62,)  # of libavcodec: FFmpeg 8
EOF, AGAIN = -0x20464F45, -errno.EAGAIN  # AVERROR_EOF, AVERROR(EAGAIN)
VIDEO = 0  # AVMEDIA_TYPE_VIDEO
SEEK_SIZE = 0x10000
BUFFER = 1 << 16
KEY = 1  # AV_PKT_FLAG_KEY
DISCARD_DEFAULT, DISCARD_NONKEY, DISCARD_ALL = 0, 32, 48  # AVDiscard
SEEK_BACKWARD, SEEK_ANY = 1, 4  # AVSEEK_FLAG_BACKWARD, AVSEEK_FLAG_ANY
UNKNOWN = -(1 << 63)  # AV_NOPTS_VALUE
DISPLAY_MATRIX = 6  # AV_FRAME_DATA_DISPLAYMATRIX


class Rational(c.Structure):
    _fields_: ClassVar = [("num", c.c_int), ("den", c.c_int)]


class Stream(c.Structure):
    _fields_: ClassVar = [
        ("av_class", c.c_void_p), ("index", c.c_int), ("id", c.c_int), ("codecpar", c.c_void_p),
        ("priv", c.c_void_p), ("time_base", Rational), ("start_time", c.c_int64), ("duration", c.c_int64),
        ("nb_frames", c.c_int64), ("disposition", c.c_int), ("discard", c.c_int),
    ]  # fmt: skip


class Format(c.Structure):
    _fields_: ClassVar = [
        ("av_class", c.c_void_p), ("iformat", c.c_void_p), ("oformat", c.c_void_p), ("priv", c.c_void_p),
        ("pb", c.c_void_p), ("ctx_flags", c.c_int), ("nb_streams", c.c_uint), ("streams", c.POINTER(c.POINTER(Stream))),
    ]  # fmt: skip


class Packet(c.Structure):
    _fields_: ClassVar = [
        ("buf", c.c_void_p), ("pts", c.c_int64), ("dts", c.c_int64), ("data", c.c_void_p), ("size", c.c_int),
        ("stream_index", c.c_int), ("flags", c.c_int),
    ]  # fmt: skip


class Picture(c.Structure):
    """AVFrame, as far as it is read."""

    _fields_: ClassVar = [
        ("data", c.c_void_p * 8), ("linesize", c.c_int * 8), ("extended", c.c_void_p), ("width", c.c_int),
        ("height", c.c_int), ("samples", c.c_int), ("format", c.c_int),
    ]  # fmt: skip

    @property
    def moment(self) -> int | None:
        """Its time in units of the stream, presentation before decoding; None when neither is known."""
        stamps = (c.c_int64 * 2).from_address(c.addressof(self) + 136)  # pts, pkt_dts
        return next((value for value in stamps if value != UNKNOWN), None)


Reader = c.CFUNCTYPE(c.c_int, c.c_void_p, c.POINTER(c.c_uint8), c.c_int)
Seeker = c.CFUNCTYPE(c.c_int64, c.c_void_p, c.c_int64, c.c_int)


class Unavailable(Exception):
    """FFmpeg's libraries are not there, or are none of those that this file knows."""

    permanent = True


class Libraries:
    """The four libraries, with the types of what is called. Raises `Unavailable`."""

    def __init__(self) -> None:
        folder = _folder()
        self.util, _, self.codec, self.format, self.scale = (
            _load(folder, name) for name in ("avutil", "swresample", "avcodec", "avformat", "swscale")
        )
        major = self.codec.avcodec_version() >> 16
        if major not in MAJORS:
            raise Unavailable(f"libavcodec {major} is not known here")
        self.util.av_log_set_level(-8)  # quiet: standard error is nobody's
        self._types()

    def _types(self) -> None:
        pointer, number, text = c.c_void_p, c.c_int, c.c_char_p
        signatures: tuple[tuple[c.CDLL, str, object, tuple[object, ...]], ...] = (
            (self.util, "av_malloc", pointer, (c.c_size_t,)),
            (self.util, "av_free", None, (pointer,)),
            (self.util, "av_freep", None, (pointer,)),
            (self.util, "av_frame_alloc", c.POINTER(Picture), ()),
            (self.util, "av_frame_free", None, (pointer,)),
            (self.util, "av_frame_unref", None, (c.POINTER(Picture),)),
            (self.util, "av_frame_get_side_data", pointer, (c.POINTER(Picture), number)),
            (self.util, "av_display_rotation_get", c.c_double, (pointer,)),
            (self.util, "av_get_pix_fmt_name", text, (number,)),
            (self.util, "av_get_pix_fmt", number, (text,)),
            (self.util, "av_opt_set", number, (pointer, text, text, number)),
            (self.util, "av_strerror", number, (number, text, c.c_size_t)),
            (self.codec, "avcodec_get_name", text, (number,)),
            (self.codec, "avcodec_alloc_context3", pointer, (pointer,)),
            (self.codec, "avcodec_parameters_to_context", number, (pointer, pointer)),
            (self.codec, "avcodec_open2", number, (pointer, pointer, pointer)),
            (self.codec, "avcodec_free_context", None, (pointer,)),
            (self.codec, "avcodec_send_packet", number, (pointer, pointer)),
            (self.codec, "avcodec_receive_frame", number, (pointer, c.POINTER(Picture))),
            (self.codec, "av_packet_alloc", c.POINTER(Packet), ()),
            (self.codec, "av_packet_free", None, (pointer,)),
            (self.codec, "av_packet_unref", None, (c.POINTER(Packet),)),
            (self.format, "avformat_alloc_context", c.POINTER(Format), ()),
            (self.format, "avformat_open_input", number, (pointer, text, pointer, pointer)),
            (self.format, "avformat_find_stream_info", number, (c.POINTER(Format), pointer)),
            (self.format, "avformat_close_input", None, (pointer,)),
            (self.format, "av_find_best_stream", number, (c.POINTER(Format), number, number, number, pointer, number)),
            (self.format, "av_read_frame", number, (c.POINTER(Format), c.POINTER(Packet))),
            (self.format, "av_seek_frame", number, (c.POINTER(Format), number, c.c_int64, number)),
            (self.format, "avio_alloc_context", pointer, (pointer, number, number, pointer, Reader, pointer, Seeker)),
            (self.format, "avio_context_free", None, (pointer,)),
            (self.scale, "sws_getContext", pointer, (*[number] * 7, pointer, pointer, pointer)),
            (self.scale, "sws_scale", number, (pointer, pointer, pointer, number, number, pointer, pointer)),
            (self.scale, "sws_freeContext", None, (pointer,)),
        )
        for library, name, result, arguments in signatures:
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments

    def said(self, code: int) -> str:
        """An error's name."""
        text = c.create_string_buffer(128)
        self.util.av_strerror(code, text, len(text))
        return text.value.decode("ascii", "replace")

    def container(self, opened: Any) -> str:
        """The names of an opened file's format."""
        name = c.c_char_p.from_address(opened.contents.iformat).value  # AVInputFormat begins with it
        return (name or b"").decode("ascii", "replace")

    def pixel_format(self, number: int) -> str:
        """The name of a pixel format; empty when there is none."""
        return (self.util.av_get_pix_fmt_name(number) or b"").decode("ascii", "replace")

    def quarters(self, frame: Any) -> int:
        """How many quarter turns anticlockwise show a frame upright, as its container says: 0 to 3."""
        side = self.util.av_frame_get_side_data(frame, DISPLAY_MATRIX)
        if not side:
            return 0
        matrix = c.c_void_p.from_address(side + 8).value  # AVFrameSideData: type, data, size
        angle = self.util.av_display_rotation_get(matrix) if matrix else 0.0
        return round(angle / 90) % 4 if math.isfinite(angle) else 0


def _folder() -> Path:
    """Where the wheel put its libraries; nothing of the package is run."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise Unavailable("no decoder of videos is installed")
    folders = sorted(Path(found.origin).parents[1].glob(LIBRARIES))
    if not folders:
        raise Unavailable("the decoder of videos lies where it is not looked for")
    return folders[0]


def _load(folder: Path, name: str) -> c.CDLL:
    files = sorted(folder.glob(f"lib{name}-*.so*")) or sorted(folder.glob(f"lib{name}.so*"))
    if not files:
        raise Unavailable(f"lib{name} is not among what is installed")
    try:
        return c.CDLL(str(files[0]), mode=os.RTLD_LAZY)
    except OSError as wrong:
        raise Unavailable(f"lib{name} cannot be loaded: {wrong}") from wrong


class Pipe:
    """What libav reads from: a seekable stream."""

    def __init__(self, libraries: Libraries, stream: BinaryIO) -> None:
        self._av, self._stream = libraries, stream
        self._size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        self._kept = Reader(self._read), Seeker(self._seek)
        buffer = libraries.util.av_malloc(BUFFER)
        made = libraries.format.avio_alloc_context(buffer, BUFFER, 0, None, self._kept[0], None, self._kept[1])
        self._context = c.c_void_p(made)

    @property
    def pointer(self) -> int | None:
        """The AVIOContext."""
        return self._context.value

    def close(self) -> None:
        if self._context.value:
            # The buffer may have been replaced by a larger one: it stands after the class.
            self._av.util.av_freep(self._context.value + 8)
            self._av.format.avio_context_free(c.byref(self._context))

    def _read(self, _: object, into: Any, most: int) -> int:
        try:
            some = self._stream.read(most)
        except (OSError, ValueError):
            return -errno.EIO
        c.memmove(into, some, len(some))
        return len(some) or EOF

    def _seek(self, _: object, offset: int, whence: int) -> int:
        if whence & SEEK_SIZE:
            return self._size
        try:
            return self._stream.seek(offset, whence & 3)
        except (OSError, ValueError):
            return -errno.EINVAL
