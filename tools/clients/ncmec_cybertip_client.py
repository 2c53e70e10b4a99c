"""Reports with the library `ncmec-cybertip`, as a service that uses it does. Run by `tools/real_clients.py` alone, in
an environment of its own (the library needs Python 3.13)."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from datetime import UTC, datetime

import ncmec_cybertip as ncmec

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
CONTENT = b"an invented file, of words alone\n" * 3


def report() -> ncmec.Report:
    """A report that uses what the others never fill."""
    kind = ncmec.IncidentType.CHILD_PORNOGRAPHY
    summary = ncmec.IncidentSummary(incident_type=kind, incident_date_time=WHEN, platform="Example Chat")
    page = ncmec.WebPageIncident(url=["https://chat.example/u/invented"])
    person = ncmec.Person(first_name="In", last_name="Vented", email=[ncmec.Email(value="trust@chat.example")])
    seen = ncmec.IpCaptureEvent(
        ip_address="203.0.113.7", event_name=ncmec.EventName.LOGIN, date_time=WHEN, possible_proxy=False, port=443
    )
    user = ncmec.PersonOrUserReported(
        esp_identifier="u-ncmec", esp_service="Example Chat", screen_name="invented_user", ip_capture_event=[seen]
    )
    return ncmec.Report(
        incident_summary=summary,
        internet_details=[ncmec.InternetDetails(web_page_incident=page)],
        reporter=ncmec.Reporter(reporting_person=person),
        person_or_user_reported=user,
        additional_info="Invented.",
    )


async def main(address: str, username: str, password: str) -> None:
    async with ncmec.CyberTiplineClient(username=username, password=password, base_url=address) as client:
        await client.status()
        assert "<xs:schema" in await client.get_xsd() or "schema" in await client.get_xsd()
        opened = await client.submit(report())
        number = int(opened.report_id or 0)
        sent = await client.upload(number, CONTENT, filename="invented.txt")
        assert sent.hash == hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
        said = ncmec.FileDetails(
            report_id=number,
            file_id=sent.file_id,
            original_file_name="invented.txt",
            file_relevance=ncmec.FileRelevance.REPORTED,
            file_viewed_by_esp=True,
            exif_viewed_by_esp=False,
            file_annotations=ncmec.FileAnnotations(viral=True),
            details=[ncmec.Details(name_value_pair=[ncmec.NameValuePair(name="Make", value="Example")])],
        )
        await client.file_info(said)
        done = await client.finish(number)
        assert done.file_ids == [sent.file_id]
        codes = {"finished again": await refused(client.finish(number)), "no such": await refused(client.finish(5))}
        other = int((await client.submit(report())).report_id or 0)
        await client.retract(other)
        codes["retracted"] = await refused(client.upload(other, CONTENT))
    async with ncmec.CyberTiplineClient(username=username, password="wrong", base_url=address) as stranger:
        codes["stranger"] = await refused(stranger.status())
    print(json.dumps({"report": str(number), "retracted": str(other), "codes": codes}))


async def refused(asked: object) -> int:
    """The code with which a request is refused; its `Request-ID` must come with it."""
    try:
        await asked  # type: ignore[misc]  # a coroutine of the library
    except ncmec.ApiError as error:
        assert error.request_id
        return int(error.response_code)
    raise AssertionError("this should have been refused")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
