// Every kind of page: its name, who opens it (the given name of someone of the cast, or nobody), and its path. Add a line with
// each new page. A path that needs something that exists is a function, which gets what `found` brings. Pages that answer a form
// have `then`, which fills and sends it.
import { address, ask, eventFile, person, signIn } from "./site.mjs";

/** An analyst of a CSIRT: writes, shares, leads a circle, administers the organisation. */
export const READER = "mira";
/** Who runs the platform. */
const RUNNER = "petra";

const TEXT = "Seen at 198.51.100.77 and hxxps://meter-update[.]example/login, file 6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f6f";
const ROWS = "value,remark\n198.51.100.78,seen twice\nrelay.meter-update.example,\nnot a value at all,\n";

const main = (page) => page.getByRole("main");
const press = async (page, words) => {
  const answer = page.waitForEvent("domcontentloaded");
  await main(page).getByRole("button", { name: words }).first().click();
  await answer;
};

/** Fills the page's big text field and sends it. */
const sends = (label, text, words) => async (page) => {
  await main(page).getByLabel(label).first().fill(text);
  await press(page, words);
};

const asTable = sends(/rows out of a spreadsheet/i, ROWS, /continue/i);

/** Puts a file beside a record, which leads to the document's page. */
const addsDocument = async (page) => {
  await main(page).getByLabel("Title").fill("Minutes of the call");
  const file = { name: "minutes.txt", mimeType: "text/plain", buffer: Buffer.from("Nobody was hurt.") };
  await main(page).getByLabel("File", { exact: true }).setInputFiles(file);
  await press(page, /^add it/i);
};

/** Three answers and a button. */
const warns = async (page) => {
  await main(page).getByLabel(/What is happening/).fill("A substation is dark. Nobody knows why.");
  for (const group of [/malicious act/, /across borders/]) {
    await main(page).getByRole("group", { name: group }).getByLabel("Not known yet").check();
  }
  await press(page, /send the early warning/i);
};

const ofEvent = (name, rest) => ({ name, path: ({ own }) => `/threats/events/${own}${rest}`, as: READER });
const ofReader = (name, path) => ({ name, path, as: READER });

