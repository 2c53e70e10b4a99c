"""Puts reports where a desk would find them: folders, lone files, ZIP bundles, tables; a way for each form."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Protocol, TextIO

from vigie.sample import papers
from vigie.sample.delivery import Form
from vigie.sample.hotline_rows import COLUMNS, rows
from vigie.sample.mapping import DELIMITER, HEADINGS, HOTLINE, PARTNER
from vigie.sample.police_json import report_json
from vigie.sample.telling import Told

_A_BUNDLE = 100  # reports
_ZIP_DATE = (2026, 6, 1, 0, 0, 0)  # the same in each run


class Post(Protocol):
    """One way of delivery. `suffix` is "" or "-v2"; `again` means the same bytes as before. Returns the path."""

    def deliver(self, told: Told, suffix: str, again: bool) -> str: ...

    def close(self) -> None: ...


def _month(told: Told) -> str:
    return told.event.at.strftime("%Y-%m")


def write(root: Path, folder: str, files: papers.Papers) -> None:
    """Files into a folder below `root`."""
    place = root / folder
    place.mkdir(parents=True, exist_ok=True)
    for name, content in files:
        (place / name).write_bytes(content)


class Folders:
    """A folder per report, by month."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def deliver(self, told: Told, suffix: str, again: bool) -> str:
        folder = f"reports/ncmec/{'resent' if again else _month(told)}/{told.report.report_id}{suffix}"
        write(self._root, folder, papers.of_xml(told))
        return folder

    def close(self) -> None:
        """Nothing is open."""


class Police:
    """A folder with `report.json` when there are files or it is a version, else a lone JSON file."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root, self._seed = root, seed

    def deliver(self, told: Told, suffix: str, again: bool) -> str:
        folder = f"reports/police/{'resent' if again else _month(told)}"
        name = f"{told.report.report_id}{suffix}"
        if suffix or papers.media(told):
            write(self._root, f"{folder}/{name}", papers.of_json(self._seed, told))
            return f"{folder}/{name}"
        write(self._root, folder, [(f"{name}.json", report_json(self._seed, told.report))])
        return f"{folder}/{name}.json"

    def close(self) -> None:
        """Nothing is open."""


class Bundles:
    """Many reports in one ZIP, a new one after each hundred."""

    def __init__(self, root: Path) -> None:
        self._root, self._count = root, 0
        self._open: zipfile.ZipFile | None = None
        self._names: set[str] = set()

    def deliver(self, told: Told, suffix: str, again: bool) -> str:
        name = f"{told.report.report_id}{suffix}"
        if self._open is None or len(self._names) >= _A_BUNDLE or name in self._names:
            self._next()
        assert self._open is not None
        self._names.add(name)
        for path, content in papers.of_bundle(told):
            entry = zipfile.ZipInfo(f"{name}/{path}", _ZIP_DATE)
            entry.compress_type = (
                zipfile.ZIP_DEFLATED if path.endswith((".xml", ".csv", ".pdf")) else zipfile.ZIP_STORED
            )
            self._open.writestr(entry, content, compresslevel=1)
        return f"reports/bundles/{self._name()}/{name}"

    def _name(self) -> str:
        return f"export-{self._count:05d}.zip"

    def _next(self) -> None:
        self.close()
        self._count += 1
        folder = self._root / "reports/bundles"
        folder.mkdir(parents=True, exist_ok=True)
        self._open, self._names = zipfile.ZipFile(folder / self._name(), "w"), set()

    def close(self) -> None:
        """Ends the open bundle."""
        if self._open is not None:
            self._open.close()
        self._open = None


class Table:
    """A hotline's rows, a file per month in order of sending, with the mapping that explains the columns."""

    def __init__(self, root: Path, form: Form) -> None:
        self._csv = form is Form.HOTLINE_CSV
        self._folder = root / "reports" / ("hotline" if self._csv else "partner")
        self._open: TextIO | None = None
        self._month = ""

    def deliver(self, told: Told, suffix: str, again: bool) -> str:
        month = max(_month(told), self._month)
        if month != self._month or self._open is None:
            self._next(month)
        for cells in rows(told.report):
            self._line(cells)
        write(self._folder, ".", papers.media(told))
        return f"reports/{self._folder.name}/{self._name()}#{told.report.report_id}"

    def _line(self, cells: dict[str, str]) -> None:
        assert self._open is not None
        if self._csv:
            csv.writer(self._open, delimiter=DELIMITER).writerow(cells.get(name, "") for name in COLUMNS)
        else:
            self._open.write(json.dumps(cells, ensure_ascii=False) + "\n")

    def _name(self) -> str:
        return f"reports-{self._month}.{'csv' if self._csv else 'ndjson'}"

    def _next(self, month: str) -> None:
        self.close()
        self._month = month
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "mapping.toml").write_text(HOTLINE if self._csv else PARTNER, "utf-8")
        self._open = (self._folder / self._name()).open("w", encoding="utf-8", newline="")
        if self._csv:
            csv.writer(self._open, delimiter=DELIMITER).writerow(HEADINGS[name] for name in COLUMNS)

    def close(self) -> None:
        """Ends the open file."""
        if self._open is not None:
            self._open.close()
        self._open = None
