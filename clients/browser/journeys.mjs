// What people come for, as steps. Each runs without JavaScript and with it.
//
//   ["as", name]             goes on as somebody else of the cast
//   ["go", path]             opens an address; with a number, that status is expected
//   ["follow", link]         follows a link by its words
//   ["press", button]        presses a button by its words
//   ["open", words]          unfolds what is folded
//   ["fill", label, text]    types into a field
//   ["choose", label, words] picks from a list
//   ["tick", label]          ticks a box or picks one of several
//   ["upload", label, file]  gives a file: { name, mimeType, buffer }
//   ["see", words]           the words are on the page
//   ["until", words]         the words come after reloading, since a job makes them
//   ["keep", name]           remembers the address
//
// Words are strings (a part is enough) or regular expressions. What stands in a step as a function gets `{ mode, things, kept }`:
// the mode differs between runs, `things` exist, `kept` are the addresses that were remembered.
import { READER } from "./pages.mjs";
import { eventFile } from "./site.mjs";

const CIRCLE = "Response Teams of Both Banks";
const FOUND = "Calls from 198.51.100.44, link hxxps://control-room[.]example/update, sender desk@control-room.example";

const titled = (words) => ({ mode }) => `${words}, ${mode}`;

/** A draft with attributes out of a text, shared with a circle. */
const shared = (title) => [
  ["go", "/threats/events"],
  ["follow", "New event"],
  ["fill", /^title/i, title],
  ["choose", "TLP", "TLP:AMBER"],
  ["press", "Create draft"],
  ["see", "The draft is there"],
  ["follow", "Add many"],
  ["fill", /^text/i, FOUND],
  ["press", "Find indicators"],
  ["see", "This is set aside for documentation"],
  ["tick", "198.51.100.44"],
  ["tick", "https://control-room.example/update"],
  ["press", "Add what is chosen"],
  ["see", "2 attributes are added."],
  ["follow", /^publish/i],
  ["choose", "Audience", `Trust circle ${CIRCLE}`],
  ["press", "Preview"],
  ["see", "Agence de sécurité numérique de Corvenne"],
  ["press", /^publish$/i],
  ["see", /published\./i],
  ["see", title],
  ["keep", "event"],
];

export const journeys = [
  {
    name: "from home to an event, by a filtered list",
    as: READER,
    steps: [
      ["go", "/"],
      ["see", "Your day"],
      ["go", "/threats/events"],
      ["fill", "Words or value", ({ things }) => things.word],
      ["choose", "State", "Published"],
      ["press", "Apply"],
      ["see", "Filtered by"],
      ["follow", ({ things }) => things.title],
      ["see", /who sees this/i],
      ["see", "History"],
    ],
  },
  {
    name: "a long list is paged",
    as: "anna",
    steps: [
      ["go", "/threats/import"],
      ["upload", "Files", ({ mode }) => eventFile(...Array.from({ length: 60 }, (_, n) => `Scan ${n + 1} of the meters, ${mode}`))],
      ["press", "Import"],
      ["until", "Import done"],
      ["go", ({ mode }) => `/threats/events?q=${encodeURIComponent(`"${mode}"`)}`],
      ["see", /^\d+\+? events$/],
      ["follow", "Older"],
      ["see", ({ mode }) => `of the meters, ${mode}`],
      ["follow", "Newer"],
      ["see", /^\d+\+? events$/],
    ],
  },
  {
    name: "a value is looked up",
    as: READER,
    steps: [
      ["go", "/threats/events"],
      ["follow", "Look values up"],
      ["fill", "One value on a line", ({ things }) => `${things.value}\nnowhere-else.example`],
      ["press", "Look up"],
      ["see", "1 of 2 values are known"],
      ["follow", ({ things }) => things.value],
      ["see", "Everything that you may know of it"],
      ["see", /occurrences?/],
    ],
  },
  {
    name: "words are searched",
    as: READER,
    steps: [
      ["go", "/search"],
      ["fill", /words, a value or a uuid/i, ({ things }) => things.word],
      ["press", "Apply"],
      ["see", /records?$/],
      ["follow", ({ things }) => things.title],
      ["see", "History"],
    ],
  },
  {
    name: "an event is discussed and a sighting added",
    as: "tomas",
    steps: [
      ["go", ({ things }) => `/threats/events/${things.open}`],
      ["fill", "Your remark", titled("We have seen nothing of it")],
      ["press", /^send$/i],
      ["see", "Your remark is there"],
      ["see", titled("We have seen nothing of it")],
      ["open", /^report$/i],
      ["press", "We saw it"],
      ["see", "Your sighting is recorded"],
      ["see", /seen (once|\d+ times)/],
    ],
  },
  {
    name: "an event is written, shared with a circle, read there and nowhere else",
    as: READER,
    steps: [
      ...shared(titled("Suspicious calls to the control room")),
      ["as", "camille"],
      ["go", ({ kept }) => kept.event],
      ["see", titled("Suspicious calls to the control room")],
      ["see", "198.51.100.44"],
      ["as", "anna"],
      ["go", ({ kept }) => kept.event, 404],
    ],
  },
  {
    name: "an event is recalled",
    as: READER,
    steps: [
      ...shared(titled("False alarm at the weir")),
      ["follow", /^recall/i],
      ["fill", "Reason", "The address is that of the maintenance firm. Please unblock it."],
      ["press", "Recall this event"],
      ["see", "This event was recalled"],
      ["as", "camille"],
      ["go", ({ kept }) => kept.event],
      ["see", "The address is that of the maintenance firm"],
    ],
  },
  {
    name: "an event comes in as a file",
    as: READER,
    steps: [
      ["go", "/threats/events"],
      ["follow", "Import"],
      ["upload", "Files", ({ mode }) => eventFile(`Meter malware, ${mode}`)],
      ["tick", "The whole community"],
      ["press", "Import"],
      ["until", "Import done"],
      ["follow", titled("Meter malware")],
      ["see", "meter-update.example"],
      ["see", "Harbour Water Works"],
    ],
  },
  {
    name: "the language is changed",
    as: "lea",
    steps: [
      ["go", "/"],
      ["open", "Language and theme"],
      ["press", "Français"],
      ["see", "Votre journée"],
      ["open", "Langue et thème"],
      ["press", "English"],
      ["see", "Your day"],
    ],
  },
  {
    name: "a key for a program is made",
    as: "anna",
    steps: [
      ["go", "/members/me/keys"],
      ["fill", /^name/i, titled("Sensor")],
      ["tick", /^read$/i],
      ["press", "Make the key"],
      ["see", "it is shown this once"],
      ["see", /belfry_\w+/],
      ["follow", "I have copied it"],
      ["see", titled("Sensor")],
    ],
  },
  {
    name: "a circle is founded and joined",
    as: "sofia",
    steps: [
      ["go", "/members/circles"],
      ["follow", "Found a circle"],
      ["fill", /^name/i, titled("Locks and Weirs")],
      ["fill", /^purpose/i, "Warnings among those who run locks and weirs."],
      ["tick", "TLP:AMBER"],
      ["press", "Found the circle"],
      ["see", "The circle is founded"],
      ["follow", "Invite an organisation"],
      ["choose", /^organisation/i, "CSIRT Tervald"],
      ["press", "Invite"],
      ["see", "CSIRT Tervald is invited"],
      ["as", READER],
      ["go", "/members/circles"],
      ["see", titled("Locks and Weirs")],
      ["press", "Accept and join"],
      ["see", "Your organisation has joined the circle"],
    ],
  },
];