export const pages = [
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in-refused", path: "/sign-in", then: (page) => press(page, /^sign in/i), status: 422 },
  { name: "forgotten", path: "/sign-in/forgotten" },
  { name: "spent-invitation", path: "/invitation/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", status: 410 },
  { name: "accessibility", path: "/accessibility" },
  { name: "not-found", path: "/there-is-nothing-here", as: READER, status: 404 },
  { name: "forbidden", path: "/members/organisations/new", as: "bruno", status: 403 },
  ofReader("style", "/style"),

  ofReader("home", "/"),
  { name: "home-reader", path: "/", as: "bruno" },
  ofReader("activity", "/desk/activity"),
  ofReader("activity-each", "/desk/activity?each=yes&state=unread"),
  ofReader("activity-none", "/desk/activity?word=identity.circle-closed"),
  ofReader("agenda", "/desk/agenda"),
  ofReader("agenda-ended", "/desk/agenda?state=ended"),
  ofReader("agenda-new", "/desk/agenda/new"),
  { name: "agenda-new-refused", path: "/desk/agenda/new", as: READER, then: (page) => press(page, /add it/i), status: 422 },
  ofReader("obligation", ({ obligation }) => obligation),
  ofReader("calendar", "/desk/calendar"),
  {
    name: "calendar-made",
    path: "/desk/calendar",
    as: "jonas",
    then: async (page) => {
      await main(page).getByLabel(/^for/i).fill("Phone");
      await press(page, /make the link/i);
    },
  },
  ofReader("announcements", "/desk/announcements"),
  ofReader("announcements-past", "/desk/announcements?state=past"),
  ofReader("announcement", ({ announcement }) => announcement),
  { name: "announcement-own", path: ({ announcement }) => announcement, as: RUNNER },
  { name: "announcement-edit", path: ({ announcement }) => `${announcement}/edit`, as: RUNNER },
  { name: "announcement-new", path: "/desk/announcements/new", as: RUNNER },
  {
    name: "announcement-new-preview",
    path: "/desk/announcements/new",
    as: RUNNER,
    then: async (page) => {
      await main(page).getByLabel("To", { exact: true }).selectOption({ label: "The whole community" });
      await main(page).getByLabel("Title").fill("Keys at the gate");
      await main(page).getByLabel("Text").fill("Ask for **gate 3**.");
      await press(page, /preview who gets it/i);
    },
  },
  ofReader("search-empty", "/search"),
  ofReader("search", "/search?q=ostrel"),
  ofReader("search-facets", "/search?q=e*&kind=threats-event&from=2020-01-01"),
  ofReader("go", "/go"),
  ofReader("go-typed", "/go?q=a"),
  ofReader("search-none", "/search?q=zzzzzzzz"),

  ofReader("incidents", "/incidents"),
  ofReader("incidents-none", "/incidents?q=zzzzzzzz"),
  ofReader("incident-new", "/incidents/records/new"),
  { name: "incident-new-refused", path: "/incidents/records/new", as: READER, then: (page) => press(page, /^keep/i), status: 422 },
  { name: "warn", path: "/warn", as: "tomas" },
  { name: "warn-refused", path: "/incidents/warn", as: "tomas", then: (page) => press(page, /send the early warning/i), status: 422 },
  { name: "receipt", path: "/incidents/warn", as: "anna", then: warns },
  {
    name: "incident",
    path: "/incidents/warn",
    as: "anna",
    then: async (page) => {
      await warns(page);
      await main(page).getByRole("link", { name: "A substation is dark" }).first().click();
    },
  },
  {
    name: "notification",
    path: "/incidents/warn",
    as: "anna",
    then: async (page) => {
      await warns(page);
      await main(page).getByRole("link", { name: /open the notification/i }).first().click();
    },
  },
  {
    name: "step",
    path: "/incidents/warn",
    as: "anna",
    then: async (page) => {
      await warns(page);
      await main(page).getByRole("link", { name: "Incident notification" }).first().click();
    },
  },
  {
    name: "incident-moment-refused",
    path: "/incidents/warn",
    as: "anna",
    then: async (page) => {
      await warns(page);
      await main(page).getByRole("link", { name: "A substation is dark" }).first().click();
      await main(page).locator("summary").filter({ hasText: "Add what happened" }).click();
      await press(page, /^add$/i);
    },
    status: 422,
  },
  {
    name: "notification-unsent",
    path: "/incidents/warn",
    as: "anna",
    then: async (page) => {
      await warns(page);
      await main(page).getByRole("link", { name: "A substation is dark" }).first().click();
      await main(page).getByRole("link", { name: /^notify/i }).first().click();
      await main(page).getByLabel(/^NIS1/).check();
      await press(page, /^go on/i);
      await main(page).getByRole("link", { name: /open the notification/i }).last().click();
    },
  },
  ofReader("notified", "/incidents/inbox"),
  ofReader("notified-filtered", "/incidents/inbox?state=accepted&sector=energy"),
  { name: "routes", path: "/incidents/routes", as: "viktor" },

  ofReader("events", "/threats/events"),
  ofReader("events-filtered", "/threats/events?q=e*&tlp=amber&state=published"),
  ofReader("events-none", "/threats/events?q=zzzzzzzz"),
  { name: "event", path: ({ event }) => `/threats/events/${event}`, as: READER },
  ofEvent("event-own", ""),
  { name: "event-recalled", path: ({ recalled }) => `/threats/events/${recalled}`, as: READER },
  ofReader("event-new", "/threats/events/new"),
  { name: "event-new-refused", path: "/threats/events/new", as: READER, then: (page) => press(page, /create draft/i), status: 422 },
  ofEvent("event-edit", "/edit"),
  ofEvent("event-publish", "/publish"),
  {
    ...ofEvent("event-publish-conflict", "/publish"),
    then: async (page) => {
      await main(page).getByLabel("Audience").selectOption({ label: "The whole community" });
      await main(page).getByLabel("TLP").selectOption({ label: "TLP:RED" });
      await press(page, /^preview/i);
    },
  },
  ofEvent("event-recall", "/recall"),
  ofEvent("event-export", "/export"),
  ofEvent("event-delete", "/delete"),
  ofEvent("event-disclosures", "/disclosures"),
  ofEvent("discussion", "/discussion"),
  ofEvent("document-new", "/documents/new"),
  { ...ofEvent("document-new-refused", "/documents/new"), then: (page) => press(page, /^add it/i), status: 422 },
  { ...ofEvent("document", "/documents/new"), then: addsDocument },
  ofEvent("event-report", "/reports/new"),
  ofEvent("object-file", "/objects/file"),
  ofEvent("attribute-add", "/attributes/add"),
  ofEvent("attribute-paste", "/attributes/paste"),
  { ...ofEvent("attribute-accept", "/attributes/paste"), then: sends(/^text/i, TEXT, /find indicators/i) },
  { name: "attribute-edit", path: ({ own, attribute }) => `/threats/events/${own}/attributes/${attribute}/edit`, as: READER },

  ofReader("import-files", "/threats/import"),
  ofReader("import-paste", "/threats/import?how=paste"),
  ofReader("import-table", "/threats/import?how=table"),
  { name: "import-accept", path: "/threats/import?how=paste", as: READER, then: sends(/^text/i, TEXT, /continue/i) },
  { name: "import-columns", path: "/threats/import?how=table", as: READER, then: asTable },
  {
    name: "import-preview",
    path: "/threats/import?how=table",
    as: READER,
    then: async (page) => {
      await asTable(page);
      await press(page, /^preview/i);
    },
  },
  { name: "import-result", path: ({ job }) => `/threats/import/${job}`, as: READER },

  ofReader("values", "/threats/values"),
  { name: "value", path: ({ value }) => `/threats/values?value=${encodeURIComponent(value)}`, as: READER },
  ofReader("value-unknown", "/threats/values?value=unknown.example"),
  {
    name: "values-many",
    path: "/threats/values",
    as: READER,
    then: (page, { value }) => sends(/one value on a line/i, `${value}\nunknown.example`, /look up/i)(page),
  },
  ofReader("vocabularies", "/threats/vocabularies"),
  { name: "vocabulary", path: ({ vocabulary }) => vocabulary, as: READER },

  ofReader("circles", "/members/circles"),
  ofReader("circle-new", "/members/circles/new"),
  { name: "circle", path: ({ circle }) => circle, as: READER },
  { name: "circle-edit", path: ({ circle }) => `${circle}/edit`, as: READER },
  { name: "circle-invite", path: ({ circle }) => `${circle}/invite`, as: READER },
  { name: "circle-rules", path: ({ circle }) => `${circle}/rules`, as: READER },
  { name: "circle-rule-new", path: ({ circle }) => `${circle}/rules?kind=member-sectors`, as: READER },
  { name: "circle-audit", path: ({ circle }) => `${circle}/audit`, as: READER },
  ofReader("arrangements", "/members/arrangements"),
  { name: "arrangements-authority", path: "/members/arrangements", as: "viktor" },
  { name: "organisation-rules", path: ({ organisation }) => `${organisation}/rules`, as: READER },
  ofReader("organisations", "/members/organisations"),
  ofReader("organisations-filtered", "/members/organisations?country=XT&sector=energy"),
  ofReader("organisations-chart", "/members/organisations/chart"),
  ofReader("record", ({ organisation }) => `${organisation}/record`),
  ...["address", "activity", "size", "network", "contacts", "keys", "control", "cases"].map((section) =>
    ofReader(`record-${section}`, ({ organisation }) => `${organisation}/record/${section}`),
  ),
  ofReader("record-registration", ({ organisation }) => `${organisation}/registration`),
  ofReader("record-history", ({ organisation }) => `${organisation}/history`),
  ofReader("record-profile", ({ organisation }) => `${organisation}/profile`),
  { name: "register", path: "/members/register", as: "viktor" },
  { name: "apply", path: "/apply" },
  { name: "apply-classified", path: "/apply?sector=banking&type=&staff=300&turnover=&balance=&asked=1" },
  { name: "apply-refused", path: "/apply", then: (page) => press(page, /^send/i), status: 422 },
  { name: "join", path: "/join" },
  ofReader("classified", "/classify?sector=banking&type=&staff=300&turnover=&balance=&asked=1"),
  { name: "applications", path: "/members/applications", as: RUNNER },
  { name: "application", path: ({ application }) => application, as: "viktor" },
  { name: "application-asked", path: ({ asked }) => asked, as: "viktor" },
  { name: "circles-filtered", path: "/members/circles?standing=member", as: READER },
  { name: "register-import", path: "/members/register/import", as: "viktor" },
  { name: "classify", path: "/classify" },
  { name: "classify-type", path: "/classify?sector=energy" },
  { name: "classify-figures", path: "/classify?sector=banking&type=" },
  { name: "classify-special", path: "/classify?sector=banking&type=&staff=300&turnover=&balance=" },
  { name: "classify-answer", path: "/classify?sector=banking&type=&staff=300&turnover=&balance=&asked=1" },
  { name: "organisation", path: ({ organisation }) => organisation, as: READER },
  { name: "organisation-new", path: "/members/organisations/new", as: RUNNER },
  { name: "organisation-edit", path: ({ organisation }) => `${organisation}/edit`, as: READER },
  { name: "organisation-people", path: ({ organisation }) => `${organisation}/people`, as: READER },
  { name: "organisation-invite", path: ({ organisation }) => `${organisation}/invite`, as: READER },
  ofReader("roles", "/members/roles"),
  { name: "roles-factors", path: "/members/roles/factors", as: RUNNER },
  ofReader("me", "/members/me"),
  ofReader("me-address", "/members/me/address"),
  ofReader("me-security", "/members/me/security"),
  ofReader("me-security-totp", "/members/me/security/totp"),
  ofReader("me-password", "/members/me/password"),
  ofReader("me-sessions", "/members/me/sessions"),
  ofReader("me-keys", "/members/me/keys"),
  {
    name: "me-key-made",
    path: "/members/me/keys",
    as: "tomas",
    then: async (page) => {
      await main(page).getByLabel(/^name/i).fill("Sensor in the pump house");
      await main(page).getByLabel(/^read$/i).check();
      await press(page, /make the key/i);
    },
  },
  ofReader("me-notifications", "/members/me/notifications"),
  ofReader("me-views", "/members/me/views"),
  ofReader("me-data", "/members/me/data"),
  { name: "platform", path: "/members/platform", as: RUNNER },
  { name: "platform-people", path: "/members/platform/people", as: RUNNER },
  { name: "platform-organisations", path: "/members/platform/organisations", as: RUNNER },
  { name: "platform-jobs", path: "/members/platform/jobs", as: RUNNER },
  { name: "platform-settings", path: "/members/platform/settings", as: RUNNER },
  { name: "platform-ledger", path: "/members/platform/ledger", as: RUNNER },
];

