"""A video read as grey frames: its keyframes alone, or one for each so many seconds. Runs in the worker alone.

What can be read is given, and `fault` says what could not: a cut or damaged video, or one that was longer than allowed.
"""

from __future__ import annotations

import ctypes as c
import io
import time
from collections.abc import Iterator
from functools import cache
from types import TracebackType
from typing import BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vigie.matching import libav, luma
from vigie.matching.pixels import Unreadable

LEAST_STEP = 1.0  # seconds between two keyframes at least: in some videos every frame is one
LAST = 1.0  # seconds at the end of a video that are read to see that it is there
ROUNDED = 0.99  # a frame this part of a step after the last one counts: stamps are rounded
MISSING = 0.05  # the part of a video's length that may be missing at its end unremarked ...
MISSING_SECONDS = 2.0  # ... and so many seconds
# Only these are opened: a playlist would name other files.
CONTAINERS = b"mov,matroska,webm,avi,mpeg,mpegts,mpegvideo,flv,asf,ogg,rm,dv,ivf,mxf,nut,wtv,h264,hevc,m4v,yuv4mpegpipe"
TOLD_WHOLE = ("mov", "matroska")  # their headers say all that a decoder needs; of others some frames are decoded first
FAULTS = 200  # damaged packets in a row after which a video is given up
FULL = ("yuvj", "gray")  # pixel formats in which black is 0; in the others of luma it is 16
SIDE = 32  # pixels of the film that proves the libraries
EXIF_OF_QUARTERS = {0: 1, 1: 8, 2: 3, 3: 6}  # quarter turns anticlockwise, as EXIF has them


class Frame(NamedTuple):
    """One frame: seconds from the beginning, its luma as stored, and how that is turned and scaled.

    A value v shows `(v - black) * gain`, 0 to 255. `turn` is an EXIF orientation. `luma` is valid until the next frame.
    """

    at: float
    luma: NDArray[np.uint8] | NDArray[np.uint16]
    turn: int
    black: float
    gain: float


class Bounds(NamedTuple):
    """Where reading ends, and says so."""

    pixels: int  # of one frame
    frames: int
    seconds: float  # of the clock on the wall


@cache
def libraries() -> libav.Libraries:
    """FFmpeg's libraries. Raises `libav.Unavailable`."""
    return libav.Libraries()


