// How people are let in, on an installation of its own that begins empty and sends its mail to us: first run, a second factor
// that is demanded, an invitation that is accepted with a passkey, a forgotten password, a proof that is asked again.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { barriers, launch } from "./site.mjs";

const PATIENCE = 60_000;
const PASSWORD = "four brown herons by the weir";
let browser;
let place;

/** A port that nobody has at this moment. */
async function free() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** A mail server that keeps what it is given: `{ to, text }`. */
async function postOffice() {
  const mails = [];
  const server = createServer((socket) => {
    let mail = null;
    let lines = null;
    const say = (words) => socket.write(`${words}\r\n`);
    say("220 post office");
    socket.on("error", () => {});
    createInterface({ input: socket }).on("line", (line) => {
      if (lines && line === ".") {
        mails.push({ ...mail, text: quoted(lines.join("\n")) });
        lines = null;
        say("250 kept");
      } else if (lines) lines.push(line);
      else if (/^EHLO|^HELO/i.test(line)) say("250 post office");
      else if (/^MAIL/i.test(line)) (mail = {}), say("250 go on");
      else if (/^RCPT/i.test(line)) (mail.to = line.match(/<(.*)>/)[1]), say("250 go on");
      else if (/^DATA/i.test(line)) (lines = []), say("354 tell");
      else if (/^QUIT/i.test(line)) say("221 bye"), socket.end();
      else say("250 go on");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { mails, port: server.address().port, close: () => server.close() };
}

/** A text as it was before it was made fit for mail. */
function quoted(text) {
  const [head, ...rest] = text.split("\n\n");
  const body = rest.join("\n\n");
  if (/base64/i.test(head)) return Buffer.from(body.replaceAll("\n", ""), "base64").toString();
  if (!/quoted-printable/i.test(head)) return body;
  return body.replaceAll("=\n", "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

/** The link in the next mail to somebody that leads there; waits for it. Other mails, such as those about his account, stay. */
async function mailed(to, path) {
  const until = Date.now() + PATIENCE;
  const link = (mail) => mail.text.match(/https?:\/\/\S+/)?.[0] ?? "";
  while (Date.now() < until) {
    const at = place.post.mails.findIndex((mail) => mail.to === to && link(mail).includes(path));
    if (at >= 0) return link(place.post.mails.splice(at, 1)[0]);
    await new Promise((done) => setTimeout(done, 100));
  }
  return assert.fail(`no mail to ${to} that leads to ${path}`);
}

before(async () => {
  browser = await launch();
  const [post, port] = [await postOffice(), await free()];
  const data = await mkdtemp(join(tmpdir(), "belfry-admission-"));
  const base = `http://localhost:${port}`;
  const env = {
    ...process.env,
    BELFRY_SERVER_BASE_URL: base,
    BELFRY_MAIL_HOST: "127.0.0.1",
    BELFRY_MAIL_PORT: String(post.port),
    BELFRY_MAIL_TLS: "none",
    BELFRY_MAIL_FROM: "belfry@town.example",
  };
  const server = spawn(process.env.BELFRY_BIN, ["serve", "--listen", `127.0.0.1:${port}`, "--data", data], { env });
  const said = [];
  const welcome = new Promise((resolve, reject) => {
    createInterface({ input: server.stderr }).on("line", (line) => {
      said.push(line);
      const link = line.match(/http\S+\/welcome\/\S+/)?.[0];
      if (link) resolve(link);
    });
    server.once("exit", (code) => reject(new Error(`it ended with ${code}: ${said.join("\n")}`)));
  });
  place = { base, data, post, server, welcome: await welcome };
});

after(async () => {
  await browser?.close();
  if (place) {
    place.server.removeAllListeners("exit");
    const ended = once(place.server, "exit");
    place.server.kill("SIGTERM");
    await ended;
    place.post.close();
    await rm(place.data, { recursive: true, force: true });
  }
});

/** A browser of somebody's own. */
async function open() {
  const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  return page;
}

const main = (page) => page.getByRole("main");
const press = (page, words) => main(page).getByRole("button", { name: words }).first().click();
const fill = (page, label, text) => main(page).getByLabel(label).first().fill(text);
const see = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();

/** What an app for codes shows (RFC 6238), `ahead` steps from now. */
function code(secret, ahead = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const sum = createHmac("sha1", key).update(step).digest();
  const number = sum.readUInt32BE(sum[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** A device that holds passkeys and finds a finger each time it asks. */
async function device(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  await session.send("WebAuthn.addVirtualAuthenticator", { options });
}

async function fine(page) {
  assert.deepEqual(await barriers(page), []);
}

const signOut = (page) => page.evaluate(() => document.querySelector('form[action="/sign-out"]').submit());

async function signIn(page, email, password) {
  await page.goto(`${place.base}/sign-in`);
  await fill(page, /e-?mail/i, email);
  await fill(page, /^password/i, password);
  await press(page, /^sign in$/i);
}

const petra = { email: "petra@town.example" };

test("the first administrator comes by the printed link and is led to a second factor", async () => {
  const page = await open();
  await page.goto(place.welcome);
  await fill(page, /^organisation/i, "Town Works");
  await fill(page, /^name/i, "Petra");
  await fill(page, /e-?mail/i, petra.email);
  await fill(page, /^password/i, PASSWORD);
  await press(page, "Begin");
  await see(page, "Your role asks for a second factor");
  await fine(page);
  await page.goto(`${place.base}/members/organisations`);
  await page.waitForURL(/\/members\/me\/security$/);
  await main(page).getByRole("link", { name: "Add an app for codes" }).first().click();
  await fine(page);
  petra.secret = await main(page).locator("code").first().textContent();
  await fill(page, /^code/i, "000000");
  await press(page, /^add$/i);
  await see(page, "This code does not fit");
  await fill(page, /^code/i, code(petra.secret));
  await press(page, /^add$/i);
  await see(page, "Print or copy them now");
  await fine(page);
  petra.spare = await main(page).locator("ol code").allTextContents();
  assert.equal(petra.spare.length, 10);
  await page.goto(`${place.base}/members/organisations`);
  await see(page, "Town Works");
  petra.page = page;
});

test("who is invited joins with a passkey, and signs in with it alone", async () => {
  const { page } = petra;
  await page.goto(`${place.base}/members/organisations`);
  await main(page).getByRole("link", { name: "Town Works" }).first().click();
  await page.waitForURL(/organisations\/[0-9a-f-]{36}$/);
  await page.goto(`${page.url()}/invite`);
  await fill(page, /e-?mail/i, "bo@town.example");
  await main(page).getByLabel(/^organisation administrator/i).check();
  await press(page, "Send the invitation");
  await see(page, "An invitation is on its way to bo@town.example");

  const bo = await open();
  await device(bo);
  await bo.goto(await mailed("bo@town.example", "/invitation/"));
  await fill(bo, /^name/i, "Bo");
  await fill(bo, /^password/i, PASSWORD);
  await press(bo, /^join/i);
  await see(bo, "Your role asks for a second factor");
  await press(bo, "Add a passkey");
  await fine(bo);
  await fill(bo, /^name/i, "Laptop");
  await press(bo, "Make the passkey");
  await see(bo, "Print or copy them now");
  await bo.goto(`${place.base}/members/me/security`);
  await see(bo, "Laptop");
  await signOut(bo);
  await bo.waitForURL(/\/sign-in/);
  await fine(bo);
  await press(bo, "Sign in with a passkey");
  await bo.waitForURL(`${place.base}/`);

  // After a password, it is the second step.
  await signOut(bo);
  await bo.waitForURL(/\/sign-in/);
  await signIn(bo, "bo@town.example", PASSWORD);
  await see(bo, "Second step");
  await fine(bo);
  await press(bo, "Use a passkey");
  await bo.waitForURL(`${place.base}/`);

  // A dangerous act asks again, and a passkey is enough.
  age("bo@town.example");
  await bo.goto(`${place.base}/members/me/keys`);
  await fill(bo, /^name/i, "Sensor at the weir");
  await press(bo, /make|create/i);
  await see(bo, "Confirm that it is you");
  await fine(bo);
  await press(bo, "Confirm with a passkey");
  await see(bo, "Sensor at the weir");
});

/** As if the last proof of somebody had been given long ago. */
function age(email) {
  const sql = "update identity_sessions set proved = 0 where person_id in (select id from identity_people where email = ?)";
  const program = "import sqlite3, sys\nwith sqlite3.connect(sys.argv[1], timeout=20) as db: db.execute(sys.argv[2], (sys.argv[3],))";
  const done = spawnSync("python3", ["-c", program, join(place.data, "belfry.db"), sql, email]);
  assert.equal(done.status, 0, String(done.stderr));
}

test("a forgotten password is replaced by mail, and the second factor is kept", async () => {
  const page = await open();
  await page.goto(`${place.base}/sign-in`);
  await main(page).getByRole("link", { name: "Forgot your password?" }).click();
  await fill(page, /e-?mail/i, petra.email);
  await press(page, "Send the link");
  await see(page, "Look into your mailbox");
  await fine(page);
  await page.goto(await mailed(petra.email, "/members/reset/"));
  await fill(page, /^(new )?password/i, `${PASSWORD} again`);
  await press(page, "Change the password");
  await see(page, "Your password is changed");
  await signIn(page, petra.email, `${PASSWORD} again`);
  await see(page, "Second step");
  await fill(page, /^code/i, petra.spare[0]);
  await press(page, /^sign in$/i);
  await page.waitForURL(`${place.base}/`);

  // What was typed survives a proof that is asked again, also one that fails first.
  age(petra.email);
  await page.goto(`${place.base}/members/me/keys`);
  await fill(page, /^name/i, "Monitoring");
  await press(page, /make|create/i);
  await fill(page, /^password/i, "not the password at all");
  await press(page, "Confirm and go on");
  await see(page, "This is not your password");
  await fill(page, /^code/i, code(petra.secret, 1));
  await press(page, "Confirm and go on");
  await see(page, "Monitoring");
  // Her older sessions ended with the password.
  petra.page = page;
});

test("who asks to join is answered", async () => {
  const page = await open();
  await page.goto(`${place.base}/join`);
  await fine(page);
  await fill(page, /^organisation/i, "town works");
  await fill(page, /^name/i, "Cy");
  await fill(page, /e-?mail/i, "cy@town.example");
  await press(page, /^ask$/i);
  await see(page, "Your request is on its way");
  const people = await mailed("bo@town.example", "/people");
  const bo = await open();
  await signIn(bo, "bo@town.example", PASSWORD);
  await see(bo, "Second step");
  assert.match(people, /\/members\/organisations\//);
});

test("who lost his passkey is helped by an administrator, told by mail, and led to a new one", async () => {
  const { page } = petra;
  await page.goto(`${place.base}/members/platform/people?q=bo%40town`);
  await main(page).getByRole("link", { name: "Bo", exact: true }).first().click();
  await see(page, "Passkey (Laptop)");
  await fine(page);
  await press(page, "Remove second factors");
  await see(page, "Bo has no second factor any more");
  await fine(page);
  assert.equal(await main(page).getByRole("button", { name: "Remove second factors" }).count(), 0);
  const until = Date.now() + PATIENCE;
  const told = () => place.post.mails.some((mail) => mail.to === "bo@town.example" && /removed all second factors/.test(mail.text));
  while (!told() && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
  assert.ok(told(), "Bo is told");
  const bo = await open();
  await signIn(bo, "bo@town.example", PASSWORD);
  await see(bo, "Your role asks for a second factor");
});

test("the platform's settings say its name and who may ask; what makes no sense is refused beside its field", async () => {
  const { page } = petra;
  const settings = `${place.base}/members/platform/settings`;
  const stranger = await open();
  const door = async () => (await stranger.goto(`${place.base}/apply`)).status();
  const community = page.locator("#f-community\\.name");
  const form = (field) => main(page).locator("form").filter({ has: field });
  const settle = async (name, who) => {
    await page.goto(settings);
    await community.fill(name);
    await main(page).getByLabel(who, { exact: true }).check();
    await form(community).getByRole("button", { name: "Save" }).click();
    await see(page, "The settings were saved.");
  };
  assert.equal(await door(), 200);
  await settle("Valley of Sluices", "Nobody");
  assert.equal(await door(), 404);
  await stranger.goto(`${place.base}/sign-in`);
  assert.equal(await stranger.getByRole("link", { name: /not here yet/i }).count(), 0);
  await see(stranger, "Valley of Sluices");
  await settle("Town Works and Neighbours", "Anybody, by request");
  assert.equal(await door(), 200);
  await page.goto(settings);
  await fine(page);
  const days = page.locator("input[type=number]").first();
  const before = await days.inputValue();
  await days.fill("0");
  await form(page.locator("input[type=number]")).getByRole("button", { name: "Save" }).click();
  await main(page).locator("input[type=number][aria-invalid=true]").first().waitFor();
  assert.equal(await days.inputValue(), "0", "nothing that was typed is lost");
  await page.goto(settings);
  assert.equal(await days.inputValue(), before, "and nothing was changed");
  await page.goto(`${place.base}/members/platform/ledger`);
  await see(page, /settings/i);
});
