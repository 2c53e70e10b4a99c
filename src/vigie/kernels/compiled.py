"""Compiles kernels at run time for the processor at hand, and keeps the result on disk where that can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """The function as machine code, free of the interpreter's lock; compiled when first called.

    Kept beside the package or in the user's cache; where neither can be written, compiled anew in each process.
    """
    try:
        return cast(Function, numba.njit(cache=True, nogil=True, boundscheck=False)(function))
    except RuntimeError:  # no place for a cache
        return cast(Function, numba.njit(nogil=True, boundscheck=False)(function))


def _popcount(typing_context: Any, value: Any) -> Any:
    """How many bits of a uint64 are set, in one instruction where the processor has it."""

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), emit


def _prefetch(typing_context: Any, array: Any, index: Any) -> Any:
    """Ask for the cache line of `array[index]` (one dimension, contiguous), to be read soon."""

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(view.data, [arguments[1]])
        byte = ir.IntType(8).as_pointer()
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        function = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        builder.call(function, [builder.bitcast(place, byte), number(0), number(1), number(1)])
        return context.get_dummy_value()

    return types.void(array, types.int64), emit


popcount = cast(Callable[[Any], Any], intrinsic(_popcount))
prefetch = cast(Callable[[Any, Any], None], intrinsic(_prefetch))
