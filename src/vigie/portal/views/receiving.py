"""Uploads are held in memory alone, within bounds: nothing of a reporter's file touches a disk before it is sealed."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from vigie.portal.uploads import ONE


class TooLarge(Exception):
    """More than the door takes. Permanent."""

    permanent = True


class InMemory(FileUploadHandler):
    """One file at a time, at most `ONE` bytes."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._content = BytesIO()

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._content.tell() + len(raw_data) > ONE:
            raise TooLarge
        self._content.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if not self.file_name:
            return None
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