/** Events and a value that the reader may see. */
export async function things() {
  const who = person(READER);
  const list = async (query) => (await ask(who, `/api/v1/threats/events?${query}`)).items;
  const [own] = (await list("state=published")).filter((event) => event.owner === who.organisation && event.attributes > 1);
  const [recalled] = await list("state=recalled");
  const others = (await list("state=published")).filter((event) => event.owner !== who.organisation && event.attributes > 3);
  const [open] = others.filter((event) => event.tlp === "green" || event.tlp === "clear");
  const { Event: whole } = await ask(who, `/api/v1/threats/events/${own.uuid}?format=misp`);
  const [{ uuid: attribute, value }] = whole.Attribute;
  const { uuid: event, title } = others[0];
  const word = title.split(" ").reduce((long, next) => (next.length > long.length ? next : long));
  return { event, title, word, own: own.uuid, recalled: recalled.uuid, open: open.uuid, attribute, value };
}

/** Something of each kind that the reader may see. */
export async function found(browser) {
  const who = person(READER);
  const page = await browser.newPage({ locale: "en-GB" });
  try {
    await signIn(page, who);
    return {
      ...(await things()),
      circle: await ownCircle(page),
      organisation: await first(page, `/members/organisations?q=${encodeURIComponent(who.organisation)}`, "a.row-link"),
      vocabulary: await first(page, "/threats/vocabularies", 'a[href^="/threats/vocabularies/"]'),
      obligation: await first(page, "/desk/agenda", '.link-list a[href^="/desk/agenda/"]'),
      announcement: await announced(page),
      job: await imported(who),
      ...(await applications(browser)),
      ...(await surveys(browser)),
      ...(await reports(browser)),
      ...(await practices(browser)),
      ...(await shared(browser)),
      ...(await assessments(browser)),
    };
  } finally {
    await page.close();
  }
}

