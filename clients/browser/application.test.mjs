// An organisation that is not here: somebody without an account applies, the authority asks, is answered and accepts, and whoever
// applied administers it. Once without scripts and once with them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Contexts, address, launch, looks, person, signIn } from "./site.mjs";

let browser;
let contexts;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
});
after(() => browser?.close());

const main = (page) => page.getByRole("main");
const press = (page, words) => main(page).getByRole("button", { name: words }).first().click();
const sees = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();

/** Somebody of the cast, or a stranger, in a browser with or without scripts. */
async function desk(name, scripts) {
  const context = await contexts.open(undefined, { ...looks.desk, javaScriptEnabled: scripts });
  const page = await context.newPage();
  if (name) await signIn(page, person(name));
  return page;
}

/** Fills the form of an application. */
async function apply(page, name, email) {
  const fill = (id, text) => main(page).locator(`#f-${id}`).fill(text);
  await fill("name", name);
  await fill("short-name", name);
  await main(page).getByLabel("Kind").selectOption({ label: "Essential or important entity" });
  await main(page).getByLabel("Country").selectOption("XT");
  await main(page).locator("#f-places-0").selectOption("waste-water//waste-water-undertaking");
  await fill("street", "9 Settling Lane");
  await fill("town", "10620 Ferrow");
  await fill("email", "registry@sluice.example");
  await fill("phone", "+999 16 555 0711");
  await fill("staff", "64");
  await fill("turnover", "12 000 000");
  await fill("balance", "31 000 000");
  await fill("person", "Wanda Lisk");
  await fill("mailbox", email);
}

for (const scripts of [false, true]) {
  const mode = scripts ? "with scripts" : "without scripts";

  test(`a stranger applies, is asked, answers, is accepted and administers, ${mode}`, async () => {
    const name = `Sluices of the ${scripts ? "North" : "South"} Bank`;
    const wanda = await desk(undefined, scripts);
    await wanda.goto(address("/sign-in"));
    await wanda.getByRole("link", { name: "Register an organisation that is not here yet" }).click();
    await press(wanda, /^send/i);
    // Nothing was said: the form comes back, with words beside the fields.
    await sees(wanda, /choose the country/i);
    await apply(wanda, name, `wanda.${scripts ? "north" : "south"}@sluice.example`);
    await press(wanda, /^send/i);
    await sees(wanda, "Keep this link");
    await main(wanda).getByRole("link", { name: "To the application" }).click();
    await wanda.waitForURL(/\/apply\/.+/);
    await sees(wanda, "It waits for a decision.");
    const own = wanda.url();

    const viktor = await desk("viktor", scripts);
    await viktor.goto(address("/members/applications?state=submitted"));
    await viktor.getByRole("link", { name }).first().click();
    await sees(viktor, "Important entity");
    await sees(viktor, "Nobody has checked who this is.");
    const page = viktor.url();
    await step(viktor, "ask", "Which of the two banks are your sluices on?");
    await sees(viktor, "The question is sent.");

    await wanda.goto(own);
    await sees(wanda, "Which of the two banks are your sluices on?");
    await main(wanda).getByLabel("Your answer").fill("On both; the control room is in Ferrow.");
    await main(wanda).locator("#f-street").fill("11 Settling Lane");
    await press(wanda, /^send/i);
    await sees(wanda, "It waits for a decision.");

    await viktor.goto(page);
    await sees(viktor, "On both; the control room is in Ferrow.");
    await sees(viktor, "11 Settling Lane");
    await step(viktor, "accept");
    // No mail goes out of the demonstration: the link is handed over.
    await sees(viktor, /shown this once/i);
    const link = (await main(viktor).locator("code").first().textContent()).trim();

    await wanda.goto(own);
    await sees(wanda, "It is accepted.");
    await wanda.goto(link);
    await sees(wanda, name);
    await main(wanda).locator("#f-name").fill("Wanda Lisk");
    await main(wanda).locator("#f-password").fill("eleven settling herons");
    await press(wanda, "Join");
    await wanda.waitForURL((place) => !place.pathname.startsWith("/invitation"));
    await wanda.goto(address(`/members/organisations?q=${encodeURIComponent(name)}`));
    await main(wanda).locator("a.row-link").filter({ hasText: name }).first().click();
    await wanda.waitForURL(/\/members\/organisations\/[0-9a-f-]{36}$/);
    const home = wanda.url();
    await wanda.goto(`${home}/registration`);
    await sees(wanda, "Accepted");
    await wanda.goto(`${home}/people`);
    await sees(wanda, "Wanda Lisk");
    // What is decided is decided.
    await viktor.goto(page);
    assert.equal(await main(viktor).getByRole("button", { name: "Accept" }).count(), 0);
    await wanda.context().close();
    await viktor.context().close();
  });
}

/** Takes the step of an authority whose part of the page unfolds. */
async function step(page, act, text) {
  const part = main(page).locator("details").filter({ has: page.locator(`input[name="act"][value="${act}"]`) });
  if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
  if (text) await part.locator("textarea").fill(text);
  await part.locator("button").click();
}
