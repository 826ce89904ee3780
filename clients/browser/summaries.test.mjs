// A quarter summed up in the browser, without JavaScript and with it: the point of contact counts and freezes, looks at figures and at what
// is withheld, gives it to the community, takes the data along; others see it then and not before.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Contexts, address, launch, looks } from "./site.mjs";

let browser;
let contexts;

before(async () => {
  browser = await launch();
  contexts = new Contexts(browser);
});
after(() => browser?.close());

const main = (page) => page.getByRole("main");
const press = (page, words) => main(page).getByRole("button", { name: words }).first().click();
const follow = (page, words) => main(page).getByRole("link", { name: words }).first().click();
const sees = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor();

/** The sum of a summary's page. */
const sum = async (page) => Number(await main(page).locator(".stat").first().locator("dd").first().innerText());

/** Every file of a summary, looked into. */
async function takes(page, summary, number) {
  const file = async (path) => {
    const answer = await page.request.get(`${summary}/${path}`);
    assert.equal(answer.status(), 200, path);
    return answer.body();
  };
  const data = JSON.parse(await file("data"));
  assert.equal(data.number, number);
  assert.match(data.sha256, /^[0-9a-f]{64}$/);
  const { least, all, columns, tables } = data.content;
  assert.equal(all, columns.reduce((sum, column) => sum + column.all, 0));
  for (const { by, rows } of tables) {
    assert.equal(rows.reduce((sum, row) => sum + row.all, 0), all, by);
    for (const { all: n, cells } of rows) {
      assert.ok(n >= least, `${by}: ${n}`);
      for (const cell of cells)
        assert.ok(cell.count === undefined || cell.count === 0 || cell.count >= least, `${by}: ${JSON.stringify(cell)}`);
    }
  }
  const cells = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
  assert.ok(cells.some((cell) => cell === "withheld") && cells.some((cell) => cell.count > 0), "some are told, some are not");
  const csv = String(await file("table.csv"));
  assert.ok(csv.startsWith("summary,by,row,category,told,count\r\n") && csv.includes(",withheld,"), csv.slice(0, 200));
  assert.equal(String((await file("table.xlsx")).subarray(0, 2)), "PK");
  assert.equal(String((await file("pdf")).subarray(0, 5)), "%PDF-");
}

for (const [mode, javaScriptEnabled] of [
  ["without script", false],
  ["with script", true],
]) {
  test(`a quarter is summed up, looked at, given to the community and taken along, ${mode}`, async () => {
    const opened = [];
    const as = async (name) => {
      opened.push(await contexts.open(name, { ...looks.desk, javaScriptEnabled }));
      return opened.at(-1).newPage();
    };
    try {
      const [ines, viktor, tomas] = [await as("ines"), await as("viktor"), await as("tomas")];
      assert.equal((await viktor.goto(address("/incidents/summaries/new"))).status(), 403);

      // What was told of the quarter before.
      await ines.goto(address("/incidents/summaries"));
      const told = main(ines).getByRole("link", { name: /NIS2.*quarter . of \d{4}: .*\(XT-NIS2-\d{4}-Q\d\)$/ }).last();
      const quarter = (await told.innerText()).match(/quarter . of \d{4}/)[0];
      await told.click();
      const before = await sum(ines);
      assert.ok(before >= 40, `${before}`);

      await ines.goto(address("/incidents/summaries"));
      await follow(ines, "Sum up a quarter or year");
      const choice = main(ines).getByRole("combobox", { name: "Law and period" });
      const label = await choice.locator("option", { hasText: quarter }).filter({ hasText: "NIS2" }).first().innerText();
      await choice.selectOption({ label });
      await press(ines, "Count and freeze");
      await sees(ines, "The summary is frozen");
      assert.equal(await sum(ines), before, "the same quarter, the same sum");
      await sees(ines, "By sector");
      await sees(ines, "not shown");
      await sees(ines, /No figure stands for fewer than 5/);
      const summary = ines.url().split(/[?#]/)[0];
      const number = (await main(ines).innerText()).match(/XT-NIS2-\d{4}-Q\d(\.\d+)?/)[0];

      assert.equal((await tomas.goto(summary)).status(), 404);
      assert.equal((await viktor.goto(summary)).status(), 200, "of the same office");
      assert.equal(await main(viktor).getByRole("button", { name: "Change" }).count(), 0);
      await main(ines).getByRole("radio", { name: "The community" }).check();
      await press(ines, "Change");
      await sees(ines, "It has its audience.");
      await tomas.goto(address("/incidents/summaries"));
      await follow(tomas, new RegExp(number.replaceAll(".", "\\.")));
      assert.equal(await sum(tomas), before);
      await takes(tomas, summary, number);
    } finally {
      await Promise.all(opened.map((context) => context.close()));
    }
  });
}
