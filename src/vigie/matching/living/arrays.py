"""Named arrays in one file: written whole or not at all, and mapped by as many processes as like to read them."""

from __future__ import annotations

import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

MAGIC = b"vigie arrays 1\n\n"
PAGE = 4096
AT_ONCE = 1 << 26  # bytes written at a time


class Torn(Exception):
    """A file of the index is not what it should be: the index is made anew from the database."""

    permanent = True


class _Where(Struct, frozen=True, array_like=True):
    dtype: str
    shape: tuple[int, ...]
    start: int


_decode = msgspec.json.Decoder(dict[str, _Where]).decode


def sync(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the arrays; when this returns they are on the disk under their name."""
    where: dict[str, _Where] = {}
    start = PAGE
    for name, array in arrays.items():
        where[name] = _Where(array.dtype.str, array.shape, start)
        start += -(-array.nbytes // PAGE) * PAGE
    head = MAGIC + msgspec.json.encode(where)
    if len(head) > PAGE:
        raise Torn(f"{path.name}: too many arrays")
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        file.write(head.ljust(PAGE))
        for name, array in arrays.items():
            file.seek(where[name].start)
            flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
            for at in range(0, len(flat), AT_ONCE):
                file.write(flat[at : at + AT_ONCE].data)
        file.truncate(start)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    sync(path.parent)


def mapped(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file, not to be written. They stay where they are, also when the file loses its name.

    Raises `FileNotFoundError`, and `Torn` for a file that is not whole.
    """
    with path.open("rb") as file:
        head = file.read(PAGE)
        size = os.fstat(file.fileno()).st_size
        if not head.startswith(MAGIC):
            raise Torn(f"{path.name} is not a file of the index")
        where = _decode(head[len(MAGIC) :].rstrip())
        whole = mmap.mmap(file.fileno(), size, prot=mmap.PROT_READ)
    return {name: _view(path, whole, one) for name, one in where.items()}


def _view(path: Path, whole: mmap.mmap, one: _Where) -> NDArray[Any]:
    dtype = np.dtype(one.dtype)
    count = int(np.prod(one.shape, dtype=np.int64))
    if one.start + count * dtype.itemsize > len(whole):
        raise Torn(f"{path.name} is cut short")
    if not count:
        return np.zeros(one.shape, dtype=dtype)
    return np.frombuffer(whole, dtype, count, one.start).reshape(one.shape)