/** Where the first of these links of a page leads. */
async function first(page, path, links) {
  await page.goto(address(path));
  const link = main(page).locator(links).first();
  return (await link.count()) > 0 ? link.getAttribute("href") : "/no-such-link";
}

/** What the platform's own administrator announces. */
async function announced(page) {
  await page.goto(address("/desk/announcements"));
  const link = main(page).getByRole("link", { name: /^maintenance on sunday/i }).first();
  return (await link.count()) > 0 ? link.getAttribute("href") : "/no-such-link";
}

/** An application that waits for an answer of the authority, and one that waits for the applicant's. */
async function applications(browser) {
  const page = await browser.newPage({ locale: "en-GB" });
  try {
    await signIn(page, person("viktor"));
    const told = async (name) => {
      await page.goto(address("/members/applications?state=all"));
      return main(page).locator("a.row-link").filter({ hasText: name }).first().getAttribute("href");
    };
    return { application: await told("Ferrow Waste Water Works"), asked: await told("North Quay Freight") };
  } finally {
    await page.close();
  }
}

/** A circle that the reader steers. */
async function ownCircle(page) {
  await page.goto(address("/members/circles"));
  const circles = await main(page).locator("a.row-link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const circle of circles) {
    if ((await page.request.get(address(`${circle}/edit`))).ok()) return circle;
  }
  throw new Error("the reader steers no circle");
}

