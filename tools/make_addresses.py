"""Writes `src/vigie/territory/open/addresses.npz` from three open data sets, unpacked beside one another.

    python tools/make_addresses.py COUNTRY_CSV_DIR COUNTRY_MMDB_DIR NETWORK_CSV_DIR OUT

- COUNTRY_CSV_DIR holds `geo-whois-asn-country-ipv{4,6}-num.csv` (first, last, country);
- COUNTRY_MMDB_DIR holds `iptoasn-country-ipv{4,6}.mmdb` (country_code);
- NETWORK_CSV_DIR holds `asn-ipv{4,6}-num.csv` (first, last, AS number, organisation).

The three are cut into one list of intervals per address family. IPv6 is kept to its first 64 bits: no finer
boundary separates two subscribers' countries. Both countries are kept, unjudged: `atlas.py` decides between them.
Then change the dates in `open/sources.toml`. Needs `maxminddb`, and about a minute.
"""

from __future__ import annotations

import csv
import ipaddress
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import maxminddb
import numpy as np
import numpy.typing as npt

RESERVED = "ZZ"  # addresses that belong to nobody: RFC 6890 and its registry
OPEN = Path(__file__).resolve().parents[1] / "src/vigie/territory/open"
SHIFT = {4: 0, 6: 64}

Row = tuple[int, int, str]
Step = tuple[int, str]
Value = TypeVar("Value")


def rows_of_csv(path: Path, column: int) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(int(row[0]), int(row[1]), row[column]) for row in csv.reader(file)]


def rows_of_mmdb(path: Path) -> list[Row]:
    with maxminddb.open_database(str(path)) as database:
        return [
            (int(net.network_address), int(net.broadcast_address), str(record["country_code"]))
            for net, record in database
            if isinstance(record, dict)
        ]


def rows_of_special(family: int) -> list[Row]:
    listed = tomllib.loads((OPEN / "special.toml").read_text("utf-8"))[f"ipv{family}"]
    nets = [ipaddress.ip_network(text) for text in listed]
    return [(int(net.network_address), int(net.broadcast_address), RESERVED) for net in nets]


def steps(rows: Iterable[Row], shift: int) -> list[Step]:
    """Where the value changes, from address 0 on; "" where nothing is said. Of two rows that overlap, the one that
    begins later is the more precise and holds; the other resumes after it."""
    points: dict[int, str] = {0: ""}
    around: list[Row] = []  # the rows that hold here, the outermost first

    def close(before: int) -> None:
        while around and around[-1][1] < before:
            end = around.pop()[1]
            while around and around[-1][1] <= end:
                around.pop()
            points[-(-(end + 1) >> shift)] = around[-1][2] if around else ""

    for row in sorted(rows, key=lambda row: (row[0], -row[1])):
        close(row[0])
        points[-(-row[0] >> shift)] = row[2]
        around.append(row)
    close(1 << 129)
    return changes(sorted(points.items()))


def changes(points: Iterable[tuple[int, Value]]) -> list[tuple[int, Value]]:
    kept: list[tuple[int, Value]] = []
    for at, value in points:
        if not kept or kept[-1][1] != value:
            kept.append((at, value))
    return kept


def together(lists: list[list[Step]]) -> list[tuple[int, tuple[str, ...]]]:
    """One list of intervals, each with the value of every list."""
    place = [0] * len(lists)
    points = []
    for at in sorted({at for one in lists for at, _ in one}):
        for number, one in enumerate(lists):
            while place[number] + 1 < len(one) and one[place[number] + 1][0] <= at:
                place[number] += 1
        points.append((at, tuple(one[spot][1] for one, spot in zip(lists, place, strict=True))))
    return changes(points)


def cut(family: int, country_csv: Path, country_mmdb: Path, network_csv: Path) -> list[tuple[int, str, str, int]]:
    """(first address, country by registry, country by route, AS number) for a whole address family."""
    shift = SHIFT[family]
    sources = (
        rows_of_csv(country_csv / f"geo-whois-asn-country-ipv{family}-num.csv", 2),
        rows_of_mmdb(country_mmdb / f"iptoasn-country-ipv{family}.mmdb"),
        rows_of_csv(network_csv / f"asn-ipv{family}-num.csv", 2),
        rows_of_special(family),
    )
    ceiling = 1 << ((32 if family == 4 else 128) - shift)
    return [
        (at, RESERVED, RESERVED, 0) if special else (at, registry, route, int(network or 0))
        for at, (registry, route, network, special) in together([steps(rows, shift) for rows in sources])
        if at < ceiling
    ]


def names_of(network_csv: Path) -> dict[int, str]:
    """The organisation behind each AS number, its most frequent spelling."""
    seen: dict[int, Counter[str]] = {}
    for family in (4, 6):
        with (network_csv / f"asn-ipv{family}-num.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                seen.setdefault(int(row[2]), Counter())[" ".join(row[3].split())] += 1
    return {number: spellings.most_common(1)[0][0] for number, spellings in seen.items()}


def write(out: Path, tables: dict[int, list[tuple[int, str, str, int]]], names: dict[int, str]) -> None:
    votes = Counter((row[1], row[2]) for rows in tables.values() for row in rows)
    if long := [pair for pair in votes if max(map(len, pair)) > 2]:
        raise ValueError(f"not country codes: {long[:5]}")
    pairs = {pair: number for number, (pair, _) in enumerate(votes.most_common())}
    numbers = sorted(names)
    spot = {number: index + 1 for index, number in enumerate(numbers)}  # 0: no network
    arrays: dict[str, npt.NDArray[Any]] = {
        "pairs": np.frombuffer("".join(f"{a:2}{b:2}" for a, b in pairs).encode(), np.uint8),
        "numbers": np.array([0, *numbers], np.uint32),
        "names": np.frombuffer("\n".join(["", *(names[number] for number in numbers)]).encode(), np.uint8),
    }
    for family, rows in tables.items():
        kind = np.uint32 if family == 4 else np.uint64
        firsts = np.array([row[0] for row in rows], kind)
        arrays[f"gaps{family}"] = np.diff(firsts, prepend=kind(0))  # gaps pack four times better than addresses
        arrays[f"votes{family}"] = np.array([pairs[row[1], row[2]] for row in rows], np.uint16)
        arrays[f"networks{family}"] = np.array([spot.get(row[3], 0) for row in rows], np.uint32)
    np.savez_compressed(out, allow_pickle=False, **arrays)


def main(country_csv: str, country_mmdb: str, network_csv: str, out: str) -> None:
    folders = Path(country_csv), Path(country_mmdb), Path(network_csv)
    tables = {family: cut(family, *folders) for family in (4, 6)}
    write(Path(out), tables, names_of(folders[2]))
    for family, rows in tables.items():
        print(f"IPv{family}: {len(rows)} intervals")
    print(f"{Path(out).stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
