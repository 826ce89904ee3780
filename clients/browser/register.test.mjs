// The register: an organisation finds out what it is, registers, is asked, answers and is accepted; an authority imports a table.
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

/** Somebody of the cast at the desk, in a browser without scripts unless said otherwise. */
async function desk(name, scripts = false) {
  const context = await contexts.open(undefined, { ...looks.desk, javaScriptEnabled: scripts });
  const page = await context.newPage();
  if (name) await signIn(page, person(name));
  return page;
}

/** The page of an organisation, found in the directory. */
async function organisation(page, words) {
  await page.goto(address(`/members/organisations?q=${encodeURIComponent(words)}`));
  await main(page).locator("a.row-link").filter({ hasText: words }).first().click();
  await page.waitForURL(/\/members\/organisations\/[0-9a-f-]{36}$/);
  return page.url();
}

test("a visitor learns what an entity is", async () => {
  const page = await desk();
  await page.goto(address("/classify"));
  await main(page).getByLabel("Drinking water", { exact: true }).check();
  await press(page, "Continue");
  await main(page).getByLabel("Supplier or distributor of drinking water").check();
  await press(page, "Continue");
  await main(page).getByLabel("Staff").fill("58");
  await main(page).getByLabel(/annual turnover/i).fill("14 000 000");
  await main(page).getByLabel(/balance sheet/i).fill("90 000 000");
  await press(page, "Continue");
  await press(page, "Continue");
  await sees(page, "Important entity");
  await sees(page, /Article 2\(1\), 3\(2\)/);
  await page.context().close();
});

test("an agency registers, is asked, answers and is accepted", async () => {
  const petra = await desk("petra");
  const viktor = await desk("viktor");
  const url = await organisation(petra, "Ostrel Development Agency");
  await petra.goto(`${url}/registration`);
  await sees(petra, "Before you can submit, fill in:");
  await petra.goto(`${url}/record/address`);
  await main(petra).getByLabel("Street and number").fill("5 Weir Street");
  await main(petra).getByLabel("Postcode and town").fill("10100 Ostrelmouth");
  await press(petra, "Save");
  await sees(petra, "The record is saved");
  await sees(petra, "Important entity");
  await petra.goto(`${url}/registration`);
  await press(petra, "Submit the registration");
  await sees(petra, "The registration is submitted.");

  await viktor.goto(address("/members/register?state=submitted"));
  await main(viktor).getByRole("link", { name: "Ostrel Development Agency" }).click();
  await sees(viktor, "It waits for your decision.");
  const ask = main(viktor).locator("details").filter({ hasText: "has four weeks to answer" });
  if (!(await ask.getByRole("textbox").isVisible())) await ask.locator("summary").first().click();
  await ask.getByRole("textbox").fill("Who answers for the hub at night?");
  await ask.getByRole("button").click();
  await sees(viktor, "The question is sent.");

  await petra.goto(`${url}/registration`);
  await sees(petra, "Who answers for the hub at night?");
  await main(petra).getByRole("textbox").first().fill("Petra, on her mobile.");
  await press(petra, /^answer$/i);
  await sees(petra, "The answer is sent.");

  await viktor.goto(`${url}/registration`);
  await sees(viktor, "Petra, on her mobile.");
  const accept = main(viktor).locator("details").filter({ hasText: "counts as registered" });
  if (!(await accept.getByRole("button").isVisible())) await accept.locator("summary").click();
  await accept.getByRole("button").click();
  await sees(viktor, "The registration is accepted.");
  await petra.goto(`${url}/history`);
  await sees(petra, "5 Weir Street");
  for (const page of [petra, viktor]) await page.context().close();
});

test("an authority looks at a table and takes it in", async () => {
  const page = await desk("viktor", true);
  const rows = [
    "name,kind,country,region,places,street",
    "Weirside Waterworks,oes,XT,XT12,drinking-water,3 Weir",
    "Nowhere Rail,oes,XC,,transport,1 Gare",
    "",
  ].join("\n");
  await page.goto(address("/members/register/import"));
  await main(page).locator("input[type=file]").setInputFiles({ name: "entities.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  await press(page, "Look at it");
  await sees(page, "New: 1 · changed: 0 · unchanged: 0 · refused: 1");
  await press(page, "Accept and write");
  await sees(page, /Taken in\. New: 1/);
  await page.goto(address("/members/register?q=weirside"));
  await sees(page, "Weirside Waterworks");
  assert.equal(await main(page).getByText("Nowhere Rail").count(), 0);
  await page.context().close();
});
