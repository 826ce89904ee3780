// From one running Belfry to another: two points of contact register each other's keys, one hands an incident over, the receipt comes back,
// the other passes it on; a package that was changed on its way is refused; the receipt of one that was carried by hand is pasted, or comes
// back by itself.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { Contexts, address, launch, looks } from "./site.mjs";

let browser;
let contexts;
let other;
let data;

/** A second demonstration, which may send to this machine by its administrator's word. */
async function second() {
  data = await mkdtemp(join(tmpdir(), "belfry-other-"));
  const env = { ...process.env, BELFRY_OUTBOUND_INSIDE: "127.0.0.1" };
  const words = ["demo", "--json", "--listen", "127.0.0.1:0", "--data", data];
  const server = spawn(process.env.BELFRY_BIN, words, { env, stdio: ["ignore", "pipe", "ignore"] });
  const site = await new Promise((resolve) => {
    createInterface({ input: server.stdout }).on("line", (line) => line.startsWith("{") && resolve(JSON.parse(line)));
  });
  return { server, site };
}

before(async () => {
  [browser, other] = await Promise.all([launch(), second()]);
  contexts = new Contexts(browser);
});
after(async () => {
  await browser?.close();
  if (other) {
    other.server.kill("SIGTERM");
    await once(other.server, "exit");
  }
  if (data) await rm(data, { recursive: true, force: true });
});

const main = (page) => page.getByRole("main");
const press = (page, words) => main(page).getByRole("button", { name: words }).first().click();
const sees = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();
const there = (path) => new URL(path, other.site.url).href;

async function arrives(page) {
  const luc = other.site.people.find((one) => one.email.startsWith("luc."));
  await page.goto(there("/sign-in"));
  await page.getByLabel(/e-?mail|courriel|adresse/i).first().fill(luc.email);
  await page.getByLabel(/^password|^mot de passe/i).fill(luc.password);
  await main(page).getByRole("button").first().click();
  await page.waitForURL((place) => place.pathname !== "/sign-in");
}

/** Key and fingerprint, as the page of keys tells them. */
async function key(page, url) {
  await page.goto(url);
  const text = await main(page).innerText();
  const fingerprint = text.match(/(?:[0-9A-F]{4} ){15}[0-9A-F]{4}/)[0];
  return { key: text.match(/\b[0-9a-f]{64}\b/)[0], fingerprint };
}

async function registers(page, { name, country, base, key, fingerprint }) {
  const form = main(page).locator('form[action="/incidents/handovers/partners"]');
  for (const [field, value] of Object.entries({ name, country, base, key, fingerprint })) {
    await form.locator(`[name="${field}"]`).fill(value);
  }
  await form.getByRole("button").click();
  await sees(page, name);
}