/** An import that is done. */
async function imported(who) {
  const { name, buffer } = eventFile("Forged invoices for spare parts");
  const headers = { authorization: `Bearer ${who.api_key}`, "content-type": "application/json" };
  const sent = await fetch(address("/api/v1/threats/import"), { method: "POST", headers, body: buffer });
  if (!sent.ok) throw new Error(`${name} was refused: ${sent.status} ${await sent.text()}`);
  const { job } = await sent.json();
  for (let tries = 0; tries < 100; tries += 1) {
    const { state } = await ask(who, `/api/v1/threats/import/${job}`);
    if (state === "done") return job;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the import ${job} does not end`);
}

export const pathOf = (page, things) => (typeof page.path === "function" ? page.path(things) : page.path);

/** Addresses of the demonstration's surveys and forms. */
let known;

/** Finds them, once. */
export async function surveys(browser) {
  if (known) return known;
  const page = await browser.newPage({ locale: "en-GB" });
  try {
    await signIn(page, person("viktor"));
    // Those of the demonstration: journeys make others meanwhile.
    const told = async (path, title) => {
      await page.goto(address(path));
      return main(page).getByRole("link", { name: title }).first().getAttribute("href");
    };
    const survey = await told("/surveys", /where operators stand, wave 3/);
    const results = await told("/surveys", /where operators stand, wave 2/);
    const link = new URL(await handedOut(page, await told("/surveys", /habits of students, wave 2/))).pathname;
    const students = await told("/surveys", /habits of students$/);
    known = { survey, results, students, link, form: await told("/forms", /How the measures of Article 21 stand/) };
    return known;
  } finally {
    await page.close();
  }
}

/** Everything that is folded away. */
const unfolded = (page) => page.locator("main summary").evaluateAll((all) => all.forEach((one) => one.click()));

/** A scale that does not rise. */
async function refusedScale(page) {
  await page.getByLabel("From", { exact: true }).fill("9");
  await press(page, /^save/i);
}

/** Addresses of the demonstration's reports. */
let volumes;

/** Finds them, once. */
export async function reports(browser) {
  if (volumes) return volumes;
  const page = await browser.newPage({ locale: "en-GB" });
  try {
    await signIn(page, person("ines"));
    await page.goto(address("/insight"));
    const told = (title) => main(page).getByRole("link", { name: title }).first().getAttribute("href");
    const [report, draft] = [await told(/What moved in half a year/), await told(/in preparation/)];
    await page.goto(address(draft));
    const section = await main(page).getByRole("link", { name: "Change", exact: true }).first().getAttribute("href");
    const figure = await main(page).getByRole("link", { name: "Change", exact: true }).nth(1).getAttribute("href");
    volumes = { report, preparing: draft, section, figure };
    return volumes;
  } finally {
    await page.close();
  }
}

const ofInes = (name, path) => ({ name, path, as: "ines" });

/** Addresses of the demonstration's self-assessments. */
let assessed;

/** Finds them, once: one that is signed, one that is a draft, and one that is shown. */
export async function assessments(browser) {
  if (assessed) return assessed;
  const of = async (given, title) => {
    const page = await browser.newPage({ locale: "en-GB" });
    try {
      await signIn(page, person(given));
      await page.goto(address("/surveys/assess"));
      return await main(page).getByRole("link", { name: title }).first().getAttribute("href");
    } finally {
      await page.close();
    }
  };
  assessed = {
    assessment: await of("tomas", /second round/),
    draft: await of("elise", /deuxième évaluation/),
    shared: await of("viktor", /second round/),
  };
  return assessed;
}

/** The address that whoever asks hands out. */
async function handedOut(page, survey) {
  await page.goto(address(survey));
  return main(page).locator('a[href*="/surveys/link/"]').first().getAttribute("href");
}

const ofViktor = (name, path) => ({ name, path, as: "viktor" });
const ofTomas = (name, path) => ({ name, path, as: "tomas" });

pages.push(
  ofTomas("catalogue", "/catalogue"),
  ofTomas("framework", "/catalogue/regulation-2024-2690"),
  ofTomas("framework-long", "/catalogue/csirt-maturity"),
  { name: "catalogue-import", path: "/catalogue/import", as: RUNNER },
  {
    name: "catalogue-import-refused",
    path: "/catalogue/import",
    as: RUNNER,
    then: (page) => press(page, /^bring it in/i),
    status: 422,
  },
  { name: "assessments", path: "/surveys/assess", as: "tomas" },
  { name: "assessments-shown", path: "/surveys/assess", as: "viktor" },
  { name: "assessments-none", path: "/surveys/assess", as: "bruno" },
  { name: "assessment", path: ({ assessment }) => assessment, as: "tomas" },
  { name: "assessment-draft", path: ({ draft }) => draft, as: "elise" },
  { name: "assessment-edit", path: ({ draft }) => `${draft}/edit`, as: "elise" },
  { name: "assessment-new", path: "/surveys/assess/new", as: "tomas" },
  { name: "assessment-share", path: ({ assessment }) => `${assessment}/share`, as: "tomas" },
  { name: "assessment-shared", path: ({ shared }) => shared, as: "viktor" },
  ofTomas("implementation", "/surveys/implementation"),
  ofTomas("implementation-cell", "/surveys/implementation?framework=nis2-article-21%3A1&item=21.2.b&country=XT"),
  ofTomas("implementation-none", "/surveys/implementation?framework=small-firms%3A1"),
  ofViktor("implementation-record", "/surveys/implementation/record?framework=nis2-article-21:1&code=21.2.b&sector=energy"),
  ofViktor("instruments", "/forms/instruments"),
  ofTomas("surveys", "/surveys"),
  ofViktor("forms", "/forms"),
  ofViktor("form-new", "/forms/new"),
  ofViktor("form-import", "/forms/import"),
  { ...ofViktor("form-import-refused", "/forms/import"), then: (page) => press(page, /^import/i), status: 422 },
  ofViktor("form", ({ form }) => form),
  ofViktor("form-edit", ({ form }) => `${form}/edit`),
  ofViktor("form-question", ({ form }) => `${form}/edit/m_d`),
  { ...ofViktor("form-question-rare", ({ form }) => `${form}/edit/m_d`), then: unfolded },
  { ...ofViktor("form-question-refused", ({ form }) => `${form}/edit/exchange`), then: refusedScale, status: 422 },
  ofViktor("form-preview", ({ form }) => `${form}/preview?lang=fr`),
  ofViktor("survey-new", "/surveys/campaigns/new"),
  { ...ofViktor("survey-new-refused", "/surveys/campaigns/new"), then: (page) => press(page, /keep the draft/i), status: 422 },
  ofViktor("survey-desk", ({ survey }) => survey),
  ofTomas("survey", ({ survey }) => survey),
  ofTomas("survey-answer", ({ survey }) => `${survey}/answer?page=2`),
  ofTomas("survey-review", ({ survey }) => `${survey}/answer/review`),
  { name: "survey-link", path: ({ link }) => link },
  { name: "survey-link-done", path: ({ link }) => `${link}?done=yes` },
  ofViktor("survey-coding", ({ results }) => `${results}/coding`),
  ofViktor("survey-coding-code", ({ students }) => `${students}/coding/wish`),
  ofTomas("survey-results", ({ results }) => `${results}/results`),
  ofTomas("survey-results-question", ({ results }) => `${results}/results/q/m_d?by=sector`),
  ofTomas("survey-results-number", ({ results }) => `${results}/results/q/hours?by=kind`),
  ofTomas("survey-results-all", ({ results }) => `${results}/results/all?by=sector`),
);

pages.push(
  ofInes("reports", "/insight"),
  ofInes("report-new", "/insight/reports/new"),
  { ...ofInes("report-new-refused", "/insight/reports/new"), then: (page) => press(page, /begin the draft/i), status: 422 },
  ofTomas("report", ({ report }) => report),
  ofTomas("report-check", ({ report }) => `${report}/check`),
  ofInes("report-draft", ({ preparing }) => preparing),
  ofInes("report-header", ({ preparing }) => `${preparing}/edit`),
  ofInes("report-section", ({ section }) => section),
  ofInes("report-figure", ({ figure }) => figure),
  ofViktor("insight-desk", "/insight/desk"),
  ofTomas("insight-own", "/insight/own"),
  ofTomas("open-data", "/insight/data"),
  { name: "open-data-everybody", path: "/insight/open" },
);

/** Addresses of the demonstration's practices. */
let practised;

/** Finds them, once. */
export async function practices(browser) {
  if (practised) return practised;
  const page = await browser.newPage({ locale: "en-GB" });
  try {
    await signIn(page, person("sofia"));
    const told = async (path, title) => {
      await page.goto(address(path));
      return main(page).getByRole("link", { name: title }).first().getAttribute("href");
    };
    practised = {
      practice: await told("/practices?q=supplier*", /come in through one door/),
      difficulty: await told("/practices?kind=difficulty", /share one password/),
      sent: await told("/practices/inbox", /alarm of the well/),
      question: await told("/practices/inbox", /^Question about/),
    };
    return practised;
  } finally {
    await page.close();
  }
}

const ofSofia = (name, path) => ({ name, path, as: "sofia" });

pages.push(
  ofTomas("regimes", "/incidents/regimes"),
  ofViktor("figures", "/incidents/figures"),
  ofViktor("statistics", "/incidents/statistics"),
  ofInes("summaries", "/incidents/summaries"),
  ofInes("summary-new", "/incidents/summaries/new"),
  { ...ofInes("summary-made", "/incidents/summaries/new"), then: (page) => press(page, /count and freeze/i) },
  ofTomas("practices", "/practices"),
  ofTomas("practices-filtered", "/practices?kind=quick-win&item=nis2-article-21%2F21.2.g"),
  ofTomas("practices-none", "/practices?q=zzzzzzzz"),
  ofTomas("practice", ({ practice }) => practice),
  ofSofia("practice-of-others", ({ practice }) => practice),
  ofSofia("difficulty", ({ difficulty }) => difficulty),
  ofSofia("practice-new", "/practices/records/new"),
  { ...ofTomas("practice-new-refused", "/practices/records/new"), then: (page) => press(page, /keep the draft/i), status: 422 },
  ofSofia("practice-adopt", ({ practice }) => `${practice}/adopt`),
  ofSofia("practice-endorse", ({ practice }) => `${practice}/endorse`),
  {
    ...ofSofia("practice-endorse-refused", ({ practice }) => `${practice}/endorse`),
    then: (page) => press(page, /endorse it/i),
    status: 422,
  },
  ofSofia("practice-question", ({ practice }) => `${practice}/question`),
  ofTomas("intake", "/practices/report"),
  { ...ofTomas("intake-refused", "/practices/report"), then: (page) => press(page, /send it/i), status: 422 },
  ofTomas("intake-import", "/practices/report/import"),
  ofTomas("intake-mine", "/practices/reports"),
  ofSofia("inbox", "/practices/inbox"),
  ofSofia("inbox-settled", "/practices/inbox?state=settled"),
  ofSofia("intake-report", ({ sent }) => sent),
  ofSofia("intake-question", ({ question }) => question),
  ofTomas("practices-next", "/practices/next"),
  ofTomas("practices-next-found", "/practices/next?items=nis2-article-21%2F21.2.d,nis2-article-21%2F21.2.j&size=medium"),
  ofTomas("practices-next-none", "/practices/next?item=small-firms%2Fnothing"),
);

let sharing;

/** Addresses of the demonstration's incidents, of what came of them elsewhere. */
export async function shared(browser) {
  if (sharing) return sharing;
  const [page, other] = [await browser.newPage({ locale: "en-GB" }), await browser.newPage({ locale: "en-GB" })];
  try {
    await signIn(page, person("tomas"));
    await page.goto(address("/incidents"));
    const incident = await main(page).getByRole("link", { name: /Screens of the north plant/ }).first().getAttribute("href");
    await signIn(other, person("ines"));
    const packageAt = async (way) => {
      await other.goto(address(`/incidents/handovers?way=${way}`));
      return main(other).locator("a.row-link").first().getAttribute("href");
    };
    await page.goto(address(`${incident}/lessons`));
    const proposed = await main(page).locator("a.chip", { hasText: "Proposed" }).first().getAttribute("href");
    await page.goto(address("/incidents/summaries"));
    const summary = await main(page).getByRole("link", { name: /NIS2.*quarter/ }).last().getAttribute("href");
    sharing = { wave: incident, proposed, summary, came: await packageAt("received"), went: await packageAt("sent") };
    return sharing;
  } finally {
    await Promise.all([page.close(), other.close()]);
  }
}

pages.push(
  ofTomas("incident-lessons", ({ wave }) => `${wave}/lessons`),
  ofTomas("incident-share", ({ wave }) => `${wave}/share`),
  ofInes("handovers", "/incidents/handovers"),
  ofInes("handovers-sent", "/incidents/handovers?way=sent"),
  ofInes("handover-received", ({ came }) => came),
  ofInes("handover-sent", ({ went }) => went),
  ofInes("handover-choose", "/incidents/handovers/new"),
  ofInes("handover-receive", "/incidents/handovers/receive"),
  { ...ofInes("handover-receive-refused", "/incidents/handovers/receive"), then: (page) => press(page, /check and take in/i), status: 422 },
  ofInes("handover-keys", "/incidents/handovers/keys"),
  ofInes("ticket-system", "/incidents/channels"),
  { ...ofInes("ticket-system-refused", "/incidents/channels"), then: (page) => press(page, /^add$/i), status: 422 },
);

pages.push(
  ofTomas("summary", ({ summary }) => summary),
  ofInes("summary-own", ({ summary }) => summary),
  ofTomas("framework-of-lessons", "/catalogue/nis2-article-21"),
  ofTomas("question-proposed", ({ proposed }) => proposed),
  ofViktor("question-proposed-of-others", ({ proposed }) => proposed),
  ofViktor("form-proposed", ({ form }) => `${form}/proposed`),
  {
    ...ofTomas("question-propose", "/incidents/records/new"),
    then: async (page) => {
      await main(page).getByLabel("Title").fill("A valve that nobody closed");
      await press(page, /^keep/i);
      await main(page).getByRole("link", { name: /lessons and review/i }).first().click();
      await main(page).locator("summary").filter({ hasText: "Add a lesson" }).click();
      await main(page).getByLabel("Root cause").fill("Nobody owned the valve");
      await main(page).getByLabel(/Question for the next survey/).fill("Who owns your valves?");
      await press(page, /add a lesson/i);
      await main(page).getByRole("link", { name: /propose it to those/i }).first().click();
    },
  },
);
