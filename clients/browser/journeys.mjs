// What people come for, as steps. Each runs without JavaScript and with it.
//
//   ["go", path]             opens an address
//   ["follow", link]         follows a link by its words
//   ["press", button]        presses a button by its words
//   ["fill", label, text]    types into a field
//   ["choose", label, words] picks from a list
//   ["tick", label]          ticks a box or picks one of several
//   ["upload", label, file]  gives a file: { name, mimeType, buffer }
//   ["see", words]           the words are on the page
//   ["until", words]         the words come after reloading, since a job makes them
//
// Words are strings (a part is enough) or regular expressions. A step that holds a function gets `{ mode }`, which differs between runs.
import { randomUUID } from "node:crypto";
import { READER } from "./pages.mjs";

/** A small event of our own making, new each time. */
export function eventFile(title) {
  const now = String(Math.floor(Date.now() / 1000));
  const same = { to_ids: true, timestamp: now, distribution: "5" };
  const attribute = (type, category, value) => ({ uuid: randomUUID(), type, category, value, ...same });
  const event = {
    uuid: randomUUID(),
    info: title,
    date: new Date().toISOString().slice(0, 10),
    threat_level_id: "2",
    analysis: "1",
    distribution: "1",
    published: true,
    timestamp: now,
    Orgc: { uuid: randomUUID(), name: "Harbour Water Works" },
    Tag: [{ name: "tlp:amber" }],
    Attribute: [
      attribute("domain", "Network activity", "meter-update.example"),
      attribute("ip-dst", "Network activity", "198.51.100.23"),
      attribute("sha256", "Payload delivery", "6f".repeat(32)),
    ],
  };
  return { name: "event.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ Event: event })) };
}

export const journeys = [
  {
    name: "from home to an event",
    as: READER,
    steps: [["go", "/"], ["go", "/threats/events"], ["see", /events/i], ["open-first"], ["see", /who sees this/i]],
  },
  {
    name: "an event comes in as a file",
    as: READER,
    steps: [
      ["go", "/threats/import"],
      ["upload", /file/i, ({ mode }) => eventFile(`Meter malware, ${mode}`)],
      ["press", /import/i],
      ["until", ({ mode }) => `Meter malware, ${mode}`],
    ],
  },
  {
    name: "a value is looked up",
    as: READER,
    steps: [["go", "/search"], ["fill", /search/i, "meter-update.example"], ["press", /search/i], ["see", "meter-update.example"]],
  },
  {
    name: "an event is written and published",
    as: READER,
    steps: [
      ["go", "/threats/events/new"],
      ["fill", /title/i, ({ mode }) => `Suspicious calls to the control room, ${mode}`],
      ["press", /save|create/i],
      ["see", ({ mode }) => `Suspicious calls to the control room, ${mode}`],
      ["follow", /publish/i],
      ["see", /who will see this/i],
      ["press", /publish/i],
      ["see", /published/i],
    ],
  },
];