test("a package goes from one Belfry to another, and a tampered one is refused", async () => {
  const here = await contexts.open("ines", { ...looks.desk, javaScriptEnabled: false });
  const away = await browser.newContext({ ...looks.desk, javaScriptEnabled: false });
  try {
    const [ines, luc] = [await here.newPage(), await away.newPage()];
    await arrives(luc);
    const theirs = await key(luc, there("/incidents/handovers/keys"));
    const ours = await key(ines, address("/incidents/handovers/keys"));
    await registers(ines, { name: "Corvenne elsewhere", country: "XC", base: "", ...theirs });
    await registers(luc, { name: "Tervald elsewhere", country: "XT", base: new URL(address("/")).origin, ...ours });
    // Luc looks at what leaves, signs it, and the receipt comes back.
    await luc.goto(there("/incidents/handovers/new"));
    await main(luc).locator('a[href*="notification="]').first().click();
    const form = main(luc).locator('form[action*="/incidents/handovers/new"]');
    await form.locator('[name="partner"]').selectOption({ label: "Tervald elsewhere (XT)" });
    await form.locator('[name="title"]').fill("Two tenants encrypted, customers on your side");
    await form.getByRole("button").click();
    const page = luc.url();
    for (let tries = 0; tries < 60 && !/Received there|Reçu là-bas/.test(await main(luc).innerText()); tries += 1) {
      await luc.waitForTimeout(500);
      await luc.goto(page);
    }
    await sees(luc, /Received there|Reçu là-bas/);
    // It is on the desk of Ines, who passes it on.
    await ines.goto(address("/incidents/handovers"));
    await main(ines).getByRole("link", { name: "Two tenants encrypted, customers on your side" }).first().click();
    await sees(ines, "To be passed on");
    await main(ines).getByLabel("To whom").selectOption({ label: "CSIRT Tervald" });
    await press(ines, "Pass on");
    await sees(ines, "CSIRT Tervald has it now.");
    // The same by hand, changed on its way.
    const [download] = await Promise.all([luc.waitForEvent("download"), main(luc).locator('a[href$="/file"]').first().click()]);
    const envelope = JSON.parse(await readFile(await download.path(), "utf8"));
    const content = Buffer.from(envelope.payload, "base64").toString().replace('"amber"', '"clear"');
    const changed = { ...envelope, payload: Buffer.from(content).toString("base64") };
    assert.notEqual(changed.payload, envelope.payload);
    for (const [text, words] of [
      [changed, /The signature does not fit/],
      [envelope, /It came before/],
    ]) {
      await ines.goto(address("/incidents/handovers/receive"));
      const file = { name: "package.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(text)) };
      await main(ines).locator('input[type="file"]').setInputFiles(file);
      await press(ines, "Check and take in");
      await sees(ines, words);
    }
    // Ines hands one over by hand. What is no receipt for it is refused, with words beside the field.
    await ines.goto(address("/incidents/handovers/new?handed=no"));
    await main(ines).locator('a[href*="notification="]').first().click();
    const byHand = main(ines).locator('form[action*="/incidents/handovers/new"]');
    await byHand.locator('[name="partner"]').selectOption({ label: "Corvenne elsewhere (XC)" });
    await byHand.locator('[name="title"]').fill("Carried across the river");
    await byHand.getByRole("button").click();
    await sees(ines, "To be carried by hand");
    const outgoing = ines.url();
    const [carried] = await Promise.all([ines.waitForEvent("download"), main(ines).locator('a[href$="/file"]').first().click()]);
    const parcel = await readFile(await carried.path(), "utf8");
    for (const [text, words] of [
      ["{ torn", /cannot be read as a receipt/],
      [parcel, /This is no receipt/],
    ]) {
      await main(ines).getByLabel("Or the text of the receipt").fill(text);
      await press(ines, "Check the receipt");
      await sees(ines, words);
    }
    // Luc pastes it; his Belfry knows where the receipt belongs.
    await luc.goto(there("/incidents/handovers/receive"));
    await main(luc).getByLabel(/Or the text of the package|Ou le texte du paquet/).fill(parcel);
    await main(luc).locator('form[action$="/receive"]').locator("button").click();
    await sees(luc, "Carried across the river");
    const incoming = luc.url();
    const [signed] = await Promise.all([luc.waitForEvent("download"), main(luc).locator('a[href$="/receipt"]').first().click()]);
    const receipt = await readFile(await signed.path(), "utf8");
    for (let tries = 0; tries < 60; tries += 1) {
      await luc.goto(incoming);
      if (/went back by itself|reparti de lui-même/.test(await main(luc).innerText())) break;
      await luc.waitForTimeout(500);
    }
    await sees(luc, /went back by itself|reparti de lui-même/);
    await ines.goto(outgoing);
    await sees(ines, "Received there");
    await sees(ines, "Signed for by the other side:");
    // The same receipt for another package says so.
    await ines.goto(address("/incidents/handovers/new"));
    await main(ines).locator('a[href*="notification="]').first().click();
    await byHand.locator('[name="partner"]').selectOption({ label: "Corvenne elsewhere (XC)" });
    await byHand.locator('[name="title"]').fill("Carried once more");
    await byHand.getByRole("button").click();
    await sees(ines, "To be carried by hand");
    const file = { name: "receipt.json", mimeType: "application/json", buffer: Buffer.from(receipt) };
    await main(ines).locator('input[type="file"]').setInputFiles(file);
    await press(ines, "Check the receipt");
    await sees(ines, /This receipt is for another package/);
  } finally {
    await Promise.all([here.close(), away.close()]);
  }
});
