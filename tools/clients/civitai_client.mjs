// Reports with the library `@civitai/cybertipline-tools`, as a service that uses it does. Run by `tools/real_clients.py`
// alone, in a folder where the library is installed.
import assert from "node:assert";
import { createHash } from "node:crypto";
import { Client, Environment, FileRelevance, IncidentType } from "@civitai/cybertipline-tools";

const [address, username, password] = process.argv.slice(2);
const client = new Client({ environment: Environment.Testing, credentials: { username, password } });
client.baseUrl = address;
const content = "an invented file, of words alone\n".repeat(3);
const report = {
  incidentSummary: { incidentType: IncidentType.ChildPornography, incidentDateTime: new Date("2026-01-02T03:04:05Z") },
  internetDetails: [{ chatImIncident: { chatClient: "Example Chat" } }],
  reporter: { reportingPerson: { firstName: "In", lastName: "Vented", email: [{ email: "trust@chat.example" }] } },
  personOrUserReported: {
    espIdentifier: "u-civitai",
    screenName: "invented_user",
    ipCaptureEvent: [{ ipAddress: "203.0.113.7", eventName: "Login", dateTime: new Date("2026-01-02T03:04:05Z") }],
  },
  additionalInfo: "Invented.",
};
const refused = async (asked) => {
  try {
    await asked;
  } catch (error) {
    return error.message;
  }
  throw new Error("this should have been refused");
};

await client.getStatus();
const number = (await client.submitReport(report)).data.reportId;
const sent = (await client.uploadFile({ id: number, file: new File([content], "invented.txt") })).data;
assert.equal(sent.hash, createHash("md5").update(content).digest("hex"));
await client.submitFileDetails({
  reportId: Number(number),
  fileId: sent.fileId,
  fileName: "invented.txt",
  fileRelevance: FileRelevance.Reported,
  fileViewedByEsp: true,
});
await client.finishReport({ id: number });
const other = (await client.submitReport(report)).data.reportId;
await client.cancelReport({ id: other });
const codes = { "no such": await refused(client.cancelReport({ id: 5 })) };
console.log(JSON.stringify({ report: String(number), retracted: String(other), codes }));