def proved() -> None:
    """Read a film of known pixels: the libraries are as `libav.py` knows them. Raises `libav.Unavailable`."""
    shades = np.arange(SIDE * SIDE, dtype=np.uint8).reshape(SIDE, SIDE)
    one = b"FRAME\n" + shades.tobytes() + bytes([128]) * (SIDE * SIDE // 2)
    content = b"YUV4MPEG2 W%d H%d F2:1 C420jpeg\n" % (SIDE, SIDE) + 2 * one
    try:
        with Film(io.BytesIO(content), Bounds(SIDE * SIDE * 4, 9, 60.0)) as film:
            seen = [(frame.at, bool(np.array_equal(frame.luma, shades))) for frame in film.frames(0.0)]
    except Unreadable as wrong:
        raise libav.Unavailable(f"the decoder of videos does not work: {wrong}") from wrong
    if seen != [(0.0, True), (0.5, True)]:
        raise libav.Unavailable("the decoder of videos is none that is known here")


class Film:
    """An opened video; close it. Raises `Unreadable` where no frame can be had, `libav.Unavailable`."""

    def __init__(self, stream: BinaryIO, bounds: Bounds) -> None:
        self.fault: str | None = None
        self._key_at: float | None = None  # when the last keyframe taken is decoded
        self._lag: int | None = None  # from a keyframe's decoding to its showing, in units of the stream
        self.read_to = 0.0  # seconds: how far it was read
        self._av, self._bounds, self._begun = libraries(), bounds, time.monotonic()
        self._input, self._codec = c.c_void_p(), c.c_void_p()
        self._io = libav.Pipe(self._av, stream)
        self._packet = self._av.codec.av_packet_alloc()
        self._frame = self._av.util.av_frame_alloc()
        self._gray = luma.Gray(self._av)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Free what libav holds."""
        self._gray.close()
        for free, held in (
            (self._av.util.av_frame_free, self._frame),
            (self._av.codec.av_packet_free, self._packet),
            (self._av.codec.avcodec_free_context, self._codec),
            (self._av.format.avformat_close_input, self._input),
        ):
            free(c.byref(held))
        self._io.close()

    def __enter__(self) -> Film:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check(self, code: int, doing: str) -> int:
        if code < 0:
            raise Unreadable(f"{doing}: {self._av.said(code)}")
        return code

    def _open(self) -> None:
        av = self._av
        opened = av.format.avformat_alloc_context()
        opened.contents.pb = self._io.pointer
        self._input = c.cast(opened, c.c_void_p)
        av.util.av_opt_set(self._input, b"format_whitelist", CONTAINERS, 0)
        self._check(av.format.avformat_open_input(c.byref(self._input), None, None, None), "the video cannot be opened")
        self._format = c.cast(self._input, c.POINTER(libav.Format))
        if not av.container(self._format).startswith(TOLD_WHOLE):
            av.format.avformat_find_stream_info(self._format, None)
        decoder = c.c_void_p()
        best = av.format.av_find_best_stream(self._format, libav.VIDEO, -1, -1, c.byref(decoder), 0)
        number = self._check(best, "there is no video in this file that can be decoded here")
        self._stream = self._format.contents.streams[number].contents
        for other in range(self._format.contents.nb_streams):
            if other != number:
                self._format.contents.streams[other].contents.discard = libav.DISCARD_ALL
        self._codec = c.c_void_p(av.codec.avcodec_alloc_context3(decoder))
        self._check(
            av.codec.avcodec_parameters_to_context(self._codec, self._stream.codecpar), "the video's header is damaged"
        )
        self._set("max_pixels", str(self._bounds.pixels))
        self._set("threads", "1")
        self._check(av.codec.avcodec_open2(self._codec, decoder, None), "the video cannot be decoded")

    def _set(self, name: str, value: str) -> None:
        self._av.util.av_opt_set(self._codec, name.encode(), value.encode(), 0)

    @property
    def told_seconds(self) -> float | None:
        """How long the file says that it is."""
        base, length = self._stream.time_base, self._stream.duration
        return length * base.num / base.den if length != libav.UNKNOWN and length > 0 and base.den else None

    def frames(self, step: float | None = None) -> Iterator[Frame]:
        """Frames in the order in which they are decoded: the keyframes, or one for each `step` seconds (0: all)."""
        if step is None:
            self._set("skip_frame", "nokey")
            self._stream.discard = libav.DISCARD_NONKEY
        after, given = -1.0, 0
        for at in self._decoded(keys=step is None):
            if step is not None and after <= at < after + step * ROUNDED and after >= 0:
                continue
            if given == self._bounds.frames:
                self._note(f"only the first {given} frames were looked at")
                return
            seen = self._seen(at)
            if seen is not None:
                after, given = at, given + 1
                yield seen
        if not given:
            self._note("no frame of it could be decoded here")
        self._look_at_end(keys=step is None)

    def _look_at_end(self, *, keys: bool) -> None:
        """Say so when the video ends before the time that it tells."""
        told = self.told_seconds
        if self.fault is not None or told is None:
            return
        allowed = max(MISSING_SECONDS, MISSING * told)
        if keys:  # what lies behind the last keyframe was not even read: is its end there, or else how much is?
            for at, how in ((told - LAST, libav.SEEK_ANY), (self.read_to, 0)):
                if told - self.read_to > LAST:
                    self._read_from(max(0.0, at), libav.SEEK_BACKWARD | how)
        if told - self.read_to > allowed:
            self._note(f"cut short: {self.read_to:.0f} of {told:.0f} seconds could be read")

    def _read_from(self, at: float, how: int) -> None:
        """Read, and decode nothing, from here to the end."""
        base, start = self._stream.time_base, self._stream.start_time
        stamp = (start if start != libav.UNKNOWN else 0) + round(at * base.den / base.num)
        self._stream.discard = libav.DISCARD_DEFAULT
        self._av.format.av_seek_frame(self._format, self._stream.index, stamp, how)
        for _ in self._packets():
            continue

    def _note(self, fault: str) -> None:
        self.fault = self.fault or fault

    def _seconds(self, stamp: int) -> float:
        base, start = self._stream.time_base, self._stream.start_time
        begun = start if start != libav.UNKNOWN else 0
        return max(0.0, (stamp - begun) * base.num / base.den) if base.den else 0.0

    def _decoded(self, *, keys: bool) -> Iterator[float]:
        """The time of each frame, while it stands in `_frame`."""
        damaged = 0
        for packet in self._packets():
            if packet is not None and keys and not self._is_key(packet):
                continue
            code = self._av.codec.avcodec_send_packet(self._codec, c.byref(packet) if packet is not None else None)
            if code not in (0, libav.AGAIN, libav.EOF):
                damaged += 1
                self._note(f"damaged: a part of the video could not be decoded ({self._av.said(code)})")
                if damaged >= FAULTS:
                    return
                continue
            while self._av.codec.avcodec_receive_frame(self._codec, self._frame) == 0:
                damaged = 0
                moment = self._frame.contents.moment
                yield self.read_to if moment is None else self._seconds(moment)
                self._av.util.av_frame_unref(self._frame)

    def _is_key(self, packet: libav.Packet) -> bool:
        """Whether it holds a keyframe that is wanted; its time is mended: libav takes another's where it skips some."""
        if not packet.flags & libav.KEY:
            return False
        if packet.dts != libav.UNKNOWN:
            at = self._seconds(packet.dts)
            if self._key_at is not None and self._key_at <= at < self._key_at + LEAST_STEP * ROUNDED:
                return False
            self._key_at = at
        if libav.UNKNOWN not in (packet.pts, packet.dts):
            self._lag = packet.pts - packet.dts if self._lag is None else self._lag
            packet.pts = packet.dts + self._lag
        return True

    def _packets(self) -> Iterator[libav.Packet | None]:
        """The video's packets, then None for the decoder to give what it holds back."""
        while True:
            if time.monotonic() - self._begun > self._bounds.seconds:
                self._note(f"reading was stopped after {self._bounds.seconds:.0f} seconds, at {self.read_to:.0f} s")
                break
            code = self._av.format.av_read_frame(self._format, self._packet)
            if code == libav.EOF:
                break
            if code < 0:
                self._note(f"damaged: the video could be read only in part ({self._av.said(code)})")
                break
            packet = self._packet.contents
            if packet.stream_index == self._stream.index:
                stamp = packet.pts if packet.pts != libav.UNKNOWN else packet.dts
                self.read_to = max(self.read_to, 0.0 if stamp == libav.UNKNOWN else self._seconds(stamp))
                yield packet
            self._av.codec.av_packet_unref(self._packet)
        yield None

    def _seen(self, at: float) -> Frame | None:
        picture = self._frame.contents
        name = self._av.pixel_format(picture.format)
        turn = EXIF_OF_QUARTERS[self._av.quarters(self._frame)]
        depth = luma.depth_of(name)
        if depth is not None:
            gain, black = (1.0, 0.0) if name.startswith(FULL) else (255 / 219, 16.0)
            more = 1 << (depth - 8)
            return Frame(at, luma.plane(picture, depth), turn, black * more, gain / more)
        grey = self._gray.of(picture)
        return None if grey is None else Frame(at, grey, turn, 0.0, 1.0)
