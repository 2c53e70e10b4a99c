"""Takes from this process all that decoding a picture does not need: a hostile file can then only kill it.

No user but root is needed, and none gained. Limits on memory, processor time, file sizes and open files; no new
privileges; no core; dead as soon as its parent is. Then, where the kernel and the processor allow it (Linux on x86-64
or arm64), a filter of system calls that leaves reading and writing what is open already, memory, time, threads of its
own and the end: no file, no socket, no other process can be opened. Everything must be imported before `confine`.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import signal
import struct
from collections.abc import Sequence

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SECCOMP_MODE_FILTER = 2
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050001  # REFUSE: the call fails with EPERM
NOT_THERE = 0x00050026  # the call fails with ENOSYS: the C library then uses the older one
LOAD_WORD, JUMP_IF_EQUAL, JUMP_IF_SET, RETURN = 0x20, 0x15, 0x45, 0x06
CLONE3, CLONE_THREAD = 435, 0x10000
CALL_AT, ARCHITECTURE_AT, FIRST_AT = 0, 4, 16  # in the kernel's struct seccomp_data

# By machine: the kernel's name of it, and the numbers of the calls left: read readv write writev close fstat lseek
# mmap mprotect munmap mremap brk madvise rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall
# sched_yield nanosleep clock_nanosleep clock_gettime gettimeofday getrusage getpid gettid futex getrandom
# exit exit_group set_robust_list rseq. Then that of clone, which is left for threads alone: HEIC's decoder starts one.
MACHINES: dict[str, tuple[int, Sequence[int], int]] = {
    "x86_64": (
        0xC000003E,
        (
            *(0, 19, 1, 20, 3, 5, 8, 9, 10, 11, 25, 12, 28, 13, 14, 15, 131, 219),
            *(24, 35, 230, 228, 96, 98, 39, 186, 202, 318, 60, 231, 273, 334),
        ),
        56,
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(63, 65, 64, 66, 57, 80, 62, 222, 226, 215, 216, 214, 233, 134, 135, 139, 132, 128),
            *(124, 101, 115, 113, 169, 165, 172, 178, 98, 278, 93, 94, 99, 293),
        ),
        220,
    ),
}


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def _filter(architecture: int, calls: Sequence[int], clone: int) -> bytes:
    def line(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    lines = [line(LOAD_WORD, ARCHITECTURE_AT), line(JUMP_IF_EQUAL, architecture, yes=1), line(RETURN, KILL)]
    lines += [line(LOAD_WORD, CALL_AT), line(JUMP_IF_EQUAL, CLONE3, no=1), line(RETURN, NOT_THERE)]
    lines += [line(JUMP_IF_EQUAL, clone, no=4), line(LOAD_WORD, FIRST_AT), line(JUMP_IF_SET, CLONE_THREAD, no=1)]
    lines += [line(RETURN, ALLOW), line(RETURN, REFUSE)]
    lines += [line(JUMP_IF_EQUAL, call, yes=len(calls) - at) for at, call in enumerate(calls)]
    return b"".join([*lines, line(RETURN, REFUSE), line(RETURN, ALLOW)])


def _filter_calls(libc: ctypes.CDLL) -> bool:
    machine = MACHINES.get(platform.machine())
    if machine is None:
        return False
    code = _filter(*machine)
    program = _Program(len(code) // 8, code)
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _limit(memory: int, seconds: int) -> None:
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 3,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))


def confine(memory: int, seconds: int) -> bool:
    """Limit this process to `memory` bytes of address space and `seconds` of processor time in all, for good.

    True when system calls are filtered too. Descriptors 0, 1 and 2 stay open; no other can be opened.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    _limit(memory, seconds)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _filter_calls(libc):
        return True
    # Without the filter nothing else forbids processes; this counts threads too, and not those of root.
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    return False
