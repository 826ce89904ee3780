// Every kind of page: its name, who opens it (a word of the role, or nobody), and its path. Add a line with each new page.
// A path that needs something that exists is a function, which gets what `found` brings from the API.
import { ask, person } from "./site.mjs";

export const READER = "analyst";

export const pages = [
  { name: "sign-in", path: "/sign-in" },
  { name: "not-found", path: "/there-is-nothing-here", as: READER, status: 404 },
  { name: "home", path: "/", as: READER },
  { name: "search", path: "/search?q=bank", as: READER },
  { name: "style", path: "/style", as: READER },
  { name: "events", path: "/threats/events", as: READER },
  { name: "event", path: ({ event }) => `/threats/events/${event}`, as: READER },
  { name: "event-edit", path: ({ event }) => `/threats/events/${event}/edit`, as: READER },
  { name: "event-new", path: "/threats/events/new", as: READER },
  { name: "import", path: "/threats/import", as: READER },
  { name: "value", path: ({ value }) => `/threats/values?value=${encodeURIComponent(value)}`, as: READER },
  { name: "circles", path: "/members/circles", as: READER },
  { name: "settings", path: "/members/settings", as: READER },
];

/** Something of each kind that the reader may see. */
export async function found() {
  const who = person(READER);
  const [event] = (await ask(who, "/api/v1/threats/events")).items;
  const whole = await ask(who, `/api/v1/threats/events/${event.uuid}?format=misp`);
  const { Attribute: attributes = [] } = whole.Event;
  return { event: event.uuid, value: attributes[0]?.value ?? "192.0.2.1" };
}

export const pathOf = (page, things) => (typeof page.path === "function" ? page.path(things) : page.path);
